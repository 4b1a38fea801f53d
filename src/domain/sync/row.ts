import type { Stamp } from './stamp';

/**
 * A synced row: content fields beside its bookkeeping. `stamp` is the base stamp (when the row was made);
 * `stamps` holds the later stamp of each field that changed since, and `sets` the add and remove stamps
 * of each set element that did. Most fields never change, so most rows carry one stamp only. `redacted` holds
 * when fields were erased for good, `*` standing for every field that it does not name.
 */
export type SyncedRow = {
  readonly id: string;
  readonly stamp: Stamp;
  readonly stamps?: Readonly<Record<string, Stamp>>;
  readonly sets?: Readonly<Record<string, Readonly<Record<string, ElementStamps>>>>;
  readonly redacted?: Readonly<Record<string, Stamp>>;
  readonly [field: string]: unknown;
};

/** When an element was last added, and the newest add that a remover had seen; '' means never. */
export type ElementStamps = readonly [added: Stamp | '', removed: Stamp | ''];

/** The names of a row that are bookkeeping and never content. */
export const bookkeeping: ReadonlySet<string> = new Set(['stamp', 'stamps', 'sets', 'redacted', 'activity']);

/** In the place of a field's name: every field that is not named beside it. */
export const wholeRow = '*';

/** The stamp under which a field was last written, or erased for good. */
export function fieldStamp(row: SyncedRow, field: string): Stamp {
  return row.redacted?.[field] ?? row.stamps?.[field] ?? row.stamp;
}

/** True when what the field held was erased for good: nothing can be written to it any more. */
export function isErased({ redacted }: SyncedRow, field: string): boolean {
  return redacted !== undefined && (Object.hasOwn(redacted, field) || Object.hasOwn(redacted, wholeRow));
}

/** The names of a row's content fields, its id excepted. */
export function contentFields(row: SyncedRow): string[] {
  return Object.keys(row).filter((field) => field !== 'id' && !bookkeeping.has(field));
}

/** The elements of a set field, sorted; an unset field is the empty set. */
export function elementsOf(row: SyncedRow, field: string): readonly string[] {
  const value = row[field];
  return Array.isArray(value) ? (value as readonly string[]) : [];
}

/** The add and remove stamps of one element of a set field. */
export function elementStamps(row: SyncedRow, field: string, element: string): ElementStamps {
  const known = row.sets?.[field]?.[element];
  if (known !== undefined) return known;
  return elementsOf(row, field).includes(element) ? [row.stamp, ''] : ['', ''];
}

/** True when an element with these stamps is in the set: its last add is newer than any add a remover saw. */
export function isPresent([added, removed]: ElementStamps): boolean {
  return added > removed;
}
