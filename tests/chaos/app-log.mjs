import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';

/** The log of an app, read piece by piece. */
export class AppLog {
  #file;
  #read = 0;

  /** @param {string} file */
  constructor(file) {
    this.#file = file;
  }

  /** The lines since the last time. */
  newLines() {
    if (!existsSync(this.#file)) return [];
    const handle = openSync(this.#file, 'r');
    try {
      const { size } = fstatSync(handle);
      // A long log is put aside at a start.
      if (size < this.#read) this.#read = 0;
      const bytes = Buffer.alloc(size - this.#read);
      readSync(handle, bytes, 0, bytes.length, this.#read);
      this.#read = size;
      return bytes.toString('utf8').split('\n');
    } finally {
      closeSync(handle);
    }
  }
}
