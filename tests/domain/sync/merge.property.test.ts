import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeRows, type MergeRules } from '../../../src/domain/sync/merge';
import {
  contentFields,
  elementStamps,
  fieldStamp,
  isPresent,
  type SyncedRow,
} from '../../../src/domain/sync/row';
import { expectCaught, type Law } from '../../support/laws';
import { at, row, rules, stateOf } from './random-rows';

type Merge = (left: SyncedRow, right: SyncedRow, rules: MergeRules) => SyncedRow;

/** The laws of README.md beside the merge, each as a property of any merge. */
const laws = {
  commutative: (merge: Merge): Law =>
    fc.property(row, row, (left, right) => {
      expect(stateOf(merge(left, right, rules))).toEqual(stateOf(merge(right, left, rules)));
    }),
  associative: (merge: Merge): Law =>
    fc.property(row, row, row, (one, two, three) => {
      const left = merge(merge(one, two, rules), three, rules);
      expect(stateOf(merge(one, merge(two, three, rules), rules))).toEqual(stateOf(left));
    }),
  idempotent: (merge: Merge): Law =>
    fc.property(row, row, (left, right) => {
      expect(stateOf(merge(left, left, rules))).toEqual(stateOf(left));
      const merged = merge(left, right, rules);
      expect(stateOf(merge(merged, right, rules))).toEqual(stateOf(merged));
      expect(merge(merged, merged, rules)).toEqual(merged);
    }),
  'a later write wins, and a field that one side never held has no say': (merge: Merge): Law =>
    fc.property(row, row, (left, right) => {
      const merged = merge(left, right, rules);
      for (const field of contentFields(merged).filter((name) => rules(name) === 'lastWrite')) {
        const writes = [left, right].filter((side) => field in side);
        const newest = writes
          .map((side) => fieldStamp(side, field))
          .sort()
          .at(-1);
        expect(fieldStamp(merged, field)).toBe(newest);
        const candidates = writes
          .filter((side) => fieldStamp(side, field) === newest)
          .map((side) => side[field]);
        expect(candidates).toContainEqual(merged[field]);
      }
    }),
  'an element is there when its newest add is newer than any that a remover saw': (merge: Merge): Law =>
    fc.property(
      row,
      row,
      fc.constantFrom('tags', 'links'),
      fc.constantFrom('p', 'q', 'r'),
      (left, right, field, name) => {
        const [one, other] = [elementStamps(left, field, name), elementStamps(right, field, name)];
        const added = one[0] > other[0] ? one[0] : other[0];
        const removed = one[1] > other[1] ? one[1] : other[1];
        const merged = merge(left, right, rules);
        expect(((merged[field] as string[] | undefined) ?? []).includes(name)).toBe(
          isPresent([added, removed]),
        );
      },
    ),
} as const;

describe('merging rows', () => {
  it.each(Object.entries(laws))('%s', (_, law) => {
    fc.assert(law(mergeRows), { numRuns: 1_500 });
  });

  it('keeps both of two changes of different fields, whichever desk merges', () => {
    const made: SyncedRow = { id: 'row', stamp: at(1), subject: 'Printer', status: 'new', tags: ['vip'] };
    const here = { ...made, subject: 'Printer on fire', stamps: { subject: at(2) } };
    const there = { ...made, status: 'open', stamps: { status: at(3, 1) } };
    const both = {
      ...made,
      subject: 'Printer on fire',
      status: 'open',
      stamps: { subject: at(2), status: at(3, 1) },
    };
    expect([mergeRows(here, there, rules), mergeRows(there, here, rules)]).toEqual([both, both]);
  });
});

/** Merges with one thing wrong; each must be caught by the law that it breaks. */
const broken: Readonly<Record<string, { readonly merge: Merge; readonly caughtBy: keyof typeof laws }>> = {
  'the left side always wins': {
    merge: (left, right) => ({ ...mergeRows(left, right, rules), ...registersOf(left) }),
    caughtBy: 'commutative',
  },
  'the greater value wins, whenever it was written': {
    merge: (left, right) => {
      const values = [registersOf(left), registersOf(right)];
      const greater = contentFields({ ...left, ...right }).filter((field) => rules(field) === 'lastWrite');
      const chosen = greater.map((field) => [
        field,
        values
          .map((side) => String(side[field]))
          .sort()
          .at(-1),
      ]);
      return { ...mergeRows(left, right, rules), ...Object.fromEntries(chosen) };
    },
    caughtBy: 'a later write wins, and a field that one side never held has no say',
  },
  'stamps of single fields are forgotten': {
    merge: (left, right) => ({ ...mergeRows(left, right, rules), stamps: {} }),
    caughtBy: 'associative',
  },
  'sets are joined without regard to removals': {
    merge: (left, right) => ({
      ...mergeRows(left, right, rules),
      tags: [
        ...new Set([...((left['tags'] ?? []) as string[]), ...((right['tags'] ?? []) as string[])]),
      ].sort(),
    }),
    caughtBy: 'an element is there when its newest add is newer than any that a remover saw',
  },
  'a removal is forgotten once it is done': {
    merge: (left, right) => ({ ...mergeRows(left, right, rules), sets: {} }),
    caughtBy: 'associative',
  },
  'it counts how often it was merged': {
    merge: (left, right) => ({
      ...mergeRows(left, right, rules),
      subject: `${String(left['subject'])}${String(right['subject'])}`,
    }),
    caughtBy: 'idempotent',
  },
};

function registersOf(side: SyncedRow): Record<string, unknown> {
  const fields = contentFields(side).filter((field) => rules(field) === 'lastWrite');
  return Object.fromEntries(fields.map((field) => [field, side[field]]));
}

describe('the laws of merging catch a merge in which', () => {
  it.each(Object.entries(broken))('%s', (_, { merge, caughtBy }) => {
    expectCaught(laws[caughtBy](merge));
  });
});
