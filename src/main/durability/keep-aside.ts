import { cp, mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { DataFolder } from '../data-folder';
import { errorFacts, type Logger } from '../logger';

const kept = 2;

/** Copies a database that is about to be made anew into quarantine, because a person may know better than the plan. */
export async function keepAside(folder: DataFolder, now: number, log: Logger): Promise<void> {
  const aside = path.join(folder.quarantine, 'databases');
  try {
    await mkdir(aside, { recursive: true });
    const name = new Date(now).toISOString().replaceAll(':', '-');
    await cp(folder.storeData, path.join(aside, name), { recursive: true });
    const older = (await readdir(aside)).toSorted().slice(0, -kept);
    for (const one of older) await rm(path.join(aside, one), { recursive: true, force: true });
  } catch (error) {
    // The rebuild does not depend on it.
    log.warn('nothing kept aside', errorFacts(error));
  }
}
