import { lstatSync, readdirSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import path from 'node:path';
import { isRunning } from './process-identity';

/** Chromium's mark that a process has a folder open: a link that leads nowhere and is named HOST-PID, and two more beside it. */
const lockName = 'SingletonLock';
const companionNames = ['SingletonSocket', 'SingletonCookie'] as const;

/** Every Chromium that is up holds files of this name: the locks of its databases. */
const databaseLockName = 'LOCK';

/**
 * Takes away Chromium's lock where it came along with a copied or unpacked folder: Chromium would believe that the folder
 * is open, and refuse it for as long as the original is open, or for ever. It is removed only where no process of this
 * machine can hold it; else it is `kept`, and Chromium decides. Answers `none` where there is no lock.
 */
export function clearForeignSingletonLock(userData: string): 'none' | 'kept' | 'cleared' {
  const lock = path.join(userData, lockName);
  try {
    const entry = lstatSync(lock, { throwIfNoEntry: false });
    if (entry === undefined) return 'none';
    // Chromium makes a link. A file is what an archive or a file service made of one.
    const isForeign = entry.isSymbolicLink() ? isLeft(readlinkSync(lock), userData) : entry.isFile();
    if (!isForeign) return 'kept';
    for (const name of [...companionNames, lockName]) rmSync(path.join(userData, name), { force: true });
    return 'cleared';
  } catch {
    // What cannot be read or removed, Chromium will name.
    return 'kept';
  }
}

/** Whether the process that a lock names has ended, or has another folder open and not this one. */
function isLeft(target: string, userData: string): boolean {
  const pid = Number(target.slice(target.lastIndexOf('-') + 1));
  if (!Number.isSafeInteger(pid) || pid <= 0 || !isRunning(pid)) return true;
  const files = openFilesOf(pid);
  const own = path.join(realpathSync(userData), path.sep);
  // A process that is only just starting holds no database yet, and may be about to open this one.
  return (
    files.some((file) => path.basename(file) === databaseLockName) &&
    !files.some((file) => file.startsWith(own))
  );
}

/** What a process has open; nothing where the system does not say. */
function openFilesOf(pid: number): readonly string[] {
  const folder = `/proc/${pid}/fd`;
  try {
    return readdirSync(folder).flatMap((name) => linkIn(path.join(folder, name)));
  } catch {
    return [];
  }
}

/** Files are closed while one looks. */
function linkIn(place: string): readonly string[] {
  try {
    return [readlinkSync(place)];
  } catch {
    return [];
  }
}
