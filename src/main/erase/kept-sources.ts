import { rm } from 'node:fs/promises';
import path from 'node:path';
import { diskFailure } from '../../durable/disk-failure';
import { syncFolder } from '../../durable/files';
import { namesIn } from '../../durable/names-in';
import { failure, ok, type Result } from '../../domain/result';

/** The kept import files of a data folder whose hash begins with one of these, without the notes beside them. */
export async function keptSources(dataFolder: string, hashes: readonly string[]): Promise<Result<string[]>> {
  try {
    const names = await namesIn(sourcesIn(dataFolder));
    return ok(names.filter((name) => !name.includes('.') && hashes.some((hash) => name.startsWith(hash))));
  } catch (error) {
    return failure(diskFailure(error));
  }
}

/** Removes kept import files, with the notes of how they are read. */
export async function removeSources(dataFolder: string, names: readonly string[]): Promise<Result<null>> {
  const folder = sourcesIn(dataFolder);
  try {
    for (const name of names) {
      await rm(path.join(folder, name), { force: true });
      await rm(path.join(folder, `${name}.json`), { force: true });
    }
    if (names.length > 0) await syncFolder(folder);
    return ok(null);
  } catch (error) {
    return failure(diskFailure(error));
  }
}

function sourcesIn(dataFolder: string): string {
  return path.join(dataFolder, 'sources');
}
