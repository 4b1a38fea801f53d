import { CustomFieldKey } from '../../domain/custom-field/custom-field';
import { appError } from '../../domain/errors';
import type { Field } from '../../domain/field/field';
import { checkFieldValue, kinds, type RecordKind } from '../../domain/kinds';
import { failure, ok, type Result } from '../../domain/result';
import { isErased } from '../../domain/sync/row';
import type { TicketChange } from '../../domain/ticket/change';
import { builtInStatuses } from '../../domain/ticket/status';
import { ticketMessages } from '../../domain/ticket/ticket.messages';
import type { UnitOfWork } from '../commit/unit-of-work';
import { storeMessages } from '../messages';
import type { StoreContext } from './context';
import { usedIds } from './usage';
import { isThere } from './write-plan';

type RecordInput = {
  readonly kind: RecordKind;
  readonly id?: string | undefined;
  readonly change: TicketChange;
};

/** The field that names a record of each kind in front of people. */
const nameField: Readonly<Record<RecordKind, string>> = {
  people: 'name',
  organisations: 'name',
  teams: 'name',
  categories: 'name',
  statuses: 'name',
  views: 'name',
  customFields: 'key',
};

/** Makes or changes a record of the directory, a view, a status or a custom field. */
export async function saveRecord(
  store: StoreContext,
  work: UnitOfWork,
  input: RecordInput,
): Promise<Result<{ id: string }>> {
  const problem = problemWith(store, input);
  if (problem !== null) return failure(appError('invalid_input', problem));
  const { kind, change } = input;
  const conflict = kind === 'customFields' ? customFieldConflict(store, work, input) : null;
  if (conflict !== null) return failure(appError('conflict', conflict));
  if (input.id === undefined) return ok({ id: work.create(kind, { ...change.set, ...change.add }) });
  const ref = { kind, id: input.id };
  const row = await work.row(ref);
  if (row === undefined) return failure(appError('not_found', storeMessages.noSuchRecord(kind)));
  if (isErased(row, nameField[kind])) return failure(appError('conflict', storeMessages.erasedStays));
  await work.set(ref, change.set ?? {});
  for (const [field, elements] of Object.entries(change.add ?? {})) await work.add(ref, field, elements);
  for (const [field, elements] of Object.entries(change.remove ?? {}))
    await work.remove(ref, field, elements);
  return ok({ id: input.id });
}

/** Finds a record by its name, or makes it. */
export function ensureRecord(
  store: StoreContext,
  work: UnitOfWork,
  kind: RecordKind,
  name: string,
  isAgent: boolean,
): Result<{ id: string; isNew: boolean }> {
  const { me } = store.desk;
  if (kind === 'people' && (name === me.id || name === me.name)) return ok({ id: me.id, isNew: false });
  const [known] = store.directory.idsByName(kind, name);
  if (known !== undefined) return ok({ id: known, isNew: false });
  const id = work.create(kind, { [nameField[kind]]: name, ...(isAgent ? { isAgent } : {}) });
  return ok({ id, isNew: true });
}

/** Removes a record that nothing uses. */
export async function removeRecord(
  store: StoreContext,
  work: UnitOfWork,
  kind: RecordKind,
  id: string,
): Promise<Result<null>> {
  if (kind === 'statuses' && builtInStatuses.some((status) => status.id === id)) {
    return failure(appError('conflict', storeMessages.builtIn));
  }
  if (id === store.desk.me.id) return failure(appError('conflict', storeMessages.ownAgent));
  const ref = { kind, id };
  if ((await work.row(ref)) === undefined)
    return failure(appError('not_found', storeMessages.noSuchRecord(kind)));
  if (usedIds(store, work).has(id)) return failure(appError('conflict', storeMessages.inUse));
  await work.del(ref);
  return ok(null);
}

function problemWith(store: StoreContext, { kind, id, change }: RecordInput): string | null {
  const fields: readonly Field[] = kinds[kind].fields ?? [];
  const parts = [change.set ?? {}, change.add ?? {}, change.remove ?? {}];
  for (const [key, value] of parts.flatMap((part) => Object.entries<unknown>(part))) {
    const field = fields.find((known) => known.key === key);
    if (field === undefined) return ticketMessages.noSuchField(key);
    const problem = checkFieldValue(field, value);
    if (problem !== null) return ticketMessages.badValue(field.label, problem);
  }
  const lost = fields.find((field) =>
    pointsAtNothing(store, field, change.set?.[field.key] ?? change.add?.[field.key]),
  );
  if (lost !== undefined) return storeMessages.noSuchReference(lost.label);
  const name = change.set?.[nameField[kind]];
  const isNameless = typeof name === 'string' ? name.trim() === '' : id === undefined;
  if (isNameless) return storeMessages.emptyName;
  if (kind === 'customFields' && name !== undefined && !CustomFieldKey.safeParse(name).success)
    return storeMessages.badKey;
  if (kind === 'views' && typeof change.set?.['query'] === 'string') {
    const parsed = store.queries.parse(change.set['query']);
    if (!parsed.ok) return parsed.error.message;
  }
  return null;
}

function pointsAtNothing(store: StoreContext, { nature }: Field, value: unknown): boolean {
  if (nature.type !== 'reference' && nature.type !== 'references') return false;
  const ids = [value].flat().filter((id) => typeof id === 'string');
  return ids.some((id) => !isThere(store, nature.to, id));
}

/** Values that tickets hold under a field's name must stay what they are: the name is one field's, its type fixed. */
function customFieldConflict(
  store: StoreContext,
  work: UnitOfWork,
  { id, change }: RecordInput,
): string | null {
  const { key, type } = change.set ?? {};
  const isTaken = store.directory.all('customFields').some((field) => field.key === key && field.id !== id);
  if (isTaken || (typeof key === 'string' && store.queries.schema.fields.has(key) && id === undefined)) {
    return storeMessages.keyTaken(String(key));
  }
  const before = id === undefined ? undefined : store.directory.get('customFields', id);
  const isOther =
    before !== undefined &&
    ((key !== undefined && key !== before.key) || (type !== undefined && type !== before.type));
  return isOther && usedIds(store, work).has(before.id) ? storeMessages.fieldInUse : null;
}
