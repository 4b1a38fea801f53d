import type { Field } from '../../domain/field/field';
import { isRecordKind, kindNames, kinds, type KindName } from '../../domain/kinds';
import { customPrefix } from '../../domain/ticket/fields';
import type { UnitOfWork } from '../commit/unit-of-work';
import type { StoreContext } from './context';

type Row = Readonly<Record<string, unknown>> & { readonly id: string };

/**
 * Every id that a ticket or a record points at, and the custom fields that a ticket has a value for: as committed,
 * but for the rows that the command has changed, which count as they are now. The index must be warm.
 */
export function usedIds(
  store: Pick<StoreContext, 'index' | 'directory'>,
  work: UnitOfWork,
): ReadonlySet<string> {
  const used = new Set<string>();
  const changes = work.changes();
  const changed = new Set(changes.map((change) => change.id));
  const note = (kind: KindName, row: Row): void => {
    for (const field of pointers(kind))
      for (const id of idsIn(row[field.key])) if (id !== row.id) used.add(id);
  };
  for (const { kind, after } of changes) if (after !== undefined) note(kind, after);
  for (const kind of kindNames.filter(isRecordKind)) {
    for (const row of store.directory.all(kind)) if (!changed.has(row.id)) note(kind, row);
  }
  noteTickets(store, changed, used);
  noteCustomFields(
    store,
    changed,
    changes.flatMap(({ after }) => after ?? []),
    used,
  );
  return used;
}

function noteTickets(
  { index }: Pick<StoreContext, 'index'>,
  changed: ReadonlySet<string>,
  used: Set<string>,
): void {
  for (const field of pointers('tickets')) {
    const column = index.column(field.key);
    for (let slot = 0; slot < index.slotCount; slot += 1) {
      const ticket = index.idAt(slot);
      if (ticket === undefined || changed.has(ticket)) continue;
      for (const id of idsIn(column?.read(slot))) used.add(id);
    }
  }
}

function noteCustomFields(
  { index, directory }: Pick<StoreContext, 'index' | 'directory'>,
  changed: ReadonlySet<string>,
  after: readonly Row[],
  used: Set<string>,
): void {
  for (const { id, key } of directory.all('customFields')) {
    const name = `${customPrefix}${key}`;
    const column = index.column(name);
    let isUsed = after.some((row) => (row[name] ?? '') !== '');
    for (let slot = 0; slot < index.slotCount && !isUsed; slot += 1) {
      const ticket = index.idAt(slot);
      isUsed = ticket !== undefined && !changed.has(ticket) && column?.isFilled(slot) === true;
    }
    if (isUsed) used.add(id);
  }
}

/** The fields by which rows of a kind point at others. */
function pointers(kind: KindName): readonly Field[] {
  const fields: readonly Field[] = kinds[kind].fields ?? [];
  return fields.filter(({ nature }) => nature.type === 'reference' || nature.type === 'references');
}

function idsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value as readonly string[];
  return typeof value === 'string' && value !== '' ? [value] : [];
}
