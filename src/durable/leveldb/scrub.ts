import { open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { reach } from '../fail-points';
import { writeWhole } from '../files';
import { type DatabaseFile, databaseFiles, databaseFolders } from './database-files';
import { type Cut, mend } from './mend';
import { keepOriginal, prune, quarantineFolder } from './quarantine';

/** One cut; `file` is relative to the profile, `quarantine` is the whole path of the original. */
type ScrubRepair = Cut & Readonly<{ file: string; quarantine: string }>;

/** A file that was left as it is: `damaged` where a cut would not help, or the code of the file system. */
type ScrubFailure = Readonly<{ file: string; code: string }>;

export type ScrubReport = Readonly<{
  folders: number;
  files: number;
  repairs: readonly ScrubRepair[];
  failures: readonly ScrubFailure[];
}>;

type Scrub = {
  readonly profile: string;
  readonly originals: string;
  readonly repairs: ScrubRepair[];
  readonly failures: ScrubFailure[];
};

/**
 * Cuts torn and damaged records out of the logs of every LevelDB database of a profile, before Chromium opens it: behind
 * a torn record LevelDB would write on, and at the start after that judge the whole database corrupt and delete it.
 * The originals are kept under `quarantine`. What could not be read or put right is in the report and does not keep this
 * from resolving. The profile must not be open.
 */
export async function scrubProfile(profile: string, quarantine: string): Promise<ScrubReport> {
  const scrub: Scrub = {
    profile,
    originals: quarantineFolder(quarantine, new Date()),
    repairs: [],
    failures: [],
  };
  const folders = (await attempt(scrub, '.', () => databaseFolders(profile))) ?? [];
  let files = 0;
  for (const folder of folders) {
    const found = (await attempt(scrub, folder, () => databaseFiles(profile, folder))) ?? [];
    files += found.length;
    for (const file of found) await attempt(scrub, file.name, () => scrubFile(scrub, file));
  }
  if (scrub.repairs.length > 0) await attempt(scrub, quarantine, () => prune(quarantine));
  return { folders: folders.length, files, repairs: scrub.repairs, failures: scrub.failures };
}

async function attempt<T>(scrub: Scrub, file: string, act: () => Promise<T>): Promise<T | undefined> {
  try {
    return await act();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    if (code === undefined) throw error;
    scrub.failures.push({ file, code });
    return undefined;
  }
}

async function scrubFile(scrub: Scrub, { name, kind }: DatabaseFile): Promise<void> {
  const file = path.join(scrub.profile, name);
  const bytes = await readFile(file);
  const mending = mend(bytes, kind);
  if (mending === undefined) {
    scrub.failures.push({ file: name, code: 'damaged' });
    return;
  }
  if (mending.cuts.length === 0) return;
  const quarantine = await keepOriginal(file, scrub.originals, name);
  reach('scrub.kept');
  if (mending.behind.length === 0) await truncate(file, mending.keep);
  else await writeWhole(file, Buffer.concat([bytes.subarray(0, mending.keep), mending.behind]));
  scrub.repairs.push(...mending.cuts.map((cut) => ({ file: name, ...cut, quarantine })));
}

async function truncate(file: string, length: number): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.truncate(length);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
