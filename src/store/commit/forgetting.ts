import type { MetaRow } from '../database';
import type { DeskTables } from './tables';
import type { RowChange } from './feed';

const key = 'forgetting';

/** The last commit that erased something, while older copies may still hold what it erased. */
type Forgetting = { readonly seq: number };

/** True when something of the row was erased that was there before: no copy may keep it, and no undo. */
export function isRedaction({ before, after }: RowChange): boolean {
  if (before === undefined || after?.redacted === undefined) return false;
  return JSON.stringify(after.redacted) !== JSON.stringify(before.redacted);
}

/** Says that copies which end before a commit are to be thrown away: it erased something. */
export function forgettingMeta(seq: number): MetaRow {
  return { key, value: { seq } satisfies Forgetting };
}

/** The key of that mark, for taking it away. */
export const forgettingKey = key;

/** The last commit that erased something, as long as that is not known to be gone from every copy. */
export async function forgettingSince({ meta }: Pick<DeskTables, 'meta'>): Promise<number | null> {
  const row = await meta.get(key);
  return row === undefined ? null : (row.value as Forgetting).seq;
}
