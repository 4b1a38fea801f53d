import { describe, expect, it } from 'vitest';
import { isBackupDue, nextBackupAt } from '../../../src/main/backup/due';
import { noSchedule, type ScheduleNotes } from '../../../src/main/backup/schedule-notes';

const hourMs = 60 * 60 * 1000;
const at = (day: number, hour: number): number => new Date(2026, 2, day, hour).getTime();

const daily: ScheduleNotes = { ...noSchedule, every: 'day', folder: '/backups', lastAt: at(10, 9) };
const weekly: ScheduleNotes = { ...daily, every: 'week' };

describe('the next backup', () => {
  it('never comes before somebody asked for it and named a folder', () => {
    expect(nextBackupAt(noSchedule)).toBeNull();
    expect(nextBackupAt({ ...daily, folder: null })).toBeNull();
    expect(nextBackupAt({ ...daily, every: 'never' })).toBeNull();
    expect(isBackupDue(noSchedule, at(10, 9))).toBe(false);
  });

  it('is made at once where the schedule has made none', () => {
    expect(isBackupDue({ ...daily, lastAt: null }, at(10, 9))).toBe(true);
  });

  it('is one for each day of the calendar, however early the desk is opened', () => {
    expect(isBackupDue(daily, at(10, 23))).toBe(false);
    expect(isBackupDue(daily, at(11, 0))).toBe(true);
    expect(isBackupDue({ ...daily, lastAt: at(10, 23) }, at(11, 7))).toBe(true);
  });

  it('comes seven days later where it is one a week, also over the change of the clocks', () => {
    expect(isBackupDue(weekly, at(16, 23))).toBe(false);
    expect(isBackupDue(weekly, at(17, 0))).toBe(true);
    expect(nextBackupAt({ ...weekly, lastAt: at(27, 9) })).toBe(new Date(2026, 3, 3).getTime());
  });

  it('is tried again an hour after it failed', () => {
    const trouble = { text: 'The stick is not there.', since: at(11, 7), triedAt: at(11, 9) };
    expect(isBackupDue({ ...daily, trouble }, at(11, 9) + hourMs - 1)).toBe(false);
    expect(isBackupDue({ ...daily, trouble }, at(11, 10))).toBe(true);
  });

  it('is not put off for years by a clock that was wrong', () => {
    const wrong = new Date(2041, 0, 1).getTime();
    expect(isBackupDue({ ...daily, lastAt: wrong }, at(11, 9))).toBe(true);
    const trouble = { text: 'Full.', since: wrong, triedAt: wrong };
    expect(isBackupDue({ ...daily, trouble }, at(11, 9))).toBe(true);
  });
});
