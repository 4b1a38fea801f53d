import { open, type FileHandle } from 'node:fs/promises';

/** How much is asked of the disk at once, in bytes. */
const readAhead = 1 << 18;

/** Reads a file from its beginning in pieces of any length, with few calls. */
export class FileBytes {
  readonly size: number;
  readonly #handle: FileHandle;
  #ahead: Buffer = Buffer.alloc(0);
  #position = 0;

  private constructor(handle: FileHandle, size: number) {
    this.#handle = handle;
    this.size = size;
  }

  /** Opens a file; throws what the file system throws. */
  static async open(file: string): Promise<FileBytes> {
    const handle = await open(file, 'r');
    try {
      return new FileBytes(handle, (await handle.stat()).size);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** How many bytes were handed out. */
  get position(): number {
    return this.#position;
  }

  /** The next bytes; fewer than wanted where the file ends. */
  async read(length: number): Promise<Buffer> {
    const missing = length - this.#ahead.length;
    if (missing > 0) {
      const from = this.#position + this.#ahead.length;
      const more = await this.readAt(from, Math.max(missing, Math.min(readAhead, this.size - from)));
      this.#ahead = this.#ahead.length === 0 ? more : Buffer.concat([this.#ahead, more]);
    }
    const bytes = this.#ahead.subarray(0, length);
    this.#ahead = this.#ahead.subarray(bytes.length);
    this.#position += bytes.length;
    return bytes;
  }

  /** Bytes anywhere in the file; fewer than wanted where it ends. Does not move the position. */
  async readAt(from: number, length: number): Promise<Buffer> {
    const buffer = Buffer.allocUnsafe(length);
    let filled = 0;
    while (filled < length) {
      const { bytesRead } = await this.#handle.read(buffer, filled, length - filled, from + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return buffer.subarray(0, filled);
  }

  /** Lets go of the file. */
  async close(): Promise<void> {
    await this.#handle.close();
  }
}
