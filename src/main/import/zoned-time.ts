import type { DateParts } from '../../domain/import/dates';
import { wallTime } from '../../domain/import/dates';
import type { ImportContext } from '../../domain/import/format';

/** True where the runtime knows the zone. */
export function isKnownZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    // The only way to ask.
    return false;
  }
}

/**
 * Makes the function that finds the moment of a wall-clock reading. A reading that a clock change skipped is taken
 * as many minutes later as the clock was put forward; of one that comes twice, the first is meant.
 */
export function createZonedTime(): ImportContext['zonedTime'] {
  const offsets = new Map<string, (epochMs: number) => number>();
  return (parts, zone) => {
    const wall = wallTime(parts);
    if (parts.offsetMinutes !== undefined) return wall - parts.offsetMinutes * minuteMs;
    if (zone === 'UTC') return wall;
    const offset = offsets.get(zone) ?? offsetReader(zone);
    offsets.set(zone, offset);
    return momentOf(wall, offset);
  };
}

const minuteMs = 60_000;
const dayMs = 86_400_000;

function momentOf(wall: number, offset: (epochMs: number) => number): number {
  const [before, after] = [offset(wall - dayMs), offset(wall + dayMs)];
  const early = wall - before;
  if (offset(early) === before) return early;
  const late = wall - after;
  // Neither fits: the clock skipped this reading, and the offset before the change takes it past the gap.
  return offset(late) === after ? late : early;
}

/** Offsets hold for a quarter of an hour at least, so each quarter is asked for once. */
const quarterMs = 15 * minuteMs;

function offsetReader(zone: string): (epochMs: number) => number {
  const format = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
    timeZone: zone,
    hourCycle: 'h23',
    era: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const known = new Map<number, number>();
  return (epochMs) => {
    const quarter = Math.floor(epochMs / quarterMs);
    const before = known.get(quarter);
    if (before !== undefined) return before;
    const offset = wallOf(format, quarter * quarterMs) - quarter * quarterMs;
    known.set(quarter, offset);
    return offset;
  };
}

function wallOf(format: Intl.DateTimeFormat, epochMs: number): number {
  const parts = Object.fromEntries(format.formatToParts(epochMs).map(({ type, value }) => [type, value]));
  const number = (type: keyof DateParts): number => Number(parts[type]);
  const year = parts['era']?.startsWith('B') === true ? 1 - number('year') : number('year');
  return wallTime({
    year,
    month: number('month'),
    day: number('day'),
    hour: number('hour'),
    minute: number('minute'),
    second: number('second'),
  });
}
