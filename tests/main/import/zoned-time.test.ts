import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createZonedTime, isKnownZone } from '../../../src/main/import/zoned-time';

const zones = [
  'UTC',
  'Europe/Vienna',
  'America/New_York',
  'America/St_Johns',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Africa/Casablanca',
];

/** The wall-clock reading of a moment, by the platform. */
function reading(moment: number, zone: string) {
  const format = new Intl.DateTimeFormat('en-u-hc-h23', {
    timeZone: zone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const parts = Object.fromEntries(
    format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts;
  return { year, month, day, hour, minute, second };
}

describe('a wall-clock reading in a zone', () => {
  const zonedTime = createZonedTime();

  test('is the moment that the clocks of the zone show it at', () => {
    const seconds = fc.integer({ min: Date.UTC(1995, 0, 1) / 1_000, max: Date.UTC(2037, 0, 1) / 1_000 });
    fc.assert(
      fc.property(seconds, fc.constantFrom(...zones), (second, zone) => {
        const parts = reading(second * 1_000, zone);
        expect(reading(zonedTime(parts, zone), zone)).toEqual(parts);
      }),
      { numRuns: 500 },
    );
  });

  test('that comes twice is the first of the two', () => {
    const parts = { year: 2024, month: 10, day: 27, hour: 2, minute: 30, second: 0 };
    expect(zonedTime(parts, 'Europe/Vienna')).toBe(Date.UTC(2024, 9, 27, 0, 30));
  });

  test('that a clock change skipped is as much later as the clock was put forward', () => {
    const parts = { year: 2024, month: 3, day: 31, hour: 2, minute: 30, second: 0 };
    expect(zonedTime(parts, 'Europe/Vienna')).toBe(Date.UTC(2024, 2, 31, 1, 30));
    expect(zonedTime({ ...parts, month: 3, day: 10 }, 'America/New_York')).toBe(Date.UTC(2024, 2, 10, 7, 30));
  });

  test('that tells its distance from UTC does not depend on the zone', () => {
    const parts = { year: 2024, month: 1, day: 1, hour: 12, minute: 0, second: 0, offsetMinutes: 330 };
    expect(zonedTime(parts, 'America/New_York')).toBe(Date.UTC(2024, 0, 1, 6, 30));
  });
});

test('a zone is known or not', () => {
  expect([
    isKnownZone('Europe/Vienna'),
    isKnownZone('UTC'),
    isKnownZone('Europe/Nowhere'),
    isKnownZone(''),
  ]).toEqual([true, true, false, false]);
});
