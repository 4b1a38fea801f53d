import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEffect, withoutErased, type Cell, type Effect } from '../../../src/domain/sync/effect';
import { mergeRows, type MergeRules } from '../../../src/domain/sync/merge';
import { contentFields, isErased, wholeRow, type SyncedRow } from '../../../src/domain/sync/row';
import type { Stamp } from '../../../src/domain/sync/stamp';
import { expectCaught, type Law } from '../../support/laws';
import { at, redactedRow, row, rules, stateOf } from './random-rows';

type Merge = (left: SyncedRow, right: SyncedRow, rules: MergeRules) => SyncedRow;
type Apply = typeof applyEffect;

const anyRow = fc.oneof(row, redactedRow);

const mergeLaws = {
  commutative: (merge: Merge): Law =>
    fc.property(anyRow, anyRow, (left, right) => {
      expect(stateOf(merge(left, right, rules))).toEqual(stateOf(merge(right, left, rules)));
    }),
  associative: (merge: Merge): Law =>
    fc.property(anyRow, anyRow, anyRow, (one, two, three) => {
      const left = merge(merge(one, two, rules), three, rules);
      expect(stateOf(merge(one, merge(two, three, rules), rules))).toEqual(stateOf(left));
    }),
  idempotent: (merge: Merge): Law =>
    fc.property(anyRow, anyRow, (left, right) => {
      expect(stateOf(merge(left, left, rules))).toEqual(stateOf(left));
      const merged = merge(left, right, rules);
      expect(stateOf(merge(merged, right, rules))).toEqual(stateOf(merged));
    }),
  'no merge undoes it: an erased field holds what a redaction left, or nothing': (merge: Merge): Law =>
    fc.property(redactedRow, anyRow, (erased, other) => {
      const merged = merge(erased, other, rules);
      for (const [name, stamp] of Object.entries(erased.redacted ?? {}))
        expect((merged.redacted?.[name] ?? '') >= stamp).toBe(true);
      for (const field of contentFields(merged).filter((name) => isErased(merged, name)))
        expect(['erased', 'gone']).toContain(merged[field]);
      for (const names of [Object.keys(merged.stamps ?? {}), Object.keys(merged.sets ?? {})])
        expect(names.filter((field) => isErased(merged, field))).toEqual([]);
    }),
} as const;

describe('merging rows of which something was erased', () => {
  it.each(Object.entries(mergeLaws))('%s', (_, law) => {
    fc.assert(law(mergeRows), { numRuns: 1_500 });
  });
});

const target = { kind: 'people', id: 'row' };
const secret = fc.constantFrom('secret a', 'secret b');
const moment = fc.integer({ min: 1, max: 60 });

const redaction = (stamp: fc.Arbitrary<Stamp>): fc.Arbitrary<Effect> =>
  fc
    .record({
      erased: fc.subarray([wholeRow, 'subject', 'tags'], { minLength: 1 }),
      left: fc.constantFrom({}, { subject: 'erased' }),
      stamp,
    })
    .map((of): Effect => ({ type: 'redact', ...target, ...of }));

/** Writes of what must not come back, at any time before and after, by desks that know nothing of a redaction. */
const write = (id: number): fc.Arbitrary<Effect> =>
  fc
    .tuple(moment, secret, fc.constantFrom('put', 'set', 'add', 'remove'))
    .map(([time, value, type]): Effect => {
      const stamp = at(time, 1000 + id);
      switch (type) {
        case 'put':
          return {
            type,
            kind: 'people',
            row: { id: 'row', stamp, subject: value, tags: [value] } as unknown as SyncedRow,
          };
        case 'set':
          return { type, ...target, fields: { subject: value }, stamp };
        case 'add':
          return { type, ...target, field: 'tags', elements: [value], stamp };
        default:
          return { type: 'remove', ...target, field: 'tags', observed: { [value]: stamp } };
      }
    });

const del = moment.map((time): Effect => ({ type: 'del', ...target, stamp: at(time, 5) }));

const made: Effect = {
  type: 'put',
  kind: 'people',
  row: { id: 'row', stamp: at(1), subject: 'secret a', tags: ['secret b'] } as unknown as SyncedRow,
};

const writes = fc
  .nat({ max: 5 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, id) => write(id))));

const removals = fc.array(del, { maxLength: 2 });

const apply = (effects: readonly Effect[], how: Apply): Cell =>
  effects.reduce<Cell>((cell, effect) => how(cell, effect, rules), {});

const shuffled = <T>(given: readonly T[]): fc.Arbitrary<T[]> =>
  fc.shuffledSubarray([...given], { minLength: given.length, maxLength: given.length });

const effectLaws = {
  'what is erased never comes back, whatever arrives in whatever order': (how: Apply): Law =>
    fc.property(
      fc
        .tuple(writes, removals)
        .chain(([more, gone]) => shuffled<Effect>([...more, ...gone]))
        .chain((others) => fc.tuple(fc.constant(others), fc.nat({ max: others.length }))),
      moment,
      ([others, when], time) => {
        const erase: Effect = {
          type: 'redact',
          ...target,
          erased: [wholeRow],
          left: { subject: 'erased' },
          stamp: at(time),
        };
        const cell = apply([made, ...others.slice(0, when), erase, ...others.slice(when)], how);
        expect(JSON.stringify(cell)).not.toContain('secret');
        if (cell.row !== undefined) expect(cell.row['subject']).toBe('erased');
      },
    ),
  'it does not matter when a redaction arrives': (how: Apply): Law =>
    fc.property(
      fc
        .record({ more: writes, gone: removals, erase: redaction(moment.map((time) => at(time))) })
        .chain(({ more, gone, erase }) => {
          const rest: Effect[] = [...more.filter(({ type }) => type !== 'remove'), ...gone];
          const place = fc.nat({ max: rest.length });
          return fc.tuple(fc.constant(rest), fc.constant(erase), place, place);
        }),
      ([rest, erase, one, other]) => {
        const arriving = (place: number) =>
          apply([made, ...rest.slice(0, place), erase, ...rest.slice(place)], how);
        const state = ({ row: left, tombstone, remains }: Cell) => [
          stateOf(left),
          tombstone,
          stateOf(remains),
        ];
        expect(state(arriving(one))).toEqual(state(arriving(other)));
      },
    ),
  'what is written down of a later effect does the same, and holds nothing that was erased': (
    how: Apply,
  ): Law =>
    fc.property(writes, moment, fc.boolean(), (more, time, isGone) => {
      const erase: Effect = { type: 'redact', ...target, erased: [wholeRow], left: {}, stamp: at(time) };
      const gone: Effect = { type: 'del', ...target, stamp: at(70) };
      const cell = apply(isGone ? [made, erase, gone] : [made, erase], how);
      for (const effect of more) {
        const kept = withoutErased(effect, cell, rules);
        expect(JSON.stringify(kept)).not.toContain('secret');
        expect(kept === null ? cell : how(cell, kept, rules)).toEqual(how(cell, effect, rules));
      }
    }),
  'applying it again changes nothing, not even the cell': (how: Apply): Law =>
    fc.property(redactedRow, redaction(moment.map((time) => at(time))), (given, erase) => {
      const once = how({ row: given }, erase, rules);
      expect(how(once, erase, rules)).toBe(once);
    }),
} as const;

describe('applying a redaction', () => {
  it.each(Object.entries(effectLaws))('%s', (_, law) => {
    fc.assert(law(applyEffect), { numRuns: 1_000 });
  });

  it('of a row that was never there is dropped, as any change of it', () => {
    const erase: Effect = { type: 'redact', ...target, erased: [wholeRow], left: {}, stamp: at(9) };
    expect(applyEffect({}, erase, rules)).toEqual({});
  });
});

const brokenMerges: Readonly<
  Record<string, { readonly merge: Merge; readonly caughtBy: keyof typeof mergeLaws }>
> = {
  'a write that is newer than the redaction counts': {
    merge: (left, right) => {
      const merged = mergeRows(left, right, rules);
      const late = [left, right].find(
        (side) => (side.stamps?.['subject'] ?? '') > (merged.redacted?.[wholeRow] ?? 'g'),
      );
      return late === undefined ? merged : { ...merged, subject: late['subject'] };
    },
    caughtBy: 'no merge undoes it: an erased field holds what a redaction left, or nothing',
  },
  'only the left side’s redaction is kept': {
    merge: (left, right) => {
      const { redacted: _, ...other } = right;
      return mergeRows(left, other as SyncedRow, rules);
    },
    caughtBy: 'commutative',
  },
  'the earlier of two redactions counts': {
    merge: (left, right) => {
      const earlier =
        (left.redacted?.['subject'] ?? 'g') < (right.redacted?.['subject'] ?? 'g') ? left : right;
      const merged = mergeRows(left, right, rules);
      return 'subject' in merged && isErased(merged, 'subject')
        ? { ...merged, subject: earlier['subject'] }
        : merged;
    },
    caughtBy: 'associative',
  },
};

const brokenApplies: Readonly<
  Record<string, { readonly how: Apply; readonly caughtBy: keyof typeof effectLaws }>
> = {
  'a removal takes the redaction with it': {
    how: (cell, effect) => {
      const { remains: _, ...left } = applyEffect(cell, effect, rules);
      return left;
    },
    caughtBy: 'what is erased never comes back, whatever arrives in whatever order',
  },
  'a later write is let in': {
    how: (cell, effect) => {
      const after = applyEffect(cell, effect, rules);
      return effect.type === 'set' && after.row !== undefined
        ? { ...after, row: { ...after.row, ...effect.fields } }
        : after;
    },
    caughtBy: 'what is erased never comes back, whatever arrives in whatever order',
  },
  'a redaction is a mark of what is there at that moment': {
    how: (cell, effect) => {
      if (effect.type !== 'redact' || cell.row === undefined) return applyEffect(cell, effect, rules);
      const { id, stamp } = cell.row;
      return { ...cell, row: { id, stamp, ...effect.left } };
    },
    caughtBy: 'it does not matter when a redaction arrives',
  },
};

describe('the laws of redaction catch', () => {
  it.each(Object.entries(brokenMerges))('a merge in which %s', (_, { merge, caughtBy }) => {
    expectCaught(mergeLaws[caughtBy](merge));
  });

  it.each(Object.entries(brokenApplies))('a way of applying in which %s', (_, { how, caughtBy }) => {
    expectCaught(effectLaws[caughtBy](how));
  });
});
