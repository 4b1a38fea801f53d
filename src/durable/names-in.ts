import { readdir } from 'node:fs/promises';
import { hasCode } from './system-code';

/** The names of what lies in a folder; one that is not there holds nothing. Throws what else the file system throws. */
export async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  }
}
