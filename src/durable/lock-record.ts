import { readFileSync, realpathSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { z } from 'zod';
import { bootId, isRunning, startTimeOf } from './process-identity';
import { hasCode } from './system-code';

const LockRecord = z.object({
  /** Names this taking of the lock, and no other. */
  id: z.uuid(),
  pid: z.int().positive(),
  /** What the holder is, for people: “the server”. */
  what: z.string(),
  startTime: z.string().nullable(),
  bootId: z.string().nullable(),
  host: z.string(),
  /** The folder that is locked, by its name and by its identity on the disk. */
  folder: z.string(),
  inode: z.string(),
});

/** Who holds a folder, in enough detail to tell later whether it still does. */
export type LockRecord = Readonly<z.infer<typeof LockRecord>>;

/** Where a lock is looked at from: what its record is compared with. */
export type Standpoint = Pick<LockRecord, 'bootId' | 'host' | 'folder' | 'inode'>;

/** What is there of this machine and this folder. Throws what the file system throws. */
export function standpointAt(folder: string): Standpoint {
  const { dev, ino } = statSync(folder, { bigint: true });
  return { bootId: bootId(), host: hostname(), folder: realpathSync(folder), inode: `${dev}:${ino}` };
}

/** The record of a process that takes the lock now. */
export function recordOf(
  standpoint: Standpoint,
  { id, pid, what }: Pick<LockRecord, 'id' | 'pid' | 'what'>,
): LockRecord {
  return { id, pid, what, startTime: startTimeOf(pid), ...standpoint };
}

/** Reads a record; null where there is no file, undefined where it holds none. Throws what else the file system throws. */
export function readRecord(file: string): LockRecord | null | undefined {
  try {
    return LockRecord.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}

/**
 * Whether the process that wrote a record still holds this very folder: not if it has ended, if its number belongs to
 * another process by now, if the machine was started again, or if the folder is a copy that took the lock along.
 */
export function isHeld(record: LockRecord, here: Standpoint): boolean {
  const isCopy = record.folder !== here.folder && record.inode !== here.inode;
  if (isCopy || !isSameRun(record, here) || !isRunning(record.pid)) return false;
  const startTime = startTimeOf(record.pid);
  return record.startTime === null || startTime === null || record.startTime === startTime;
}

/** The name of a machine may change while it runs, so it counts only where the boot has no name. */
function isSameRun(record: LockRecord, here: Standpoint): boolean {
  if (record.bootId !== null && here.bootId !== null) return record.bootId === here.bootId;
  return record.host === here.host;
}
