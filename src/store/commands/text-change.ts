import { appError } from '../../domain/errors';
import type { Field } from '../../domain/field/field';
import type { RecordKind } from '../../domain/kinds';
import { foldText } from '../../domain/query/fold';
import { findChoice } from '../../domain/query/values';
import { failure, ok, type Result } from '../../domain/result';
import { elementsOf } from '../../domain/sync/row';
import { registeredFields } from '../../domain/ticket/fields';
import { fieldsByQueryName } from '../../domain/ticket/query';
import { statusCategories } from '../../domain/ticket/status';
import { ticketMessages } from '../../domain/ticket/ticket.messages';
import type { UnitOfWork } from '../commit/unit-of-work';
import { storeMessages } from '../messages';
import type { StoreContext } from './context';
import { ensureRecord } from './records';

type Made = { readonly kind: string; readonly name: string };

/** The names that were read so far: what was made of them, and the ids that they stand for. */
type Names = { readonly made: Made[]; readonly ids: Map<string, string> };

type TextChange = {
  readonly set: Record<string, unknown>;
  readonly add: Record<string, string[]>;
  readonly remove: Record<string, string[]>;
};

/** The word that empties a field. */
const nothing = 'none';

/** Reads `field=value` texts as a change of a ticket. A list replaces the list that the ticket has. */
export async function changeFromText(
  store: StoreContext,
  work: UnitOfWork,
  values: Readonly<Record<string, string>>,
  ticketId: string | undefined,
): Promise<Result<{ change: TextChange; made: Made[] }>> {
  const change: TextChange = { set: {}, add: {}, remove: {} };
  const names: Names = { made: [], ids: new Map() };
  const fields = fieldsByName(store);
  const row = ticketId === undefined ? undefined : await work.row({ kind: 'tickets', id: ticketId });
  for (const [name, text] of Object.entries(values)) {
    const field = fields.get(name.toLowerCase());
    if (field === undefined)
      return failure(appError('invalid_input', ticketMessages.noSuchField(name), { field: name }));
    if (field.merge === 'addWinsSet') {
      const wanted =
        text === nothing
          ? []
          : text
              .split(',')
              .map((word) => word.trim())
              .filter((word) => word !== '');
      const elements = readElements(store, work, field, wanted, names);
      if (!elements.ok) return elements;
      const has = row === undefined ? [] : elementsOf(row, field.key);
      change.add[field.key] = elements.value.filter((element) => !has.includes(element));
      change.remove[field.key] = has.filter((element) => !elements.value.includes(element));
      continue;
    }
    const value = readValue(store, work, field, text, names);
    if (!value.ok) return value;
    change.set[field.key] = value.value;
  }
  return ok({ change, made: names.made });
}

/** Words as they are, or the ids of the rows that they name. */
function readElements(
  store: StoreContext,
  work: UnitOfWork,
  field: Field,
  words: readonly string[],
  names: Names,
): Result<readonly string[]> {
  if (field.nature.type !== 'references') return ok(words);
  const ids: string[] = [];
  for (const word of words) {
    const id = readReference(store, work, field, word, names);
    if (!id.ok) return id;
    ids.push(id.value);
  }
  return ok(ids);
}

/** A field goes by its name in queries, or by its key. */
function fieldsByName(store: StoreContext): ReadonlyMap<string, Field> {
  const byQueryName = fieldsByQueryName(store.directory.customFields());
  const byKey = [...byQueryName.values(), ...registeredFields()].map(
    (field) => [field.key.toLowerCase(), field] as const,
  );
  return new Map([...byKey, ...byQueryName]);
}

function readValue(
  store: StoreContext,
  work: UnitOfWork,
  field: Field,
  text: string,
  names: Names,
): Result<unknown> {
  if (text === nothing) return ok(field.empty);
  const { nature } = field;
  switch (nature.type) {
    case 'text':
      return ok(text);
    case 'choice': {
      const values = nature.options.map((option) => option.id);
      return orAllowed(field, text, findChoice(text, values), values);
    }
    case 'flag':
      return orAllowed(field, text, { yes: true, true: true, no: false, false: false }[text.toLowerCase()], [
        'yes',
        'no',
      ]);
    case 'number':
      return orAllowed(
        field,
        text,
        text.trim() === '' || Number.isNaN(Number(text)) ? undefined : Number(text),
        ['12', '0.5'],
      );
    case 'time':
      return orAllowed(field, text, readTime(text), ['2026-05-01', '2026-05-01T14:30']);
    case 'reference':
      return nature.to === 'statuses'
        ? readStatus(store, field, text)
        : readReference(store, work, field, text, names);
    case 'tags':
    case 'references':
      return ok(text);
  }
}

function orAllowed(field: Field, text: string, value: unknown, allowed: readonly string[]): Result<unknown> {
  if (value !== undefined) return ok(value);
  const message = storeMessages.notAllowed(field.label, text, allowed);
  return failure(appError('invalid_input', message, { field: field.queryName ?? field.key, allowed }));
}

/** A date, or a date and time, in the zone of this machine unless it names one. */
function readTime(text: string): number | undefined {
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const isMoment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?$/.test(text);
  const time = isDate
    ? new Date(`${text}T00:00`).getTime()
    : isMoment
      ? new Date(text).getTime()
      : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

function readStatus(store: StoreContext, field: Field, text: string): Result<unknown> {
  const statuses = [...store.directory.statuses.values()];
  const byName = statuses.find(
    (status) => status.name.toLowerCase() === text.toLowerCase() || status.id === text,
  );
  return orAllowed(
    field,
    text,
    byName?.id ?? findChoice(text, statusCategories),
    statuses.map((status) => status.name),
  );
}

function readReference(
  store: StoreContext,
  work: UnitOfWork,
  field: Field,
  text: string,
  { made, ids }: Names,
): Result<string> {
  const { nature } = field;
  if ((nature.type !== 'reference' && nature.type !== 'references') || nature.to === 'tickets')
    return ok(text);
  const kind = nature.to as RecordKind;
  if (kind === 'people' && text === 'me') return ok(work.actorId);
  if (text.trim() === '')
    return failure(
      appError('invalid_input', storeMessages.emptyName, { field: field.queryName ?? field.key }),
    );
  // A name that was made for one field is known to the next.
  const key = `${kind}\n${foldText(text)}`;
  const known = ids.get(key);
  if (known !== undefined) return ok(known);
  const record = ensureRecord(store, work, kind, text, field.key === 'assignee');
  if (!record.ok) return record;
  if (record.value.isNew) made.push({ kind, name: text });
  ids.set(key, record.value.id);
  return ok(record.value.id);
}
