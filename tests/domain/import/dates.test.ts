import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateParser, parseIsoDate, wallTime, type DateParts } from '../../../src/domain/import/dates';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Every part of a pattern, as a date is written by it. */
const writers: Readonly<Record<string, (parts: DateParts) => string>> = {
  d: ({ day }) => String(day),
  dd: ({ day }) => pad(day),
  M: ({ month }) => String(month),
  MM: ({ month }) => pad(month),
  MMM: ({ month }) => months[month - 1] ?? '',
  yy: ({ year }) => pad(year % 100),
  yyyy: ({ year }) => String(year),
  H: ({ hour }) => String(hour),
  HH: ({ hour }) => pad(hour),
  h: ({ hour }) => String(hour % 12 === 0 ? 12 : hour % 12),
  hh: ({ hour }) => pad(hour % 12 === 0 ? 12 : hour % 12),
  m: ({ minute }) => String(minute),
  mm: ({ minute }) => pad(minute),
  s: ({ second }) => String(second),
  ss: ({ second }) => pad(second),
  a: ({ hour }) => (hour < 12 ? 'AM' : 'PM'),
};

function pad(value: number): string {
  return String(value).padStart(2, '0');
}

function write(parts: DateParts, pattern: readonly string[]): string {
  return pattern.map((piece) => writers[piece]?.(parts) ?? piece).join('');
}

const anyDate = fc
  .record({
    year: fc.integer({ min: 1970, max: 2069 }),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 31 }),
    hour: fc.integer({ min: 0, max: 23 }),
    minute: fc.integer({ min: 0, max: 59 }),
    second: fc.integer({ min: 0, max: 59 }),
  })
  .filter(({ year, month, day }) => new Date(Date.UTC(year, month - 1, day)).getUTCMonth() === month - 1);

const day = fc.constantFrom('d', 'dd');
const month = fc.constantFrom('M', 'MM', 'MMM');
const year = fc.constantFrom('yy', 'yyyy');
const minute = fc.constantFrom('m', 'mm');
const second = fc.constantFrom('s', 'ss');
const separator = fc.constantFrom('/', '-', '.', ' ', ', ');

const anyPattern = fc
  .tuple(
    fc.tuple(day, month, year).chain((parts) => fc.shuffledSubarray([...parts], { minLength: 3 })),
    separator,
    fc.oneof(
      fc.tuple(fc.constantFrom('H', 'HH'), minute, second).map(([h, m, s]) => [h, ':', m, ':', s]),
      fc.tuple(fc.constantFrom('h', 'hh'), minute, second).map(([h, m, s]) => [h, ':', m, ':', s, ' ', 'a']),
    ),
  )
  .map(([[first = '', next = '', last = ''], between, time]) => [
    first,
    between,
    next,
    between,
    last,
    ' ',
    ...time,
  ]);

describe('a date format', () => {
  test('reads back every date that it wrote', () => {
    fc.assert(
      fc.property(anyDate, anyPattern, (parts, pattern) => {
        const parser = dateParser(pattern.join(''));
        expect(parser).toMatchObject({ ok: true });
        expect(parser.ok && parser.value(write(parts, pattern))).toEqual(parts);
      }),
    );
  });

  test.each([
    ['31/4/2024 10:00', null],
    ['29/2/2023 10:00', null],
    ['29/2/2024 10:00', { year: 2024, month: 2, day: 29, hour: 10, minute: 0, second: 0 }],
    ['1/13/2024 10:00', null],
    ['0/1/2024 10:00', null],
    ['1/1/2024 24:00', null],
    ['1/1/2024 10:60', null],
    ['1/1/2024', null],
    ['1/1/2024 10:00 or so', null],
    ['', null],
    [' 1/1/2024 10:00 ', { year: 2024, month: 1, day: 1, hour: 10, minute: 0, second: 0 }],
  ])('takes “%s” for what it is', (text, parts) => {
    const parser = dateParser('d/M/yyyy H:mm');
    expect(parser.ok && parser.value(text)).toEqual(parts);
  });

  test('lets letters in quotes stand for themselves', () => {
    const parser = dateParser("yyyy-MM-dd'T'HH:mm:ss'Z'");
    expect(parser.ok && parser.value('2024-05-06T07:08:09Z')).toMatchObject({ day: 6, second: 9 });
  });

  test.each([
    ['d/M/yyyy Q', '“Q” at position 10'],
    ['DD.MM.YYYY', '“DD” at position 1'],
    ['d/M/d yyyy', '“d” at position 5'],
    ['H:mm', 'needs a day, a month and a year'],
  ])('is refused with the place that means nothing: %s', (pattern, named) => {
    const parser = dateParser(pattern);
    expect(parser).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
    expect(parser.ok ? '' : parser.error.message).toContain(named);
  });
});

describe('an ISO date', () => {
  test.each([
    ['2024-05-06', Date.UTC(2024, 4, 6)],
    ['2024-05-06 07:08:09', Date.UTC(2024, 4, 6, 7, 8, 9)],
    ['2024-05-06T07:08:09.123Z', Date.UTC(2024, 4, 6, 7, 8, 9)],
    ['0099-01-01', new Date('0099-01-01T00:00:00Z').getTime()],
  ])('%s is read', (text, wall) => {
    const parts = parseIsoDate(text);
    expect(parts === null ? null : wallTime(parts)).toBe(wall);
  });

  test('keeps the distance from UTC that it names', () => {
    expect(parseIsoDate('2024-05-06T07:08:09+05:30')?.offsetMinutes).toBe(330);
    expect(parseIsoDate('2024-05-06T07:08:09-0330')?.offsetMinutes).toBe(-210);
  });

  test.each(['2024-13-01', '2024-02-30', 'yesterday', '20240506', '2024-05-06T25:00:00'])(
    '%s is none',
    (text) => {
      expect(parseIsoDate(text)).toBeNull();
    },
  );
});
