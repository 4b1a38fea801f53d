import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { emptyFolder } from '../../build/folder';

/** The folder of the store's database, as Chromium names it, below a profile. */
export const storeDatabase = 'Partitions/store/IndexedDB/desk_store_0.indexeddb.leveldb';

/** A profile on disk with the files given by their names below it, and a folder for originals beside it. */
export type Profile = Readonly<{
  folder: string;
  quarantine: string;
  write: (name: string, bytes: Uint8Array | string) => Promise<void>;
  read: (name: string) => Promise<Buffer>;
}>;

export async function makeProfile(): Promise<Profile> {
  const root = await emptyFolder();
  const folder = path.join(root, 'profile');
  await mkdir(folder);
  return {
    folder,
    quarantine: path.join(root, 'quarantine'),
    async write(name, bytes) {
      const file = path.join(folder, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, bytes);
    },
    read: (name) => readFile(path.join(folder, name)),
  };
}
