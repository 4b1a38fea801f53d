import { kindNames, readRow, type KindName } from '../../src/domain/kinds';
import { bookkeeping, type SyncedRow } from '../../src/domain/sync/row';
import type { Desk } from './open-desk';

/** The rows of a desk as people see them, by kind and id. */
export type Content = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** History grows and `updatedAt` moves with every command, an undo included (src/store/commands/undo.ts). */
const history = { kinds: ['events'], fields: ['updatedAt'] } as const;

/** The content of every row but the history: no stamps, nothing derived, empty fields left out. */
export async function contentOf(desk: Desk): Promise<Content> {
  const content: Record<string, Readonly<Record<string, unknown>>> = {};
  for (const kind of kindNames.filter((name) => !(history.kinds as readonly string[]).includes(name))) {
    for (const row of await rowsOf(desk, kind)) content[`${kind}/${row.id}`] = plainRow(kind, row);
  }
  return content;
}

/** Every stored row of a kind. */
export function rowsOf(desk: Desk, kind: KindName): Promise<SyncedRow[]> {
  return desk.database.table<SyncedRow>(kind).toArray();
}

function plainRow(kind: KindName, row: SyncedRow): Record<string, unknown> {
  const fields = Object.entries(readRow(kind, row)).filter(
    ([field, value]) =>
      !bookkeeping.has(field) && !(history.fields as readonly string[]).includes(field) && !isEmpty(value),
  );
  return Object.fromEntries(fields);
}

function isEmpty(value: unknown): boolean {
  return (
    value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
  );
}
