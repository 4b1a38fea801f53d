import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { reach } from './fail-points';

/**
 * Makes a file appear whole or not at all, and survive a power cut once this resolves: written beside its place,
 * flushed, moved there, and the folder flushed. Throws what the file system throws; then the old file is still there.
 */
export async function writeWhole(file: string, bytes: Uint8Array | string): Promise<void> {
  const temporary = `${file}.part`;
  try {
    const handle = await open(temporary, 'w');
    try {
      reach('file.opened');
      await handle.writeFile(bytes);
      reach('file.written');
      await handle.sync();
    } finally {
      await handle.close();
    }
    reach('file.synced');
    await rename(temporary, file);
    reach('file.renamed');
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
  await syncFolder(path.dirname(file));
}

/** Flushes the names in a folder, so that a file made, moved or removed there stays so. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows cannot flush a folder; a rename is durable there by itself.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
