import { constants } from 'node:fs';
import { copyFile, mkdir, open, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { syncFolder } from '../files';

/** How many of the newest scrubs keep their originals; enough to look at, too little to fill a disk. */
const keptScrubs = 5;
/** A time as it names the folder of a scrub; others may keep things beside them. */
const scrubPattern = /^\d{4}-\d\d-\d\dT[\d.-]+Z$/;

/** Where one scrub puts the originals of what it changes; the folder is made with the first of them. */
export function quarantineFolder(quarantine: string, now: Date): string {
  // Windows allows no colon in a name, and the names must sort by time.
  return path.join(quarantine, now.toISOString().replaceAll(':', '-'));
}

/** Keeps a copy of a file under its relative name, flushed before this resolves. Throws what the file system throws. */
export async function keepOriginal(file: string, folder: string, name: string): Promise<string> {
  const copy = path.join(folder, name);
  await mkdir(path.dirname(copy), { recursive: true });
  await copyFile(file, copy, constants.COPYFILE_FICLONE);
  const handle = await open(copy, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
  await syncFolder(path.dirname(copy));
  return copy;
}

/** Removes the originals of all but the newest scrubs. */
export async function prune(quarantine: string): Promise<void> {
  const names = await readdir(quarantine);
  const scrubs = names
    .filter((name) => scrubPattern.test(name))
    .sort()
    .reverse();
  for (const old of scrubs.slice(keptScrubs)) {
    await rm(path.join(quarantine, old), { recursive: true, force: true });
  }
}
