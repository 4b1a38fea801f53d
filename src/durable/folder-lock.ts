import { randomUUID } from 'node:crypto';
import { linkSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { appError } from '../domain/errors';
import { failure, ok, type Result } from '../domain/result';
import { diskFailure } from './disk-failure';
import { folderLockMessages as messages } from './folder-lock.messages';
import { isHeld, type LockRecord, readRecord, recordOf, type Standpoint, standpointAt } from './lock-record';
import { hasCode } from './system-code';

/** A data folder that this process may use alone, until it lets go or ends. */
type FolderLock = { readonly release: () => void };

const lockName = 'folder.lock';
/** A lock file without a record in it is being written; one that stays so for longer was left by a crash. */
const writingMs = 5_000;
/** Each time around somebody else got further, so that only a crowd of starts needs more than two. */
const attempts = 50;

/** A lock file on the way from the lock to its newest successor; `record` is undefined where it cannot be read. */
type Entry = { readonly file: string; readonly id: string; readonly record: LockRecord | undefined };

/**
 * Takes a folder for one process. The lock of a process that has ended, of another boot, or that came along with a copied
 * folder is taken over, by one of those who try. Fails with `store_unavailable`, naming the holder's process in `holder`,
 * and with what the disk says. Two machines that share a folder over a network do not see each other's processes.
 */
export function lockFolder(
  folder: string,
  holder: { readonly pid: number; readonly what: string },
): Result<FolderLock> {
  try {
    const here = standpointAt(folder);
    const mine = recordOf(here, { id: randomUUID(), ...holder });
    const file = path.join(folder, lockName);
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const outcome = tryToLock(file, mine, here);
      if (outcome === 'locked') return ok({ release: () => release(file, mine) });
      if (outcome !== 'again') return failure(inUse(folder, outcome));
    }
    return failure(inUse(folder, undefined));
  } catch (error) {
    return failure(diskFailure(error));
  }
}

/**
 * One try. A lock that nobody holds any more is never removed: between looking and removing it might have become
 * somebody's. Who takes it over makes its successor, a file named after it, which only one can make, and then moves that
 * into its place. Who dies halfway leaves a successor, which is taken over in the same way.
 */
function tryToLock(file: string, mine: LockRecord, here: Standpoint): 'locked' | 'again' | Entry {
  const trail = readTrail(file);
  const newest = trail.at(-1);
  if (newest === undefined) return create(file, mine) ? 'locked' : 'again';
  const isLive = newest.record === undefined ? isFresh(newest.file) : isHeld(newest.record, here);
  if (isLive) return newest;
  const successor = successorOf(file, newest.id);
  if (!create(successor, mine)) return 'again';
  try {
    // The lock may have been taken over and its successors cleared away since it was looked at.
    if (readEntry(file)?.id !== trail[0]?.id) return 'again';
    renameSync(successor, file);
  } finally {
    rmSync(successor, { force: true });
  }
  for (const { file: passed } of trail.slice(1)) rmSync(passed, { force: true });
  return 'locked';
}

function readTrail(file: string): Entry[] {
  const trail: Entry[] = [];
  for (let at = file; ; ) {
    const entry = readEntry(at);
    if (entry === null) return trail;
    trail.push(entry);
    at = successorOf(file, entry.id);
  }
}

function readEntry(file: string): Entry | null {
  const inode = statSync(file, { throwIfNoEntry: false })?.ino;
  const record = readRecord(file);
  if (record === null || inode === undefined) return null;
  return { file, id: record?.id ?? `unreadable-${inode}`, record };
}

function successorOf(file: string, id: string): string {
  return `${file}.after-${id}`;
}

/** Whether a file was written a moment ago; one that is gone meanwhile is as good as fresh, because it is looked at again. */
function isFresh(file: string): boolean {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat === undefined || Math.abs(Date.now() - stat.mtimeMs) < writingMs;
}

/** Makes a file with a record in it, at once and only if there is none. */
function create(file: string, record: LockRecord): boolean {
  const scratch = `${file}.${record.id}.part`;
  try {
    writeFileSync(scratch, JSON.stringify(record), { flag: 'wx' });
    try {
      linkSync(scratch, file);
    } catch (error) {
      if (hasCode(error, 'EEXIST')) return false;
      // A disk without hard links (exFAT) has the file empty for a moment.
      writeFileSync(file, JSON.stringify(record), { flag: 'wx' });
    }
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    rmSync(scratch, { force: true });
  }
}

function release(file: string, mine: LockRecord): void {
  try {
    if (readRecord(file)?.id === mine.id) rmSync(file, { force: true });
  } catch {
    // A lock that cannot be removed is stale as soon as this process has ended.
  }
}

function inUse(folder: string, holder: Entry | undefined) {
  const record = holder?.record;
  const details = { holder: record?.pid ?? null };
  if (record === undefined) return appError('store_unavailable', messages.beingTaken(folder), details);
  return appError('store_unavailable', messages.held(folder, record.what, record.pid), details);
}
