import { createHash, type Hash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { deflateRaw } from 'node:zlib';
import { assert } from '../../domain/assert';
import { deflatedFlag, encodeFrameStart, encodeHeader, footerType, longestPayload } from './format';
import type { FrameSeal } from './frame-seal';

/** Runs beside the main thread; as fast as it can be, because files are written often and kept for days only. */
const deflate = promisify<Uint8Array, { level: number }, Buffer>(deflateRaw);
const fastest = { level: 1 };

/** A payload that becomes no shorter than this part of itself is kept as it is: it would only cost time to unpack. */
const worthwhile = 0.95;

/** Payloads shorter than this gain nothing from being deflated. */
const shortestToDeflate = 128;

/** How many frames are kept as they are after one that packing made no shorter: pictures and archives are all alike. */
const keptAfterFailure = 15;

/** How many bytes are gathered before they go to the disk in one call. */
const gatherLimit = 1 << 18;

/**
 * Writes one file of frames, from its header to its footer. Everything throws what the file system throws; the caller
 * removes what was begun. The file counts only after `finish`.
 */
export class RecordFileWriter {
  readonly #handle: FileHandle;
  readonly #hash: Hash = createHash('sha256');
  #seal: FrameSeal | null = null;
  #gathered: Uint8Array[] = [];
  #gatheredLength = 0;
  #frames = 0;
  #keptAsIs = 0;
  #length = 0;

  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  /**
   * Begins a file; one that is there is emptied. Whoever asks for sealed frames makes the seal from the SHA-256 of the
   * header, which binds the frames to it.
   */
  static async create(
    file: string,
    header: unknown,
    makeSeal: ((headerHash: Uint8Array) => FrameSeal) | null,
  ): Promise<RecordFileWriter> {
    const writer = new RecordFileWriter(await open(file, 'w'));
    const bytes = encodeHeader(JSON.stringify(header));
    writer.#seal = makeSeal?.(createHash('sha256').update(bytes).digest()) ?? null;
    writer.#gather(bytes);
    return writer;
  }

  /** How long the file is so far, in bytes. */
  get length(): number {
    return this.#length;
  }

  /** Adds a frame. Longer payloads than `longestPayload` are a bug: the caller cuts them. */
  async write(type: number, payload: Uint8Array): Promise<void> {
    assert(payload.length <= longestPayload, 'A payload is too long for a frame.');
    const packed = await this.#pack(payload);
    const flagged = packed === null ? type : type | deflatedFlag;
    const body = packed ?? payload;
    const stored = this.#seal?.close(this.#frames, flagged, body) ?? body;
    this.#gather(encodeFrameStart(flagged, stored));
    this.#gather(stored);
    this.#frames += 1;
    if (this.#gatheredLength >= gatherLimit) await this.#flush();
  }

  /** Adds the footer, with what the caller wants to tell in it, and resolves when all of it is on the disk. */
  async finish(about: unknown): Promise<void> {
    const start = this.#length;
    const footer = { about, frames: this.#frames, length: start, sha256: this.#hash.copy().digest('hex') };
    await this.write(footerType, Buffer.from(JSON.stringify(footer)));
    const trailer = Buffer.alloc(4);
    trailer.writeUInt32LE(this.#length - start);
    this.#gather(trailer);
    await this.#flush();
    await this.#handle.sync();
  }

  /** Lets go of the file. */
  async close(): Promise<void> {
    await this.#handle.close();
  }

  async #pack(payload: Uint8Array): Promise<Buffer | null> {
    if (payload.length < shortestToDeflate) return null;
    if (this.#keptAsIs > 0) {
      this.#keptAsIs -= 1;
      return null;
    }
    const packed = await deflate(payload, fastest);
    if (packed.length < payload.length * worthwhile) return packed;
    this.#keptAsIs = keptAfterFailure;
    return null;
  }

  #gather(bytes: Uint8Array): void {
    this.#hash.update(bytes);
    this.#gathered.push(bytes);
    this.#gatheredLength += bytes.length;
    this.#length += bytes.length;
  }

  async #flush(): Promise<void> {
    const bytes = Buffer.concat(this.#gathered);
    this.#gathered = [];
    this.#gatheredLength = 0;
    await this.#handle.writeFile(bytes);
  }
}
