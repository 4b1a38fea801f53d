import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { QueryOperator } from '../../../src/domain/query/ast';
import {
  type QueryClock,
  timeRange,
  type TimeValue,
  utcStartOf,
  type WallTime,
} from '../../../src/domain/query/times';
import { now, parsed, utcClock } from './desk-schema';

const past = Number.NEGATIVE_INFINITY;
const future = Number.POSITIVE_INFINITY;

function timeOf(text: string): TimeValue {
  const { node } = parsed(`created:${text}`);
  const value = node.type === 'compare' ? node.values[0] : undefined;
  if (value?.type !== 'ago' && value?.type !== 'date') throw new Error(`${text} is no time`);
  return value;
}

function range(
  operator: QueryOperator,
  text: string,
  clock: QueryClock = utcClock,
): readonly [number, number] {
  const { from, to } = timeRange(operator, timeOf(text), clock);
  return [from, to];
}

const utc = (text: string): number => Date.parse(text);

describe('timeRange', () => {
  const start = utc('2024-05-01T00:00Z');
  const end = utc('2024-05-02T00:00Z');
  const twoDaysAgo = now - 172_800_000;
  const rules: readonly (readonly [QueryOperator, string, number, number])[] = [
    ['=', '2024-05-01', start, end],
    ['>', '2024-05-01', end, future],
    ['>=', '2024-05-01', start, future],
    ['<', '2024-05-01', past, start],
    ['<=', '2024-05-01', past, end],
    ['=', '2024', utc('2024-01-01T00:00Z'), utc('2025-01-01T00:00Z')],
    ['=', '2024-12', utc('2024-12-01T00:00Z'), utc('2025-01-01T00:00Z')],
    ['=', '2024-02-28', utc('2024-02-28T00:00Z'), utc('2024-02-29T00:00Z')],
    ['=', '2023-12-31', utc('2023-12-31T00:00Z'), utc('2024-01-01T00:00Z')],
    ['=', '2024-05-01T10:00', utc('2024-05-01T10:00Z'), utc('2024-05-01T10:01Z')],
    ['=', '2024-05-01T10:00:05', utc('2024-05-01T10:00:05Z'), utc('2024-05-01T10:00:06Z')],
    ['=', '2024-05-01T10:00:05.25', utc('2024-05-01T10:00:05.250Z'), utc('2024-05-01T10:00:05.251Z')],
    ['=', '0050-03', utc('0050-03-01T00:00Z'), utc('0050-04-01T00:00Z')],
    ['=', '9999-12-31', utc('9999-12-31T00:00Z'), utc('9999-12-31T00:00Z') + 86_400_000],
    ['>', '2d', twoDaysAgo, future],
    ['>=', '2d', twoDaysAgo, future],
    ['<', '2d', past, twoDaysAgo],
    ['<=', '2d', past, twoDaysAgo],
    ['=', '2d', twoDaysAgo, now + 1],
    ['=', '+2d', now, now + 172_800_001],
    ['<', '+2d', past, now + 172_800_000],
  ];
  it.each(rules)('reads %s%s', (operator, text, from, to) =>
    expect(range(operator, text)).toEqual([from, to]),
  );

  it('uses the zone that was written before the zone of the desk', () => {
    const clock = { now, startOf: () => 0 };
    const from = utc('2024-05-01T10:00+05:30');
    expect(range('=', '2024-05-01T10:00+05:30', clock)).toEqual([from, from + 60_000]);
    expect(range('=', '2024-05-01T10:00+0530', clock)).toEqual([from, from + 60_000]);
    expect(range('>=', '2024-05-01T10:00Z', clock)).toEqual([utc('2024-05-01T10:00Z'), future]);
  });

  it('gives a day as long as it is in the zone of the desk', () => {
    // Clocks go forward one hour in the night to the 31st of March.
    const changesAt = utc('2024-03-31T01:00Z');
    const startOf = (time: WallTime): number => {
      const winter = utcStartOf(time) - 3_600_000;
      return winter < changesAt ? winter : winter - 3_600_000;
    };
    const lengths = ['2024-03-30', '2024-03-31', '2024-04-01'].map((day) => {
      const [from, to] = range('=', day, { now, startOf });
      return (to - from) / 3_600_000;
    });
    expect(lengths).toEqual([24, 23, 24]);
  });

  it('asks the zone only for moments that the calendar has', () => {
    const asked: WallTime[] = [];
    const startOf = (time: WallTime): number => {
      asked.push(time);
      return utcStartOf(time);
    };
    for (const text of ['2024-12', '2024-12-31', '2024-02-29']) range('=', text, { now, startOf });
    expect(asked.map(({ year, month, day }) => `${year}-${month}-${day}`)).toEqual(
      '2024-12-1 2025-1-1 2024-12-31 2025-1-1 2024-2-29 2024-3-1'.split(' '),
    );
  });

  it('puts each moment before, within or after a date, and nowhere twice', () => {
    const dates = fc.constantFrom(
      '2023',
      '2024',
      '2024-05',
      '2024-05-15',
      '2024-05-15T12:00',
      '2024-05-15T12:00:30',
    );
    const moments = fc.integer({ min: utc('2022-01-01T00:00Z'), max: utc('2026-01-01T00:00Z') });
    fc.assert(
      fc.property(
        dates,
        fc.oneof(moments, fc.integer({ min: now - 90_000, max: now + 90_000 })),
        (text, moment) => {
          const isIn = (operator: QueryOperator): boolean => {
            const [from, to] = range(operator, text);
            return from <= moment && moment < to;
          };
          expect([isIn('<'), isIn('='), isIn('>')].filter(Boolean)).toHaveLength(1);
          expect(isIn('<=')).toBe(isIn('<') || isIn('='));
          expect(isIn('>=')).toBe(isIn('>') || isIn('='));
        },
      ),
    );
  });
});
