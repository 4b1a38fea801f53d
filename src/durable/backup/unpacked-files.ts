import { mkdir, open, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { assert } from '../../domain/assert';
import { syncFolder } from '../files';
import { DamagedFile } from '../record-file/damaged-file';
import { hasCode } from '../system-code';

/** The files of a backup as they come out of it, below a folder that nobody else writes to. */
export class UnpackedFiles {
  readonly #backup: string;
  readonly #root: string;
  readonly #folders = new Set<string>();
  #open: FileHandle | null = null;

  constructor(backup: string, root: string) {
    this.#backup = backup;
    this.#root = root;
  }

  /** Begins a file; its path was checked to stay below the root. Twice the same one is a damaged backup. */
  async begin(relative: string, position: number): Promise<void> {
    const file = path.join(this.#root, ...relative.split('/'));
    try {
      await this.#makeFolder(path.dirname(file));
      this.#open = await open(file, 'wx');
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error;
      throw new DamagedFile(this.#backup, position, 'a file that is there twice');
    }
  }

  /** Adds to the file that was begun. */
  async add(piece: Uint8Array): Promise<void> {
    assert(this.#open !== null, 'No file was begun.');
    await this.#open.writeFile(piece);
  }

  /** Flushes the file that was begun. */
  async end(): Promise<void> {
    await this.#open?.sync();
    await this.close();
  }

  /** Flushes the names of all files. */
  async flush(): Promise<void> {
    for (const folder of this.#folders) await syncFolder(folder);
    await syncFolder(this.#root);
    await syncFolder(path.dirname(this.#root));
  }

  /** Lets go of a file that was begun. */
  async close(): Promise<void> {
    const handle = this.#open;
    this.#open = null;
    await handle?.close();
  }

  async #makeFolder(folder: string): Promise<void> {
    if (folder === this.#root || this.#folders.has(folder)) return;
    await this.#makeFolder(path.dirname(folder));
    await mkdir(folder);
    this.#folders.add(folder);
  }
}
