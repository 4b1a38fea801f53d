import { fieldOfCustomField } from '../../domain/custom-field/custom-field';
import type { Field, ReferenceTarget } from '../../domain/field/field';
import type { RecordKind } from '../../domain/kinds';
import { registeredFields } from '../../domain/ticket/fields';
import type { ReadableTicket, TicketDetail } from '../../protocol/store-shapes';
import type { StoreContext } from '../commands/context';
import { fieldOfTicket } from '../../domain/ticket/change';
import { customFieldsByKey } from '../commands/context';
import { ticketDetail } from './ticket-detail';

/** The fields of a ticket's short form, by their names in queries. */
const shortForm: ReadonlySet<string> = new Set([
  'number',
  'subject',
  'status',
  'type',
  'priority',
  'assignee',
  'team',
  'category',
  'requester',
  'organisation',
  'channel',
  'tag',
  'created',
  'updated',
  'due',
  'solved',
  'closed',
]);

/** How much of a ticket is told: a line of a list, every field, or all of it with conversation and history. */
export type ReadableDetail = 'short' | 'fields' | 'whole';

/** Tickets in words: names for ids, ISO times. */
export async function readableTickets(
  store: StoreContext,
  ids: readonly string[],
  detail: ReadableDetail,
): Promise<ReadableTicket[]> {
  if (detail === 'whole') {
    const details = await Promise.all(ids.map((id) => ticketDetail(store, id, store.desk.me.id)));
    return details.flatMap((found) => (found.ok ? [wholeTicket(store, found.value)] : []));
  }
  const rows = (await store.database.tickets.bulkGet([...ids])).filter((row) => row !== undefined);
  if (detail === 'short') return rows.map((row) => shortTicket(store, row));
  return rows.map((row) => ({ ...shortTicket(store, row), fields: allFields(store, row) }));
}

type Row = Readonly<Record<string, unknown>> & { readonly id: string };

function shortTicket(store: StoreContext, row: Row): ReadableTicket {
  const fields = registeredFields().filter((field) => shortForm.has(field.queryName ?? ''));
  return { id: row.id, ...named(store, fields, row) } as ReadableTicket;
}

function wholeTicket(store: StoreContext, { ticket, messages, events, links }: TicketDetail): ReadableTicket {
  return {
    ...shortTicket(store, ticket),
    fields: allFields(store, ticket),
    messages: messages.map(({ at, authorId, authorName, ...message }) => ({
      ...message,
      at: isoTime(at),
      author: authorName ?? (authorId === null ? null : nameOf(store, 'people', authorId)),
    })),
    events: events.map(({ at, actorId, actorName, changes, ...event }) => ({
      ...event,
      at: isoTime(at),
      actor: actorName ?? (actorId === null ? null : nameOf(store, 'people', actorId)),
      changes: changes.map((change) => readableChange(store, change)),
    })),
    links: links.map(({ type, number, subject, status }) => ({ type, number, subject, status })),
  };
}

function allFields(store: StoreContext, row: Row): Record<string, unknown> {
  const customFields = store.directory.customFields().map(fieldOfCustomField);
  return named(store, [...registeredFields(), ...customFields], row);
}

function named(store: StoreContext, fields: readonly Field[], row: Row): Record<string, unknown> {
  return Object.fromEntries(
    fields.map((field) => [
      field.queryName ?? field.key,
      readableValue(store, field, row[field.key] ?? field.empty),
    ]),
  );
}

function readableChange(store: StoreContext, change: { field: string; from?: unknown; to?: unknown }) {
  const field = fieldOfTicket(change.field, customFieldsByKey(store));
  if (field === undefined) return change;
  const name = field.queryName ?? field.key;
  return {
    field: name,
    from: readableValue(store, field, change.from),
    to: readableValue(store, field, change.to),
  };
}

/** One stored value in words. A status reads as its category: that is what rules and other programs go by. */
function readableValue(store: StoreContext, field: Field, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  const { nature } = field;
  if (nature.type === 'time') return isoTime(Number(value));
  if (nature.type === 'references')
    return (value as readonly string[]).map((id) => referenced(store, nature.to, id));
  return nature.type === 'reference' ? referenced(store, nature.to, String(value)) : value;
}

function referenced(store: StoreContext, target: ReferenceTarget, id: string): unknown {
  if (target === 'statuses') return store.directory.statuses.get(id)?.category ?? id;
  return target === 'tickets' ? numberOf(store, id) : nameOf(store, target, id);
}

function nameOf(store: StoreContext, kind: RecordKind, id: string): string {
  if (kind === 'people' && id === store.desk.me.id)
    return store.directory.get('people', id)?.name ?? store.desk.me.name;
  return store.directory.names(kind as 'people', id)[1] ?? id;
}

function numberOf(store: StoreContext, id: string): unknown {
  const slot = store.index.slotOf(id);
  return slot === undefined ? id : store.index.value(slot, 'number');
}

/** A moment as ISO 8601 in UTC. */
function isoTime(epochMilliseconds: number): string {
  return new Date(epochMilliseconds).toISOString();
}
