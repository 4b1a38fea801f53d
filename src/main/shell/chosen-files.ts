import { randomUUID } from 'node:crypto';

/** Remembers the files that a person chose, so that a page can name one without ever naming a path. */
export class ChosenFiles {
  readonly #paths = new Map<string, string>();

  /** Makes a handle for a file that the person has just chosen. */
  remember(path: string): string {
    const handle = randomUUID();
    this.#paths.set(handle, path);
    return handle;
  }

  /** The file behind a handle, or undefined for a handle that main did not make. */
  pathOf(handle: string): string | undefined {
    return this.#paths.get(handle);
  }
}
