import { open, readdir, rename, stat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { reach } from '../fail-points';
import { syncFolder } from '../files';
import { makeOneFolder } from './one-folder';
import { readFully } from './whole-calls';

/**
 * What opening had to cut off: a tail torn by a crash, or damage in the middle (then everything behind it in the
 * journal is cut as well). `quarantine` is the file that keeps it.
 */
export type JournalRepair = Readonly<{
  kind: 'torn' | 'damaged';
  file: string;
  atByte: number;
  bytes: number;
  quarantine: string;
}>;

const copyBytes = 256 * 1024;

/** Takes a whole file out of the journal and keeps it. Throws what the disk throws. */
export async function quarantineFile(file: string): Promise<{ bytes: number; quarantine: string }> {
  const { size: bytes } = await stat(file);
  const quarantine = await freePlace(file, 0);
  await rename(file, quarantine);
  // The copy must be there before the original is not, whichever folder the disk happens to flush first.
  await syncFolder(path.dirname(quarantine));
  await syncFolder(path.dirname(file));
  return { bytes, quarantine };
}

/** Cuts a file off at a position, once what is cut is kept. Throws what the disk throws; then nothing is cut. */
export async function quarantineTail(
  file: string,
  atByte: number,
): Promise<{ bytes: number; quarantine: string }> {
  const quarantine = await freePlace(file, atByte);
  const handle = await open(file, 'r+');
  try {
    const bytes = await copyTail(handle, atByte, quarantine);
    await syncFolder(path.dirname(quarantine));
    reach('journal.quarantined');
    await handle.truncate(atByte);
    await handle.datasync();
    return { bytes, quarantine };
  } finally {
    await handle.close();
  }
}

async function copyTail(handle: FileHandle, from: number, target: string): Promise<number> {
  const kept = await open(target, 'wx');
  try {
    const buffer = Buffer.allocUnsafe(copyBytes);
    let at = from;
    for (;;) {
      const read = await readFully(handle, buffer, at);
      if (read === 0) break;
      await kept.writeFile(buffer.subarray(0, read));
      at += read;
    }
    await kept.sync();
    return at - from;
  } finally {
    await kept.close();
  }
}

/** A name in the quarantine that nothing has: the same segment may be cut at the same place more than once. */
async function freePlace(file: string, atByte: number): Promise<string> {
  const folder = path.join(path.dirname(file), 'quarantine');
  await makeOneFolder(folder);
  const taken = new Set(await readdir(folder));
  const base = `${path.basename(file)}@${atByte}`;
  let name = base;
  for (let copy = 2; taken.has(name); copy += 1) name = `${base}-${copy}`;
  return path.join(folder, name);
}
