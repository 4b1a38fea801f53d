import { z } from 'zod';

/** How often the desk backs itself up. */
export const backupRhythms = ['never', 'day', 'week'] as const;

/** More than these nobody looks through. */
const mostKept = 365;

/** When backups are made without anybody asking, and how many of them are kept. */
export const BackupRhythm = z.object({
  every: z.enum(backupRhythms),
  keep: z.int().min(1).max(mostKept),
});

export type BackupRhythm = Readonly<z.infer<typeof BackupRhythm>>;

/** A backup that was written or read to its end, and found sound. */
export const BackupSummary = z.object({
  /** For people to read: a page never names a file by its path. */
  file: z.string(),
  bytes: z.int(),
  tickets: z.int(),
  desk: z.string(),
  takenAt: z.number(),
  isEncrypted: z.boolean(),
});

export type BackupSummary = Readonly<z.infer<typeof BackupSummary>>;

/** A backup that a person chose, as far as it can be known before it is read. */
export const ChosenBackup = z.object({
  /** Whoever holds it may have the backup restored, nothing else. */
  handle: z.string(),
  name: z.string(),
  bytes: z.int(),
  desk: z.string(),
  takenAt: z.number(),
  /** Null where a passphrase hides it. */
  tickets: z.int().nullable(),
  isEncrypted: z.boolean(),
});

export type ChosenBackup = Readonly<z.infer<typeof ChosenBackup>>;

/** Why the backups of the schedule are not made. */
export const BackupTrouble = z.object({
  text: z.string(),
  /** When it failed for the first time in a row, and for the last. */
  since: z.number(),
  triedAt: z.number(),
});

/** The backups of this desk, and the copies that it keeps of itself. */
export const BackupStatus = z.object({
  /** Newest first. */
  snapshots: z.array(z.object({ takenAt: z.number(), tickets: z.int(), bytes: z.int() })),
  damagedSnapshots: z.int(),
  /** The newest backup that was made from this data folder. */
  last: BackupSummary.nullable(),
  schedule: BackupRhythm.extend({
    folder: z.string().nullable(),
    /** When the next backup is due; in the past where it waits for the desk to be open. Null where none is to come. */
    nextAt: z.number().nullable(),
  }),
  trouble: BackupTrouble.nullable(),
  /** The schedule is making a backup at the moment. */
  isRunning: z.boolean(),
  /** A restored desk that takes the place of this one at the next start. */
  waiting: z.object({ desk: z.string(), takenAt: z.number() }).nullable(),
});

export type BackupStatus = Readonly<z.infer<typeof BackupStatus>>;

/** In characters; nobody types more. */
export const longestPassphrase = 1_000;

/** What protects a backup, as a person typed it; null for a backup that everybody can read. */
export const Passphrase = z.string().min(1).max(longestPassphrase).nullable();
