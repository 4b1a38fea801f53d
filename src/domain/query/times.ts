import { assertNever } from '../assert';
import type { QueryOperator, QueryValue } from './ast';

/** A moment on the wall clock: month from 1 to 12, hour from 0 to 23. */
export type WallTime = {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
};

/** What the language must be told about time, in epoch milliseconds. */
export type QueryClock = {
  readonly now: number;
  /** The first epoch millisecond of a wall time in the zone of the desk. */
  readonly startOf: (time: WallTime) => number;
};

/** The epoch milliseconds from `from` up to, not including, `to`; an open side is infinite. */
export type TimeRange = { readonly from: number; readonly to: number };

/** A value that stands for a time. */
export type TimeValue = Extract<QueryValue, { readonly type: 'ago' | 'date' }>;

const minuteMs = 60_000;
const dayMs = 86_400_000;
// The calendar repeats every 400 years; the shift keeps `Date.UTC` from reading year 50 as 1950.
const cycleYears = 400;
const cycleMs = 146_097 * dayMs;

/**
 * Gives the times that a comparison accepts: a time `t` fits when `from <= t && t < to`.
 *
 * A date covers its whole year, month, day, minute or second: `=` is within it, `>` after its end, `>=` from
 * its start, `<` before its start, `<=` through its end. A relative time is one moment: `>` and `>=` are since
 * then, `<` and `<=` before then, and `=` is between then and now, now included.
 */
export function timeRange(operator: QueryOperator, value: TimeValue, clock: QueryClock): TimeRange {
  const { from, to } =
    value.type === 'date' ? dateRange(value, clock) : momentRange(value.milliseconds, clock);
  switch (operator) {
    case '=':
      return value.type === 'date' ? { from, to } : spanToNow(from, clock.now);
    case '>':
      return { from: to, to: Number.POSITIVE_INFINITY };
    case '>=':
      return { from, to: Number.POSITIVE_INFINITY };
    case '<':
      return { from: Number.NEGATIVE_INFINITY, to: from };
    case '<=':
      return { from: Number.NEGATIVE_INFINITY, to };
    default:
      return assertNever(operator);
  }
}

/** Gives the epoch milliseconds of a wall time in UTC; days and months past their end roll over. */
export function utcStartOf(time: WallTime): number {
  const { year, month, day, hour, minute, second, millisecond } = time;
  return Date.UTC(year + cycleYears, month - 1, day, hour, minute, second, millisecond) - cycleMs;
}

/** Tells whether year, month, day, hour, minute, second and millisecond exist in the calendar. */
export function isCalendarDate(parts: readonly number[]): boolean {
  const { year, month, day, hour, minute, second } = wallTime(parts);
  const daysInMonth = new Date(utcStartOf(wallTime([year, month + 1])) - dayMs).getUTCDate();
  return (
    month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth && hour <= 23 && minute <= 59 && second <= 59
  );
}

function momentRange(milliseconds: number, clock: QueryClock): TimeRange {
  const moment = clock.now - milliseconds;
  return { from: moment, to: moment };
}

function spanToNow(moment: number, now: number): TimeRange {
  return { from: Math.min(moment, now), to: Math.max(moment, now) + 1 };
}

function dateRange(value: Extract<TimeValue, { readonly type: 'date' }>, clock: QueryClock): TimeRange {
  const { parts, offsetMinutes } = value;
  const start = wallTime(parts);
  const instant = (time: WallTime): number =>
    offsetMinutes === undefined ? clock.startOf(time) : utcStartOf(time) - offsetMinutes * minuteMs;
  const from = instant(start);
  switch (parts.length) {
    case 1:
      return { from, to: instant({ ...start, year: start.year + 1 }) };
    case 2:
      return { from, to: instant(rollOver({ ...start, month: start.month + 1 })) };
    case 3:
      return { from, to: instant(rollOver({ ...start, day: start.day + 1 })) };
    case 4:
    case 5:
      return { from, to: from + minuteMs };
    case 6:
      return { from, to: from + 1000 };
    default:
      return { from, to: from + 1 };
  }
}

/** Turns the 32nd of a month into the 1st of the next, so that `startOf` only sees days that exist. */
function rollOver(time: WallTime): WallTime {
  const date = new Date(utcStartOf(time));
  return { ...time, year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

function wallTime(parts: readonly number[]): WallTime {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0, millisecond = 0] = parts;
  return { year, month, day, hour, minute, second, millisecond };
}
