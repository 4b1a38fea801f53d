import { textOf } from '../components/text-of';
import { assertNever } from '../../domain/assert';
import type { FieldChange } from '../../domain/event/event';
import type { TicketEvent } from '../../protocol/store-shapes';
import { historyMessages as messages } from './history-messages';
import type { Labels } from './labels';

/** Texts longer than this are said to be rewritten instead of quoted. */
const longestQuote = 60;

/** One event as a sentence, with the labels of fields and the names behind ids. */
export function historySentence(event: TicketEvent, labels: Labels): string {
  const who =
    event.actorId === null && event.actorName === undefined
      ? messages.desk
      : labels.person(event.actorId, event.actorName);
  const status = labels.reference('statuses', statusOf(event)) || '–';
  const changes = describeChanges(event.changes, labels);
  switch (event.kind) {
    case 'created':
    case 'imported':
    case 'solved':
    case 'closed':
    case 'reopened':
    case 'replied':
    case 'noted':
    case 'called':
    case 'merged':
    case 'unmerged':
    case 'split':
    case 'linked':
    case 'unlinked':
    case 'trashed':
    case 'spammed':
    case 'restored':
    case 'undone':
    case 'erased':
      return messages[event.kind](who);
    case 'started':
    case 'pending':
      return messages[event.kind](who, status);
    case 'on_hold':
      return messages.onHold(who, status);
    case 'assigned':
    case 'changed':
      return messages[event.kind](who, changes);
    default:
      return assertNever(event.kind);
  }
}

function statusOf(event: TicketEvent): string | null {
  const to = event.changes.find((change) => change.field === 'status')?.to;
  return typeof to === 'string' ? to : null;
}

/** Several changes in one phrase. */
function describeChanges(changes: readonly FieldChange[], labels: Labels): string {
  if (changes.length === 0) return messages.changedIt;
  return new Intl.ListFormat('en').format(changes.map((change) => describeChange(change, labels)));
}

function describeChange({ field: key, from, to }: FieldChange, labels: Labels): string {
  const field = labels.field(key);
  const label = field?.label ?? key;
  if (Array.isArray(from) || Array.isArray(to))
    return describeSet(label, asList(from), asList(to), (id) => nameOf(id, key, labels));
  const before = field === undefined ? textOf(from) : labels.value(field, from);
  const after = field === undefined ? textOf(to) : labels.value(field, to);
  if (before.length > longestQuote || after.length > longestQuote) return messages.rewrote(label);
  if (after === '') return messages.cleared(label, before);
  return before === '' ? messages.setTo(label, after) : messages.changedTo(label, before, after);
}

function nameOf(id: string, key: string, labels: Labels): string {
  const nature = labels.field(key)?.nature;
  return nature?.type === 'references' ? labels.reference(nature.to, id) : id;
}

function describeSet(
  label: string,
  from: readonly string[],
  to: readonly string[],
  name: (id: string) => string,
): string {
  const list = (ids: readonly string[]): string => new Intl.ListFormat('en').format(ids.map(name));
  const added = to.filter((id) => !from.includes(id));
  const removed = from.filter((id) => !to.includes(id));
  const parts = [
    ...(added.length > 0 ? [messages.added(label, list(added))] : []),
    ...(removed.length > 0 ? [messages.removed(label, list(removed))] : []),
  ];
  return new Intl.ListFormat('en').format(parts);
}

function asList(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
