import { z } from 'zod';
import type { MergeRules } from './merge';
import { mergeRows } from './merge';
import {
  contentFields,
  elementStamps,
  elementsOf,
  fieldStamp,
  isErased,
  isPresent,
  type ElementStamps,
  type SyncedRow,
} from './row';
import { joinRemains, pieceOf, remainsOf } from './redaction';
import { Stamp } from './stamp';

/** A row as it travels: bookkeeping checked, content left to the schema of its kind. */
const RowShape = z.looseObject({
  id: z.string().min(1),
  stamp: Stamp,
  stamps: z.record(z.string(), Stamp).optional(),
  sets: z.record(z.string(), z.record(z.string(), z.tuple([z.string(), z.string()]))).optional(),
  redacted: z.record(z.string(), Stamp).optional(),
}) as unknown as z.ZodType<SyncedRow>;

const Target = { kind: z.string(), id: z.string(), parent: z.string().optional() };

/**
 * What a command did, in final values: ids, numbers and stamps are already decided, so applying an effect again
 * changes nothing. `parent` names the ticket of a row that is stored under one.
 */
export const Effect = z.discriminatedUnion('type', [
  z.object({ type: z.literal('put'), kind: z.string(), parent: z.string().optional(), row: RowShape }),
  z.object({ type: z.literal('set'), ...Target, fields: z.record(z.string(), z.unknown()), stamp: Stamp }),
  z.object({
    type: z.literal('add'),
    ...Target,
    field: z.string(),
    elements: z.array(z.string()),
    stamp: Stamp,
  }),
  z.object({
    type: z.literal('remove'),
    ...Target,
    field: z.string(),
    /** Each element with the newest add that the remover had seen. */
    observed: z.record(z.string(), Stamp),
  }),
  z.object({ type: z.literal('del'), ...Target, stamp: Stamp }),
  z.object({
    type: z.literal('redact'),
    ...Target,
    /** The fields that lose what they hold, for good; `*` for every field. */
    erased: z.array(z.string()),
    /** What stands in the place of some of them. */
    left: z.record(z.string(), z.unknown()),
    stamp: Stamp,
  }),
]);

export type Effect = z.infer<typeof Effect>;

/**
 * What is stored under one key: a row, a tombstone, or nothing yet. A row that is dead leaves `remains` where any of
 * it was erased, so that the same holds for a row of that id which is made again.
 */
export type Cell = {
  readonly row?: SyncedRow;
  readonly tombstone?: Stamp;
  readonly remains?: SyncedRow;
};

/** The id of the row that an effect is about. */
export function effectId(effect: Effect): string {
  return effect.type === 'put' ? effect.row.id : effect.id;
}

/**
 * Joins an effect into what is stored under its key. Applying twice equals applying once; a change to a row
 * that is not there, or is dead, is dropped.
 */
export function applyEffect(cell: Cell, effect: Effect, rules: MergeRules): Cell {
  if (effect.type === 'del') return applyDeletion(cell, effect.stamp, rules);
  if (effect.type === 'put') return applyPut(cell, effect.row, rules);
  if (effect.type === 'redact') return applyRedaction(cell, pieceOf(effect), rules);
  const isOfFormerLife = (stamp: Stamp): boolean => cell.tombstone !== undefined && stamp <= cell.tombstone;
  if (cell.row === undefined || (effect.type !== 'remove' && isOfFormerLife(effect.stamp))) return cell;
  if (effect.type === 'set') return { ...cell, row: writeFields(cell.row, effect.fields, effect.stamp) };
  const written =
    effect.type === 'add'
      ? effect.elements.map((element): [string, ElementStamps] => [element, [effect.stamp, '']])
      : Object.entries(effect.observed)
          .filter(([, seen]) => !isOfFormerLife(seen))
          .map(([element, seen]): [string, ElementStamps] => [element, ['', seen]]);
  return written.length === 0 ? cell : { ...cell, row: writeElements(cell.row, effect.field, written) };
}

/**
 * An effect without what is erased of the row already, as it is to be written down: nothing that is kept may hold it
 * again, even if applying it would change nothing. Null where nothing of the effect is left.
 */
export function withoutErased(effect: Effect, { row, remains }: Cell, rules: MergeRules): Effect | null {
  const erased = row === undefined ? remains : remainsOf(row);
  if (erased === undefined) return effect;
  switch (effect.type) {
    case 'put':
      return { ...effect, row: mergeRows(effect.row, erased, rules) };
    case 'set': {
      const fields = Object.entries(effect.fields).filter(([field]) => !isErased(erased, field));
      return fields.length === 0 ? null : { ...effect, fields: Object.fromEntries(fields) };
    }
    case 'add':
    case 'remove':
      return isErased(erased, effect.field) ? null : effect;
    default:
      return effect;
  }
}

function applyDeletion(cell: Cell, stamp: Stamp, rules: MergeRules): Cell {
  const tombstone = cell.tombstone !== undefined && cell.tombstone > stamp ? cell.tombstone : stamp;
  if (cell.row === undefined || cell.row.stamp <= tombstone) {
    const remains = cell.row === undefined ? cell.remains : remainsOf(cell.row);
    return { tombstone, ...(remains === undefined ? {} : { remains }) };
  }
  return { row: sinceRemoval(cell.row, tombstone, rules), tombstone };
}

function applyPut({ remains, ...cell }: Cell, row: SyncedRow, rules: MergeRules): Cell {
  const known = remains === undefined ? cell : { ...cell, remains };
  if (cell.tombstone !== undefined && cell.tombstone >= row.stamp) {
    const erased = remainsOf(row);
    return erased === undefined ? known : applyRedaction(known, erased, rules);
  }
  const alive = cell.tombstone === undefined ? row : sinceRemoval(row, cell.tombstone, rules);
  // Also with itself, so that a row which was written down wrongly holds nothing of what it says is erased.
  const given =
    alive.redacted === undefined && remains === undefined ? alive : mergeRows(alive, remains ?? alive, rules);
  return cell.row === undefined ? { ...cell, row: given } : joinRow(cell, cell.row, given, rules);
}

/** What is erased stays erased in every life of a row, so the age of a redaction does not count. */
function applyRedaction(cell: Cell, erased: SyncedRow, rules: MergeRules): Cell {
  if (cell.row !== undefined) return joinRow(cell, cell.row, erased, rules);
  if (cell.tombstone === undefined) return cell;
  return { ...cell, remains: joinRemains(cell.remains, erased, rules) };
}

function joinRow(cell: Cell, row: SyncedRow, given: SyncedRow, rules: MergeRules): Cell {
  const merged = mergeRows(row, given, rules);
  // Merging writes a row down in one way only, so a row that learnt nothing is told by its text.
  const isNews = JSON.stringify(merged) !== JSON.stringify(mergeRows(row, row, rules));
  return isNews ? { ...cell, row: merged } : cell;
}

/**
 * What a row that was put back holds of its present life. A desk that hears of the removal last has merged the two
 * lives by then, and takes the former one out again.
 */
function sinceRemoval(row: SyncedRow, tombstone: Stamp, rules: MergeRules): SyncedRow {
  const isOld = (stamp: Stamp | ''): boolean => stamp <= tombstone;
  const hasOld =
    Object.values(row.stamps ?? {}).some(isOld) ||
    Object.values(row.sets ?? {}).some((set) => Object.values(set).some((stamps) => stamps.some(isOld)));
  if (!hasOld) return row;
  const { id, stamp } = row;
  const kept: Record<string, unknown> = {};
  const stamps: Record<string, Stamp> = {};
  const sets: Record<string, Record<string, ElementStamps>> = {};
  for (const field of contentFields(row)) {
    if (isErased(row, field)) {
      kept[field] = row[field];
    } else if (rules(field) === 'addWinsSet') {
      const known = Object.entries(row.sets?.[field] ?? {}).map(
        ([element, [added, removed]]) =>
          [element, [isOld(added) ? '' : added, isOld(removed) ? '' : removed]] as const satisfies readonly [
            string,
            ElementStamps,
          ],
      );
      const gone = new Set(known.filter(([, left]) => !isPresent(left)).map(([element]) => element));
      kept[field] = elementsOf(row, field).filter((element) => !gone.has(element));
      sets[field] = Object.fromEntries(
        known.filter(([, [added, removed]]) => added !== '' || removed !== ''),
      );
    } else if (!isOld(fieldStamp(row, field))) {
      kept[field] = row[field];
      const own = row.stamps?.[field];
      if (own !== undefined) stamps[field] = own;
    }
  }
  const { redacted } = row;
  return { ...kept, id, stamp, stamps, sets, ...(redacted === undefined ? {} : { redacted }) };
}

/** Writes registers; a field whose stored stamp is newer keeps its value, and one that was erased is not written. */
function writeFields(row: SyncedRow, fields: Readonly<Record<string, unknown>>, stamp: Stamp): SyncedRow {
  const newer = Object.keys(fields).filter(
    (field) => !isErased(row, field) && (!(field in row) || fieldStamp(row, field) < stamp),
  );
  if (newer.length === 0) return row;
  const values = Object.fromEntries(newer.map((field) => [field, fields[field]]));
  const stamps = Object.fromEntries(newer.map((field) => [field, stamp]));
  return { ...row, ...values, stamps: { ...row.stamps, ...stamps } };
}

function writeElements(
  row: SyncedRow,
  field: string,
  written: readonly (readonly [string, ElementStamps])[],
): SyncedRow {
  if (isErased(row, field)) return row;
  const present = new Set(elementsOf(row, field));
  const stamps: Record<string, ElementStamps> = { ...row.sets?.[field] };
  for (const [element, [added, removed]] of written) {
    const [oldAdded, oldRemoved] = elementStamps(row, field, element);
    const joined: ElementStamps = [
      added > oldAdded ? added : oldAdded,
      removed > oldRemoved ? removed : oldRemoved,
    ];
    stamps[element] = joined;
    if (isPresent(joined)) present.add(element);
    else present.delete(element);
  }
  return { ...row, [field]: [...present].sort(), sets: { ...row.sets, [field]: stamps } };
}
