import { contentFields, elementsOf, elementStamps, fieldStamp, type SyncedRow } from '../../domain/sync/row';
import { kinds, type KindName } from '../../domain/kinds';
import type { Stamp } from '../../domain/sync/stamp';
import type { RowChange } from './feed';
import { isRedaction } from './forgetting';
import type { RowRef } from './unit-of-work';

/**
 * How to take one row's change back. `stamp` is the stamp of the change itself: a field that carries another one
 * by now was written again since, and is kept.
 */
export type RowInverse =
  | { readonly type: 'remove-row'; readonly ref: RowRef; readonly stamp: Stamp }
  | { readonly type: 'restore-row'; readonly ref: RowRef; readonly row: SyncedRow }
  | {
      readonly type: 'restore-fields';
      readonly ref: RowRef;
      readonly stamp: Stamp;
      /** The stamps of fields, and of elements as `field/element`, that came from elsewhere with another one. */
      readonly stamps?: Readonly<Record<string, Stamp>>;
      readonly set: Readonly<Record<string, unknown>>;
      /** Elements to put back and to take out again, by field. */
      readonly add: Readonly<Record<string, readonly string[]>>;
      readonly remove: Readonly<Record<string, readonly string[]>>;
    };

/** Works out what takes a command's changes back. History stays, unless the ticket itself goes; so does an erasure. */
export function inverseOf(changes: readonly RowChange[], stamp: Stamp): RowInverse[] {
  const made = new Set(changes.filter(isCreation).map((change) => change.id));
  return changes
    .filter((change) => !isRedaction(change))
    .filter((change) => change.kind !== 'events' || made.has(change.parent ?? '') || !isCreation(change))
    .map((change) => invertRow(change, stamp));
}

function isCreation(change: RowChange): boolean {
  return change.before === undefined && change.after !== undefined;
}

/** Works out what takes one row's change back. */
export function invertRow(change: RowChange, stamp: Stamp): RowInverse {
  const ref: RowRef = {
    kind: change.kind,
    id: change.id,
    ...(change.parent === undefined ? {} : { parent: change.parent }),
  };
  if (change.before === undefined) return { type: 'remove-row', ref, stamp };
  if (change.after === undefined) return { type: 'restore-row', ref, row: change.before };
  return {
    type: 'restore-fields',
    ref,
    stamp,
    ...fieldsBack(change.kind, change.before, change.after, stamp),
  };
}

function fieldsBack(kind: KindName, before: SyncedRow, after: SyncedRow, stamp: Stamp) {
  const stamps: Record<string, Stamp> = {};
  const note = (name: string, written: Stamp | ''): void => {
    if (written !== stamp && written !== '') stamps[name] = written;
  };
  const set: Record<string, unknown> = {};
  const add: Record<string, readonly string[]> = {};
  const remove: Record<string, readonly string[]> = {};
  for (const field of new Set([...contentFields(before), ...contentFields(after)])) {
    if (kinds[kind].mergeRules(field) === 'addWinsSet') {
      const [old, now] = [elementsOf(before, field), elementsOf(after, field)];
      const lost = old.filter((element) => !now.includes(element));
      const gained = now.filter((element) => !old.includes(element));
      if (lost.length > 0) add[field] = lost;
      if (gained.length > 0) remove[field] = gained;
      for (const element of gained) note(`${field}/${element}`, elementStamps(after, field, element)[0]);
    } else if (before[field] !== after[field]) {
      set[field] = before[field] ?? emptyOf(kind, field);
      note(field, fieldStamp(after, field));
    }
  }
  return { ...(Object.keys(stamps).length === 0 ? {} : { stamps }), set, add, remove };
}

function emptyOf(kind: KindName, field: string): unknown {
  return kinds[kind].fields?.find((known) => known.key === field)?.empty ?? null;
}
