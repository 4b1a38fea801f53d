import { copyFile, mkdir, readdir, rename } from 'node:fs/promises';
import path from 'node:path';

/** The folder, of a desk or of an export, that holds the files which imported tickets came from. */
const sources = 'sources';

/**
 * Copies the kept source files from a desk to an export, or back; files that are there already are left alone, since
 * their name is the hash of what they hold. Answers the names that are there now.
 */
export async function copySources(from: string, to: string): Promise<string[]> {
  const names = await readdir(path.join(from, sources)).catch(() => []);
  if (names.length === 0) return [];
  const folder = path.join(to, sources);
  await mkdir(folder, { recursive: true });
  const present = new Set(await readdir(folder));
  for (const name of names.filter((candidate) => !present.has(candidate))) {
    const temporary = path.join(folder, `${name}.part`);
    await copyFile(path.join(from, sources, name), temporary);
    await rename(temporary, path.join(folder, name));
  }
  return names.map((name) => `${sources}/${name}`);
}
