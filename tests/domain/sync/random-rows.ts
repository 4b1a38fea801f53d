import fc from 'fast-check';
import type { MergeRules } from '../../../src/domain/sync/merge';
import {
  contentFields,
  elementsOf,
  elementStamps,
  fieldStamp,
  isErased,
  isPresent,
  wholeRow,
  type ElementStamps,
  type SyncedRow,
} from '../../../src/domain/sync/row';
import { encodeStamp, type Stamp } from '../../../src/domain/sync/stamp';

/** The stamp of a moment; two nodes, so that equal times happen. */
export function at(milliseconds: number, node = 0): Stamp {
  return encodeStamp({ milliseconds, counter: 0, node: node.toString(16).padStart(16, '0') });
}

/** `tags` and `links` are sets, everything else is written as a whole. */
export const rules: MergeRules = (field) =>
  field === 'tags' || field === 'links' ? 'addWinsSet' : 'lastWrite';

/** Few stamps, so that rows often share one. */
export const stamp: fc.Arbitrary<Stamp> = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 1 }))
  .map(([time, node]) => at(time, node));

const value = fc.constantFrom<unknown>('a', 'b', '', null, 1, 0, true, ['x'], { y: 1 });

const register = fc.record({ value, stamp: fc.option(stamp) });

const element: fc.Arbitrary<ElementStamps | 'as made'> = fc.oneof(
  fc.constant('as made' as const),
  fc.tuple(fc.oneof(fc.constant('' as const), stamp), fc.oneof(fc.constant('' as const), stamp)),
);

const elements = fc.dictionary(fc.constantFrom('p', 'q', 'r'), element, { maxKeys: 3 });

/** Any state that a row may be in: fields that were never given, changed since or not, elements come and gone. */
export const row: fc.Arbitrary<SyncedRow> = fc
  .record({
    base: stamp,
    registers: fc.dictionary(fc.constantFrom('subject', 'status', 'dueAt'), register, { maxKeys: 3 }),
    sets: fc.dictionary(fc.constantFrom('tags', 'links'), elements, { maxKeys: 2 }),
  })
  .map(({ base, registers, sets }) => {
    const values = Object.entries(registers).map(([field, given]) => [field, given.value]);
    const stamps = Object.entries(registers).flatMap(([field, given]) =>
      given.stamp === null ? [] : [[field, given.stamp]],
    );
    const present = Object.entries(sets).map(([field, given]) => [
      field,
      Object.keys(given)
        .filter((name) => given[name] === 'as made' || isPresent(given[name] ?? ['', '']))
        .sort(),
    ]);
    const known = Object.entries(sets).map(([field, given]) => [
      field,
      Object.fromEntries(Object.entries(given).filter(([, stamps]) => stamps !== 'as made')),
    ]);
    return {
      id: 'row',
      stamp: base,
      ...Object.fromEntries([...values, ...present]),
      stamps: Object.fromEntries(stamps),
      sets: Object.fromEntries(known),
    } as SyncedRow;
  });

const fieldNames = ['subject', 'status', 'dueAt', 'tags', 'links'] as const;

/** What some redactions left: for each field, or for all that are not named, when it was erased and what stands there. */
const marks = fc.dictionary(
  fc.constantFrom(wholeRow, ...fieldNames),
  fc.record({ stamp, left: fc.option(fc.constantFrom('erased', 'gone')) }),
  { minKeys: 1, maxKeys: 3 },
);

/** Any row of which something was erased. */
export const redactedRow: fc.Arbitrary<SyncedRow> = fc.tuple(row, marks).map(([given, erased]) => {
  const redacted = Object.fromEntries(Object.entries(erased).map(([field, mark]) => [field, mark.stamp]));
  const marked = { ...given, redacted };
  const isKept = (field: string): boolean => !isErased(marked, field);
  const kept = <T>(of: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(of).filter(([field]) => isKept(field)));
  const left = Object.entries(erased).flatMap(([field, mark]) =>
    mark.left === null || field === wholeRow ? [] : [[field, mark.left]],
  );
  const content = Object.fromEntries(contentFields(given).map((field) => [field, given[field]]));
  return {
    id: given.id,
    stamp: given.stamp,
    ...kept(content),
    ...Object.fromEntries(left),
    stamps: kept(given.stamps ?? {}),
    sets: kept(given.sets ?? {}),
    redacted,
  } as SyncedRow;
});

/** What a row says, without the ways in which its bookkeeping may be written down. */
export function stateOf(given: SyncedRow | undefined): unknown {
  if (given === undefined) return undefined;
  const fields = contentFields(given)
    .filter((field) => !isErased(given, field))
    .sort();
  const redacted = given.redacted ?? {};
  return {
    stamp: given.stamp,
    redacted,
    // Everything that stands in an erased place, whether it may or not.
    left: contentFields(given)
      .filter((field) => isErased(given, field))
      .sort()
      .map((field) => [field, given[field]]),
    registers: fields
      .filter((field) => rules(field) === 'lastWrite')
      .map((field) => [field, given[field], fieldStamp(given, field)]),
    sets: fields
      .filter((field) => rules(field) === 'addWinsSet')
      .map((field) => [field, elementsOf(given, field), knownElements(given, field)])
      // An unset field is the empty set.
      .filter(([, , known]) => known?.length !== 0),
  };
}

function knownElements(given: SyncedRow, field: string): unknown[] {
  const names = new Set([...elementsOf(given, field), ...Object.keys(given.sets?.[field] ?? {})]);
  return [...names]
    .sort()
    .map((name) => [name, ...elementStamps(given, field, name)])
    .filter(([, added, removed]) => added !== '' || removed !== '');
}
