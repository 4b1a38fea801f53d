import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bulkNode,
  decodeStamp,
  encodeStamp,
  isBulkStamp,
  nextStamp,
  personalNode,
  Stamp,
} from '../../../src/domain/sync/stamp';
import { expectCaught } from '../../support/laws';

const node = fc.stringMatching(/^[0-9a-f]{16}$/);
const milliseconds = fc.oneof(fc.integer({ min: 0, max: 0xffffffffffff }), fc.integer({ min: 0, max: 3 }));
const counter = fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.constantFrom(0, 1, 0xfffe, 0xffff));
const parts = fc.record({ milliseconds, counter, node });

describe('a stamp', () => {
  it('reads back as what was written', () => {
    fc.assert(
      fc.property(parts, (given) => {
        const stamp = encodeStamp(given);
        expect(decodeStamp(stamp)).toEqual(given);
        expect(Stamp.safeParse(stamp).success).toBe(true);
      }),
    );
  });

  it('is ordered as text as its parts are ordered', () => {
    fc.assert(
      fc.property(parts, parts, (left, right) => {
        const byParts =
          left.milliseconds - right.milliseconds ||
          left.counter - right.counter ||
          (left.node < right.node ? -1 : left.node > right.node ? 1 : 0);
        const [one, other] = [encodeStamp(left), encodeStamp(right)];
        expect(one < other ? -1 : one > other ? 1 : 0).toBe(Math.sign(byParts));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['a time before 1970', { milliseconds: -1, counter: 0 }],
    ['a time too far away', { milliseconds: 2 ** 48, counter: 0 }],
    ['a broken time', { milliseconds: 0.5, counter: 0 }],
    ['no time', { milliseconds: Number.NaN, counter: 0 }],
    ['a counter that ran over', { milliseconds: 1, counter: 0x1_0000 }],
    ['a node of the wrong length', { milliseconds: 1, counter: 0, node: 'abc' }],
    ['a node in capitals', { milliseconds: 1, counter: 0, node: 'A'.repeat(16) }],
  ])('is never made of %s', (_, given) => {
    expect(() => encodeStamp({ node: '0'.repeat(16), ...given })).toThrow('out of range');
  });

  it.each([
    '',
    'x'.repeat(32),
    '0'.repeat(31),
    '0'.repeat(33),
    'A'.repeat(32),
    `${'0'.repeat(31)} `,
    7,
    null,
  ])('is not %j', (given) => {
    expect(Stamp.safeParse(given).success).toBe(false);
  });
});

type Next = typeof nextStamp;

/** Any way a wall clock may behave, with the counter of the last stamp anywhere. */
const isMonotone = (next: Next) =>
  fc.property(
    fc.record({ milliseconds: fc.integer({ min: 0, max: 1_000 }), counter, node }),
    fc.array(fc.integer({ min: -2_000, max: 2_000 }), { minLength: 1, maxLength: 20 }),
    node,
    (last, clock, mine) => {
      let previous = encodeStamp(last);
      for (const now of clock) {
        const stamp = next(previous, now, mine);
        expect(stamp > previous).toBe(true);
        previous = stamp;
      }
    },
  );

describe('the next stamp', () => {
  const mine = '0123456789abcde0';

  it('is later than the last, whatever the clock does', () => {
    fc.assert(isMonotone(nextStamp), { numRuns: 500 });
  });

  it.each<readonly [string, Next]>([
    [
      'follows the clock back',
      (_, now, own) => encodeStamp({ milliseconds: Math.max(0, now), counter: 0, node: own }),
    ],
    [
      'lets the counter run over',
      (last, now, own) => {
        const next = decodeStamp(nextStamp(last, now, own));
        const isOver = last !== null && decodeStamp(last).counter === 0xffff;
        return isOver ? encodeStamp({ ...decodeStamp(last), counter: 0, node: own }) : encodeStamp(next);
      },
    ],
  ])('would be caught where it %s', (_, next) => {
    expectCaught(isMonotone(next));
  });

  it('is at the time of the clock where the clock went on', () => {
    const last = encodeStamp({ milliseconds: 5, counter: 9, node: mine });
    expect(decodeStamp(nextStamp(last, 6.7, mine))).toEqual({ milliseconds: 6, counter: 0, node: mine });
    expect(decodeStamp(nextStamp(null, 6, mine))).toEqual({ milliseconds: 6, counter: 0, node: mine });
  });

  it('counts while the clock stands still or goes back, and then borrows a millisecond', () => {
    const last = encodeStamp({ milliseconds: 5, counter: 0xfffe, node: mine });
    const [second, third] = [nextStamp(last, 5, mine), nextStamp(nextStamp(last, 5, mine), -1, mine)];
    expect([decodeStamp(second), decodeStamp(third)]).toEqual([
      { milliseconds: 5, counter: 0xffff, node: mine },
      { milliseconds: 6, counter: 0, node: mine },
    ]);
  });
});

describe('a node', () => {
  it('tells an import from a person', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9a-f]{15}$/), milliseconds, (entropy, time) => {
        const person = personalNode(entropy);
        const stampOf = (of: string) => encodeStamp({ milliseconds: time, counter: 0, node: of });
        expect([isBulkStamp(stampOf(person)), isBulkStamp(stampOf(bulkNode(person)))]).toEqual([false, true]);
      }),
    );
  });
});
