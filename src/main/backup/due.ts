import type { ScheduleNotes } from './schedule-notes';

const hourMs = 60 * 60 * 1000;
const days = { day: 1, week: 7 } as const;

/**
 * When the next backup is due; null where none is to come, and long ago where there is none yet. A day is a day of the
 * calendar: whoever opens the desk a little earlier each morning still gets one every day. After a failure it is tried
 * again an hour later.
 */
export function nextBackupAt({ every, folder, trouble, lastAt }: ScheduleNotes): number | null {
  if (every === 'never' || folder === null) return null;
  if (trouble !== null) return trouble.triedAt + hourMs;
  if (lastAt === null) return 0;
  const last = new Date(lastAt);
  return new Date(last.getFullYear(), last.getMonth(), last.getDate() + days[every]).getTime();
}

/** Whether a backup is to be made now. */
export function isBackupDue(notes: ScheduleNotes, now: number): boolean {
  const at = nextBackupAt(notes);
  if (at === null) return false;
  // A clock that was wrong for a while, and years ahead, must not put backups off for years.
  const tried = notes.trouble?.triedAt ?? notes.lastAt ?? 0;
  return now >= at || tried > now + hourMs;
}
