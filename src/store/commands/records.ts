import { CustomFieldKey } from '../../domain/custom-field/custom-field';
import { appError } from '../../domain/errors';
import type { Field } from '../../domain/field/field';
import { checkFieldValue, kinds, type RecordKind } from '../../domain/kinds';
import { failure, ok, type Result } from '../../domain/result';
import type { TicketChange } from '../../domain/ticket/change';
import { builtInStatuses } from '../../domain/ticket/status';
import { ticketMessages } from '../../domain/ticket/ticket.messages';
import type { UnitOfWork } from '../commit/unit-of-work';
import { storeMessages } from '../messages';
import type { StoreContext } from './context';

type RecordInput = { readonly kind: RecordKind; readonly id?: string | undefined; readonly change: TicketChange };

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

/** The ticket field that points at records of a kind. */
const usedBy: Readonly<Partial<Record<RecordKind, readonly string[]>>> = {
  people: ['requester', 'assignee'],
  organisations: ['organisation'],
  teams: ['team'],
  categories: ['category'],
  statuses: ['status'],
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
  if (input.id === undefined) return ok({ id: work.create(kind, { ...change.set, ...change.add }) });
  const ref = { kind, id: input.id };
  if ((await work.row(ref)) === undefined) return failure(appError('not_found', storeMessages.noSuchRecord(kind)));
  await work.set(ref, change.set ?? {});
  for (const [field, elements] of Object.entries(change.add ?? {})) await work.add(ref, field, elements);
  for (const [field, elements] of Object.entries(change.remove ?? {})) await work.remove(ref, field, elements);
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

/** Removes a record that no ticket uses. */
export async function removeRecord(
  store: StoreContext,
  work: UnitOfWork,
  kind: RecordKind,
  id: string,
): Promise<Result<null>> {
  if (kind === 'statuses' && builtInStatuses.some((status) => status.id === id)) {
    return failure(appError('conflict', storeMessages.builtIn));
  }
  const ref = { kind, id };
  if ((await work.row(ref)) === undefined) return failure(appError('not_found', storeMessages.noSuchRecord(kind)));
  await store.warm;
  if (isUsed(store, kind, id)) return failure(appError('conflict', storeMessages.inUse));
  await work.del(ref);
  return ok(null);
}

function isUsed(store: StoreContext, kind: RecordKind, id: string): boolean {
  const { index } = store;
  return (usedBy[kind] ?? []).some((key) => {
    const column = index.column(key);
    for (let slot = 0; slot < index.slotCount; slot += 1) {
      if (index.idAt(slot) !== undefined && column?.read(slot) === id) return true;
    }
    return false;
  });
}

function problemWith(store: StoreContext, { kind, id, change }: RecordInput): string | null {
  const fields: readonly Field[] = kinds[kind].fields ?? [];
  for (const [key, value] of Object.entries({ ...change.set, ...change.add, ...change.remove })) {
    const field = fields.find((known) => known.key === key);
    if (field === undefined) return ticketMessages.noSuchField(key);
    const problem = checkFieldValue(field, value);
    if (problem !== null) return ticketMessages.badValue(field.label, problem);
  }
  const name = change.set?.[nameField[kind]];
  const isNameless = typeof name === 'string' ? name.trim() === '' : id === undefined;
  if (isNameless) return storeMessages.emptyName;
  if (kind === 'customFields' && name !== undefined && !CustomFieldKey.safeParse(name).success) return storeMessages.badKey;
  if (kind === 'views' && typeof change.set?.['query'] === 'string') {
    const parsed = store.queries.parse(change.set['query']);
    if (!parsed.ok) return parsed.error.message;
  }
  return null;
}
