import { failure, ok, type Result } from '../result';
import { queryMessages } from './messages';
import { queryProblem, shorten } from './problem';
import { isCalendarDate, type TimeValue } from './times';
import type { ValueToken } from './tokens';

const minuteMs = 60_000;
// The largest unit comes first, because the writer takes the first that fits.
const units = [
  ['w', 7 * 24 * 60 * minuteMs],
  ['d', 24 * 60 * minuteMs],
  ['h', 60 * minuteMs],
  ['m', minuteMs],
] as const;
// What a JavaScript date can reach; further away nothing can be compared.
const longestMs = 8.64e15;

const relativePattern = /^(\+?)(\d+)([mhdw])$/u;
const datePattern =
  /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?([Zz]|[+-]\d{2}(?::?\d{2})?)?)?)?)?$/u;

/**
 * Reads `30m`, `12h`, `2d`, `3w` (ago), the same after `+` (ahead), or an ISO date of any precision.
 * Errors: not a time, not in the calendar, too far away.
 */
export function readTime(token: ValueToken): Result<TimeValue> {
  const relative = relativePattern.exec(token.text);
  if (relative !== null) return readRelative(token, relative);
  const date = datePattern.exec(token.text);
  if (date !== null) return readDate(token, date);
  return invalid(token, queryMessages.notATime(shorten(token.text)));
}

/** Writes a time so that `readTime` gives it back; relative times in the largest unit that fits. */
export function writeTime(value: TimeValue): string {
  return value.type === 'ago' ? writeRelative(value.milliseconds) : writeDate(value);
}

function readRelative(token: ValueToken, match: RegExpExecArray): Result<TimeValue> {
  const [, sign, count, letter] = match;
  const unitMs = units.find(([unit]) => unit === letter)?.[1] ?? minuteMs;
  const milliseconds = Number(count) * unitMs;
  if (milliseconds > longestMs) return invalid(token, queryMessages.timeTooFar(shorten(token.text)));
  return ok({ type: 'ago', milliseconds: sign === '+' && milliseconds !== 0 ? -milliseconds : milliseconds });
}

function readDate(token: ValueToken, match: RegExpExecArray): Result<TimeValue> {
  const [, year, month, day, hour, minute, second, fraction, zone] = match;
  const parts = [year, month, day, hour, minute, second, fraction?.padEnd(3, '0')]
    .filter((part) => part !== undefined)
    .map(Number);
  const offsetMinutes = zone === undefined ? undefined : readOffset(zone);
  if (!isCalendarDate(parts) || Number.isNaN(offsetMinutes)) {
    return invalid(token, queryMessages.noSuchDate(shorten(token.text)));
  }
  return ok(offsetMinutes === undefined ? { type: 'date', parts } : { type: 'date', parts, offsetMinutes });
}

/** Gives the minutes east of UTC, NaN where no clock shows them. */
function readOffset(zone: string): number {
  const digits = zone.replace(/\D/gu, '').padEnd(4, '0');
  const hours = Number(digits.slice(0, 2));
  const minutes = Number(digits.slice(2));
  if (hours > 23 || minutes > 59) return Number.NaN;
  const total = hours * 60 + minutes;
  return zone.startsWith('-') && total !== 0 ? -total : total;
}

function writeRelative(milliseconds: number): string {
  const sign = milliseconds < 0 ? '+' : '';
  const minutes = Math.round(Math.abs(milliseconds) / minuteMs);
  const [letter, unitMs] = units.find(([, size]) => minutes > 0 && (minutes * minuteMs) % size === 0) ?? [
    'm',
    minuteMs,
  ];
  return `${sign}${(minutes * minuteMs) / unitMs}${letter}`;
}

function writeDate(value: Extract<TimeValue, { readonly type: 'date' }>): string {
  const [year = 0, month, day, hour, minute = 0, second, millisecond] = value.parts;
  return [
    digits(year, 4),
    ...(month === undefined ? [] : ['-', digits(month, 2)]),
    ...(day === undefined ? [] : ['-', digits(day, 2)]),
    ...(hour === undefined ? [] : ['T', digits(hour, 2), ':', digits(minute, 2)]),
    ...(second === undefined ? [] : [':', digits(second, 2)]),
    ...(millisecond === undefined ? [] : ['.', digits(millisecond, 3)]),
    ...(value.offsetMinutes === undefined ? [] : [writeOffset(value.offsetMinutes)]),
  ].join('');
}

function writeOffset(offsetMinutes: number): string {
  if (offsetMinutes === 0) return 'Z';
  const size = Math.abs(offsetMinutes);
  return `${offsetMinutes < 0 ? '-' : '+'}${digits(Math.floor(size / 60), 2)}:${digits(size % 60, 2)}`;
}

function digits(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

function invalid(token: ValueToken, message: string): Result<never> {
  return failure(queryProblem('invalid_value', token, message));
}
