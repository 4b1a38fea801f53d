const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const dateTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const weekday = new Intl.DateTimeFormat(undefined, { weekday: 'short', hour: 'numeric', minute: '2-digit' });
const dayOfYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const fullDay = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' });
const minutesAgo = new Intl.RelativeTimeFormat(undefined, { style: 'narrow', numeric: 'auto' });

/** A moment in full. */
export function formatDateTime(at: number): string {
  return dateTime.format(at);
}

/** A moment as short as a list can take it: the nearer, the finer. */
export function formatMoment(at: number, now: number): string {
  const age = now - at;
  if (Math.abs(age) < minuteMs) return minutesAgo.format(0, 'second');
  if (age >= 0 && age < hourMs) return minutesAgo.format(-Math.floor(age / minuteMs), 'minute');
  if (new Date(at).toDateString() === new Date(now).toDateString()) return clock.format(at);
  if (age >= 0 && age < 6 * dayMs) return weekday.format(at);
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return (isThisYear ? dayOfYear : fullDay).format(at);
}

/** The value of a date-and-time input for a moment, in the zone of the desk. */
export function toInputTime(at: number): string {
  const local = new Date(at - new Date(at).getTimezoneOffset() * minuteMs);
  return local.toISOString().slice(0, 16);
}

/** The moment that a date-and-time input holds; null while it is empty or unfinished. */
export function fromInputTime(text: string): number | null {
  const at = text === '' ? Number.NaN : new Date(text).getTime();
  return Number.isNaN(at) ? null : at;
}
