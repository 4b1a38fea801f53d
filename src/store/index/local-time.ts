import type { WallTime } from '../../domain/query/times';

/** The epoch milliseconds of a wall time in the zone of this machine, which queries are meant in. */
export function startOfLocalTime(time: WallTime): number {
  const date = new Date(2000, 0, 1);
  date.setFullYear(time.year, time.month - 1, time.day);
  date.setHours(time.hour, time.minute, time.second, time.millisecond);
  return date.getTime();
}
