import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEffect, Effect, effectId, type Cell } from '../../../src/domain/sync/effect';
import { mergeRows } from '../../../src/domain/sync/merge';
import type { SyncedRow } from '../../../src/domain/sync/row';
import { encodeStamp, type Stamp } from '../../../src/domain/sync/stamp';
import { expectCaught, type Law } from '../../support/laws';
import { at, row, rules, stamp, stateOf } from './random-rows';

type Apply = typeof applyEffect;

const target = { kind: 'tickets', id: 'row' };
const element = fc.constantFrom('p', 'q', 'r');

/** A stamp between two moments that no other write of the case has. */
const unique = (from: number, to: number, place: number): fc.Arbitrary<Stamp> =>
  fc
    .integer({ min: from, max: to })
    .map((milliseconds) => encodeStamp({ milliseconds, counter: place + 1, node: '0'.repeat(16) }));

function change(given: Stamp, seen: fc.Arbitrary<Stamp>): fc.Arbitrary<Effect> {
  return fc.oneof(
    fc
      .dictionary(fc.constantFrom('subject', 'status', 'dueAt'), fc.constantFrom('a', 'b', null), {
        minKeys: 1,
        maxKeys: 2,
      })
      .map((fields): Effect => ({ type: 'set', ...target, fields, stamp: given })),
    fc
      .array(element, { minLength: 1, maxLength: 2 })
      .map((elements): Effect => ({ type: 'add', ...target, field: 'tags', elements, stamp: given })),
    fc
      .dictionary(element, seen, { minKeys: 1, maxKeys: 2 })
      .map((observed): Effect => ({ type: 'remove', ...target, field: 'tags', observed })),
  );
}

/** Changes written between two moments, by people who had seen elements added since then. */
const changes = (from: number, to: number, firstPlace: number): fc.Arbitrary<Effect[]> =>
  fc.nat({ max: 5 }).chain((count) =>
    fc.tuple(
      ...Array.from({ length: count }, (_, place) =>
        unique(from, to, firstPlace + place).chain((given) =>
          change(
            given,
            fc.integer({ min: from, max: to }).map((time) => at(time)),
          ),
        ),
      ),
    ),
  );

const put = (time: number): fc.Arbitrary<Effect> =>
  fc
    .record(
      { subject: fc.constantFrom('a', 'b'), tags: fc.uniqueArray(element).map((names) => names.sort()) },
      { requiredKeys: [] },
    )
    .map(
      (content): Effect => ({
        type: 'put',
        kind: 'tickets',
        row: { id: 'row', stamp: at(time), ...content } as SyncedRow,
      }),
    );

const del = (from: number, to: number): fc.Arbitrary<Effect> =>
  fc.integer({ min: from, max: to }).map((time): Effect => ({ type: 'del', ...target, stamp: at(time, 1) }));

/** A row's life until it is perhaps removed: it was made before anything else could happen to it. */
const life = fc
  .record({ made: put(10), later: changes(11, 20, 0), removals: fc.array(del(9, 25), { maxLength: 2 }) })
  .chain(({ made, later, removals }) => {
    const rest = [...later, ...removals];
    return fc.tuple(shuffled(rest), shuffled(rest)).map((orders) => orders.map((order) => [made, ...order]));
  });

/** A row that was removed at 20 and put back at 30; each of the two lives has changes of its own. */
const secondLife = fc
  .record({
    first: put(10),
    early: changes(11, 19, 0),
    removed: del(20, 20),
    second: put(30),
    late: changes(31, 40, 10),
  })
  .chain(({ first, early, removed, second, late }) => {
    const order = fc
      .tuple(shuffled(early), shuffled(late), fc.array(fc.nat(), { minLength: 30, maxLength: 30 }))
      .map(([one, two, dice]) => interleave([[first, ...one], [removed], [second, ...two]], dice));
    return fc.tuple(order, order);
  });

function shuffled<T>(given: readonly T[]): fc.Arbitrary<T[]> {
  return fc.shuffledSubarray([...given], { minLength: given.length, maxLength: given.length });
}

/** Any order in which each of some streams stays in its own. */
function interleave<T>(streams: readonly (readonly T[])[], dice: readonly number[]): T[] {
  const waiting = streams.map((stream) => [...stream]);
  const order: T[] = [];
  for (const throwOf of [...dice, ...Array.from({ length: 60 }, () => 0)]) {
    const open = waiting.filter((stream) => stream.length > 0);
    const next = open[throwOf % Math.max(1, open.length)]?.shift();
    if (next !== undefined) order.push(next);
  }
  return order;
}

function applied(effects: readonly Effect[], apply: Apply): Cell {
  return effects.reduce<Cell>((cell, effect) => apply(cell, effect, rules), {});
}

function cellState(cell: Cell): unknown {
  return { row: stateOf(cell.row), tombstone: cell.tombstone };
}

const laws = {
  'the order in which changes and removals arrive does not matter': (apply: Apply): Law =>
    fc.property(life, ([one = [], other = []]) => {
      expect(cellState(applied(other, apply))).toEqual(cellState(applied(one, apply)));
    }),
  'a row that was put back holds nothing of its former life, whatever arrived first': (apply: Apply): Law =>
    fc.property(secondLife, ([one, other]) => {
      expect(cellState(applied(other, apply))).toEqual(cellState(applied(one, apply)));
    }),
  'an effect that arrives again, at once or in a replay, changes nothing': (apply: Apply): Law =>
    fc.property(life, secondLife, fc.boolean(), ([order = []], [second], isSecond) => {
      const effects = isSecond ? second : order;
      const once = applied(effects, apply);
      expect(
        cellState(
          applied(
            effects.flatMap((effect) => [effect, effect]),
            apply,
          ),
        ),
      ).toEqual(cellState(once));
      for (const effect of effects) expect(cellState(apply(once, effect, rules))).toEqual(cellState(once));
    }),
  'a change is the merge of a small piece of a row': (apply: Apply): Law =>
    fc.property(row, unique(50, 60, 0), fc.constantFrom('a', null), element, (given, when, value, name) => {
      const cell: Cell = { row: given };
      const set = apply(cell, { type: 'set', ...target, fields: { status: value }, stamp: when }, rules);
      const piece = { id: 'row', stamp: given.stamp, status: value, stamps: { status: when } };
      expect(stateOf(set.row)).toEqual(stateOf(mergeRows(given, piece, rules)));
      const add = apply(
        cell,
        { type: 'add', ...target, field: 'tags', elements: [name], stamp: when },
        rules,
      );
      const added = {
        id: 'row',
        stamp: given.stamp,
        tags: [name],
        sets: { tags: { [name]: [when, ''] as const } },
      };
      expect(stateOf(add.row)).toEqual(stateOf(mergeRows(given, added, rules)));
    }),
  'a change of a row that is dead or was never there is dropped': (apply: Apply): Law =>
    fc.property(stamp, changes(1, 40, 0), (removed, effects) => {
      expect(applied(effects, apply)).toEqual({});
      const dead = apply({}, { type: 'del', ...target, stamp: removed }, rules);
      expect(effects.reduce<Cell>((cell, effect) => apply(cell, effect, rules), dead)).toEqual({
        tombstone: removed,
      });
    }),
} as const;

describe('applying effects', () => {
  it.each(Object.entries(laws))('%s', (_, law) => {
    fc.assert(law(applyEffect), { numRuns: 800 });
  });

  it('a row made or put back with a newer stamp is alive; with an older one it stays dead', () => {
    const removed: Effect = { type: 'del', ...target, stamp: at(20) };
    const made = (time: number): Effect => ({
      type: 'put',
      kind: 'tickets',
      row: { id: 'row', stamp: at(time), subject: 'x' } as SyncedRow,
    });
    const isAlive = (...effects: Effect[]): boolean => applied(effects, applyEffect).row !== undefined;
    expect([
      isAlive(made(10), removed),
      isAlive(removed, made(10)),
      isAlive(removed, made(20)),
      isAlive(removed, made(21)),
      isAlive(made(21), removed),
    ]).toEqual([false, false, false, true, true]);
  });

  it('an add made elsewhere survives a removal that had not seen it', () => {
    const made: Effect = {
      type: 'put',
      kind: 'tickets',
      row: { id: 'row', stamp: at(1), tags: ['vip'] } as unknown as SyncedRow,
    };
    const removed: Effect = { type: 'remove', ...target, field: 'tags', observed: { vip: at(1) } };
    const again: Effect = { type: 'add', ...target, field: 'tags', elements: ['vip'], stamp: at(2) };
    const tags = (...effects: Effect[]): unknown => applied([made, ...effects], applyEffect).row?.['tags'];
    expect([tags(removed), tags(removed, again), tags(again, removed)]).toEqual([[], ['vip'], ['vip']]);
  });

  it('reads back from the journal as it was written', () => {
    fc.assert(
      fc.property(secondLife, ([effects]) => {
        expect(effects.map((effect) => Effect.parse(JSON.parse(JSON.stringify(effect))))).toEqual(effects);
        expect(new Set(effects.map(effectId))).toEqual(new Set(['row']));
      }),
      { numRuns: 50 },
    );
  });
});

/** Ways of applying with one thing wrong; each must be caught by the law that it breaks. */
const broken: Readonly<Record<string, { readonly apply: Apply; readonly caughtBy: keyof typeof laws }>> = {
  'what arrives last wins': {
    apply: (cell, effect) =>
      effect.type === 'set' && cell.row !== undefined
        ? {
            ...cell,
            row: { ...cell.row, ...effect.fields, stamps: { ...cell.row.stamps, ...stampsOf(effect) } },
          }
        : applyEffect(cell, effect, rules),
    caughtBy: 'the order in which changes and removals arrive does not matter',
  },
  'a removal leaves no tombstone': {
    apply: (cell, effect) => {
      const { row: left } = applyEffect(cell, effect, rules);
      return left === undefined ? {} : { row: left };
    },
    caughtBy: 'a row that was put back holds nothing of its former life, whatever arrived first',
  },
  'a removal takes out whatever is there': {
    apply: (cell, effect) =>
      effect.type === 'remove' && cell.row !== undefined
        ? {
            ...cell,
            row: { ...cell.row, tags: tagsOf(cell.row).filter((name) => !(name in effect.observed)) },
          }
        : applyEffect(cell, effect, rules),
    caughtBy: 'the order in which changes and removals arrive does not matter',
  },
  'a put replaces what is there': {
    apply: (cell, effect) =>
      effect.type === 'put' ? { ...cell, row: effect.row } : applyEffect(cell, effect, rules),
    caughtBy: 'an effect that arrives again, at once or in a replay, changes nothing',
  },
  'a change brings a dead row back': {
    apply: (cell, effect) =>
      effect.type === 'set' && cell.row === undefined
        ? { ...cell, row: { id: effect.id, stamp: effect.stamp, ...effect.fields } as SyncedRow }
        : applyEffect(cell, effect, rules),
    caughtBy: 'a change of a row that is dead or was never there is dropped',
  },
  'a change keeps the old stamp': {
    apply: (cell, effect) => {
      const after = applyEffect(cell, effect, rules);
      return effect.type === 'set' && after.row !== undefined
        ? { ...after, row: { ...after.row, stamps: cell.row?.stamps ?? {} } }
        : after;
    },
    caughtBy: 'a change is the merge of a small piece of a row',
  },
};

function stampsOf(effect: Extract<Effect, { type: 'set' }>): Record<string, Stamp> {
  return Object.fromEntries(Object.keys(effect.fields).map((field) => [field, effect.stamp]));
}

function tagsOf(given: SyncedRow): readonly string[] {
  return (given['tags'] as readonly string[] | undefined) ?? [];
}

describe('the laws of effects catch a way of applying in which', () => {
  it.each(Object.entries(broken))('%s', (_, { apply, caughtBy }) => {
    expectCaught(laws[caughtBy](apply));
  });
});
