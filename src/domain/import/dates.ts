import { appError } from '../errors';
import { failure, ok, type Result } from '../result';
import { importMessages as messages } from './import.messages';

/** A wall-clock reading. `offsetMinutes` is there when the text itself told its distance from UTC. */
export type DateParts = {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly offsetMinutes?: number;
};

/** Reads a date, or gives null where the text is none. */
export type DateParser = (text: string) => DateParts | null;

const monthNames = [
  'jan',
  'feb',
  'mar',
  'apr',
  'may',
  'jun',
  'jul',
  'aug',
  'sep',
  'oct',
  'nov',
  'dec',
] as const;

/** What each part of a pattern matches; `dd` and the like want their zeros, the single letters take both. */
const tokens: Readonly<Record<string, string>> = {
  d: '(?<day>\\d{1,2})',
  dd: '(?<day>\\d{2})',
  M: '(?<month>\\d{1,2})',
  MM: '(?<month>\\d{2})',
  MMM: '(?<monthName>[A-Za-z]{3,9})\\.?',
  yy: '(?<shortYear>\\d{2})',
  yyyy: '(?<year>\\d{4})',
  H: '(?<hour>\\d{1,2})',
  HH: '(?<hour>\\d{2})',
  h: '(?<halfHour>\\d{1,2})',
  hh: '(?<halfHour>\\d{2})',
  m: '(?<minute>\\d{1,2})',
  mm: '(?<minute>\\d{2})',
  s: '(?<second>\\d{1,2})',
  ss: '(?<second>\\d{2})',
  a: '(?<half>[AaPp]\\.?[Mm]\\.?)',
};

/** The moment of a wall-clock reading as if it were UTC. It names a time without depending on a zone. */
export function wallTime(parts: DateParts): number {
  const time = Date.UTC(2000, parts.month - 1, parts.day, parts.hour, parts.minute, parts.second);
  // Date.UTC takes the years 0 to 99 for 1900 to 1999, so the year is set by itself.
  return new Date(time).setUTCFullYear(parts.year, parts.month - 1, parts.day);
}

/** Makes a parser of a pattern such as `d/M/yyyy H:mm`; letters in single quotes stand for themselves. */
export function dateParser(pattern: string): Result<DateParser> {
  const pieces = [
    ...pattern.matchAll(/'(?<quoted>[^']*)'|(?<letters>([A-Za-z])\3*)|(?<literal>[^A-Za-z']+|')/g),
  ];
  const source: string[] = [];
  for (const piece of pieces) {
    const { quoted, letters, literal } = piece.groups ?? {};
    const token = letters === undefined ? escapePattern(quoted ?? literal ?? '') : tokens[letters];
    if (token === undefined) {
      const message = messages.badDatePattern(pattern, piece.index + 1, letters ?? '');
      return failure(appError('invalid_input', message, { dateFormat: pattern }));
    }
    source.push(token);
  }
  const text = source.join('');
  if (!/<day>/.test(text) || !/<month(Name)?>/.test(text) || !/<(shortY|y)ear>/.test(text)) {
    return failure(appError('invalid_input', messages.datePatternLacks(pattern), { dateFormat: pattern }));
  }
  const repeated = repeatedToken(pieces.map((piece) => piece.groups?.['letters'] ?? ''));
  if (repeated !== null) {
    const place = pattern.lastIndexOf(repeated) + 1;
    return failure(
      appError('invalid_input', messages.badDatePattern(pattern, place, repeated), { dateFormat: pattern }),
    );
  }
  const expression = new RegExp(`^\\s*${text}\\s*$`);
  return ok((value) => partsOf(expression.exec(value)?.groups));
}

const isoExpression =
  /^\s*(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})(?:[T ]\s*(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,]\d+)?)?)?\s*(?<offset>Z|UTC|[+-]\d{2}:?\d{2})?\s*$/i;

/** Reads ISO 8601 dates and the `YYYY-MM-DD HH:MM:SS` of most exports, with or without an offset. */
export function parseIsoDate(text: string): DateParts | null {
  const groups = isoExpression.exec(text)?.groups;
  const parts = partsOf(groups);
  const offset = groups?.['offset'];
  return parts === null || offset === undefined
    ? parts
    : { ...parts, offsetMinutes: offsetMinutesOf(offset) };
}

/** Tries the parsers in turn. */
export function firstOf(parsers: readonly DateParser[]): DateParser {
  return (text) => {
    for (const parse of parsers) {
      const parts = parse(text);
      if (parts !== null) return parts;
    }
    return null;
  };
}

function escapePattern(literal: string): string {
  return literal.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&').replace(/\s+/g, '\\s+');
}

/** A part that stands twice would be ambiguous, and a regular expression may not name a group twice. */
function repeatedToken(letters: readonly string[]): string | null {
  const seen = new Set<string>();
  for (const token of letters) {
    const kind = token === 'a' || token === '' ? token : token.charAt(0);
    const group = kind === 'h' ? 'H' : kind;
    if (group !== '' && seen.has(group)) return token;
    seen.add(group);
  }
  return null;
}

function offsetMinutesOf(offset: string): number {
  const digits = /^([+-])(\d{2}):?(\d{2})$/.exec(offset);
  if (digits === null) return 0;
  const minutes = Number(digits[2]) * 60 + Number(digits[3]);
  return digits[1] === '-' ? -minutes : minutes;
}

function partsOf(groups: Readonly<Record<string, string | undefined>> | undefined): DateParts | null {
  if (groups === undefined) return null;
  const year = groups['year'] === undefined ? fullYear(Number(groups['shortYear'])) : Number(groups['year']);
  const monthName = groups['monthName']?.slice(0, 3).toLowerCase();
  const month =
    monthName === undefined
      ? Number(groups['month'])
      : monthNames.findIndex((name) => name === monthName) + 1;
  const day = Number(groups['day']);
  const hour = hourOf(groups);
  const minute = Number(groups['minute'] ?? 0);
  const second = Number(groups['second'] ?? 0);
  const isDate = month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
  const isTime = hour !== null && hour <= 23 && minute <= 59 && second <= 59;
  return isDate && isTime ? { year, month, day, hour, minute, second } : null;
}

function hourOf(groups: Readonly<Record<string, string | undefined>>): number | null {
  if (groups['halfHour'] === undefined) return Number(groups['hour'] ?? 0);
  const hour = Number(groups['halfHour']);
  const half = groups['half'];
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (/^p/i.test(half) ? 12 : 0);
}

function fullYear(shortYear: number): number {
  return shortYear < 70 ? 2_000 + shortYear : 1_900 + shortYear;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
