import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { hasCode } from '../../durable/system-code';
import { BackupRhythm, BackupSummary, BackupTrouble } from '../../protocol/backup-shapes';
import { backupMessages as messages } from './backup.messages';

/** A backup that the schedule made: what it is called in its folder, and what its label says. */
const MadeBackup = z.object({ name: z.string(), takenAt: z.number() });

export type MadeBackup = Readonly<z.infer<typeof MadeBackup>>;

/** What is kept of backups beside the data. It belongs to the folder, not to the desk: a restore leaves it as it is. */
const ScheduleNotes = BackupRhythm.extend({
  version: z.literal(1),
  folder: z.string().nullable(),
  /** When the schedule last made a backup in this folder. */
  lastAt: z.number().nullable(),
  /** What the schedule made in this folder; nothing else is ever removed. */
  made: z.array(MadeBackup),
  /** The backup that the schedule is writing; what is left of it after a crash is removed. */
  begun: z.string().nullable(),
  /** The newest backup, whoever asked for it. */
  last: BackupSummary.nullable(),
  trouble: BackupTrouble.nullable(),
});

export type ScheduleNotes = Readonly<z.infer<typeof ScheduleNotes>>;

/** Before anybody has said anything about backups. */
export const noSchedule: ScheduleNotes = {
  version: 1,
  every: 'never',
  keep: 7,
  folder: null,
  lastAt: null,
  made: [],
  begun: null,
  last: null,
  trouble: null,
};

/**
 * Reads the notes. Where they cannot be read, no backups are made, and that is said: a person who set a schedule must
 * not believe that it works.
 */
export function readScheduleNotes(file: string, now: number): ScheduleNotes {
  try {
    return ScheduleNotes.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return noSchedule;
    return { ...noSchedule, trouble: { text: messages.scheduleUnreadable, since: now, triedAt: now } };
  }
}
