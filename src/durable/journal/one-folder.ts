import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { syncFolder } from '../files';

/**
 * Makes a folder if only it is missing, and flushes its name. Where its parent is missing too, the disk is not there,
 * and a new tree of folders would hide that: then this throws like the disk.
 */
export async function makeOneFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return;
    throw error;
  }
  await syncFolder(path.dirname(folder));
}
