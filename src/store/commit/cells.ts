import { kinds, type KindName } from '../../domain/kinds';
import type { Cell } from '../../domain/sync/effect';
import type { SyncedRow } from '../../domain/sync/row';
import type { Stamp } from '../../domain/sync/stamp';
import type { TombstoneRow } from '../database';

/** What is stored under one key, put together from its two tables. */
export function cellOf(row: SyncedRow | undefined, grave: TombstoneRow | undefined): Cell {
  const remains = row === undefined ? grave?.remains : undefined;
  return {
    ...(row === undefined ? {} : { row }),
    ...(grave === undefined ? {} : { tombstone: grave.stamp }),
    ...(remains === undefined ? {} : { remains }),
  };
}

/** The tombstone that a cell must be stored with; undefined where it has none, or the stored one is the same. */
export function graveOf(
  before: Cell,
  { tombstone, remains }: Cell,
): Pick<TombstoneRow, 'stamp' | 'remains'> | undefined {
  if (tombstone === undefined || (tombstone === before.tombstone && remains === before.remains))
    return undefined;
  return { stamp: tombstone, ...(remains === undefined ? {} : { remains }) };
}

/** Every stamp that a row carries. */
export function stampsOf({ stamp, stamps, sets, redacted }: SyncedRow): readonly Stamp[] {
  const elements = Object.values(sets ?? {}).flatMap((set) => Object.values(set).flat());
  const written = [...Object.values(stamps ?? {}), ...Object.values(redacted ?? {})];
  return [stamp, ...written, ...elements.filter((one): one is Stamp => one !== '')];
}

/** Merging sorts the elements of a set, so they are sorted from the first: equal sets make equal rows. */
export function withSortedSets(kind: KindName, row: SyncedRow): SyncedRow {
  const sets = Object.entries(row).filter(
    ([field, value]) => Array.isArray(value) && kinds[kind].mergeRules(field) === 'addWinsSet',
  );
  const sorted = sets.map(([field, elements]) => [field, [...new Set(elements as readonly string[])].sort()]);
  return sorted.length === 0 ? row : { ...row, ...Object.fromEntries(sorted) };
}

/** Merging knows nothing of derived values; they stay with the row until they are counted anew. */
export function keepActivity(before: Cell, after: Cell): Cell {
  const activity = before.row?.['activity'];
  if (activity === undefined || after.row === undefined || after.row['activity'] !== undefined) return after;
  return { ...after, row: { ...after.row, activity } };
}
