import { mergeRows, type MergeRules } from './merge';
import { contentFields, type SyncedRow } from './row';
import { oldestStamp, type Stamp } from './stamp';

/** The fields of a row that lose what they hold, for good, and what stands in the place of some of them. */
export type Redaction = {
  /** Names of fields; `*` for every field. Those in `left` need not be named. */
  readonly erased: readonly string[];
  readonly left: Readonly<Record<string, unknown>>;
};

/**
 * A redaction as the small piece of a row that it is: erasing means merging this. Its base stamp is the oldest, so
 * that it says nothing of the row but what was erased.
 */
export function pieceOf({ id, erased, left, stamp }: Redaction & { id: string; stamp: Stamp }): SyncedRow {
  const names = [...new Set([...erased, ...Object.keys(left)])].sort();
  return {
    ...left,
    id,
    stamp: oldestStamp,
    redacted: Object.fromEntries(names.map((name) => [name, stamp])),
  };
}

/** What must outlast a row that goes: which of its fields were erased. Undefined where none was. */
export function remainsOf(row: SyncedRow): SyncedRow | undefined {
  const { id, redacted } = row;
  if (redacted === undefined) return undefined;
  const left = contentFields(row).filter((field) => Object.hasOwn(redacted, field));
  return {
    ...Object.fromEntries(left.map((field) => [field, row[field]])),
    id,
    stamp: oldestStamp,
    redacted,
  };
}

/** Both of what two redactions left of a row that is gone. */
export function joinRemains(known: SyncedRow | undefined, more: SyncedRow, rules: MergeRules): SyncedRow {
  return known === undefined ? more : mergeRows(known, more, rules);
}
