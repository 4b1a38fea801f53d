import { createHash, type Hash } from 'node:crypto';
import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';
import { z } from 'zod';
import { assert } from '../../domain/assert';
import { DamagedFile } from './damaged-file';
import { FileBytes } from './file-bytes';
import {
  deflatedFlag,
  footerType,
  formatVersion,
  frameChecksum,
  frameStart,
  headerChecksum,
  headerStart,
  longestHeader,
  longestPayload,
  longestStoredPayload,
  magic,
  trailerLength,
} from './format';
import type { FrameSeal } from './frame-seal';

const inflate = promisify<Uint8Array, { maxOutputLength: number }, Buffer>(inflateRaw);

/** A frame as it was written, and where in the file it stands. */
export type Frame = Readonly<{ type: number; payload: Buffer; position: number }>;

type StoredFrame = Readonly<{ start: Buffer; stored: Buffer; type: number; position: number }>;

const Footer = z.object({
  about: z.record(z.string(), z.unknown()),
  frames: z.int().nonnegative(),
  length: z.int().nonnegative(),
  sha256: z.string(),
});

type Footer = Readonly<z.infer<typeof Footer>>;

/**
 * Reads one file of frames. What does not check is thrown as `DamagedFile`; what the file system throws goes through.
 */
export class RecordFileReader {
  /** The JSON of the header; its checksum is right, its content is the caller's to check. */
  readonly header: unknown;
  /** SHA-256 of the header's bytes, which the seal of the frames needs. */
  readonly headerHash: Uint8Array;
  readonly file: string;
  readonly #bytes: FileBytes;
  readonly #hash: Hash;
  #about: Footer['about'] | null = null;

  private constructor(file: string, bytes: FileBytes, header: Buffer) {
    this.file = file;
    this.#bytes = bytes;
    this.#hash = createHash('sha256').update(header);
    this.headerHash = this.#hash.copy().digest();
    this.header = parseJson(file, 0, header.subarray(headerStart));
  }

  /** Opens a file and checks its header. */
  static async open(file: string): Promise<RecordFileReader> {
    const bytes = await FileBytes.open(file);
    try {
      return new RecordFileReader(file, bytes, await readHeader(file, bytes));
    } catch (error) {
      await bytes.close();
      throw error;
    }
  }

  /** How long the file is, in bytes. */
  get size(): number {
    return this.#bytes.size;
  }

  /** How much of the file was read, in bytes. */
  get position(): number {
    return this.#bytes.position;
  }

  /** Lets go of the file. */
  async close(): Promise<void> {
    await this.#bytes.close();
  }

  /**
   * Every frame in order, each checked by itself. When it ends, the whole file was checked: the frames are all there,
   * nothing stands behind them, and `about` is known. Frames that came before are to be trusted only then.
   */
  async *frames(seal: FrameSeal | null): AsyncGenerator<Frame, void, void> {
    for (let index = 0; ; index += 1) {
      const frame = await this.#storedFrame();
      const { position } = frame;
      const payload = await unpack(this.file, frame, index, seal);
      if (isFooter(frame.type)) {
        const footer = readFooter(this.file, position, payload);
        this.#checkWhole(footer, index, frame);
        await this.#checkEnd(frame);
        this.#about = footer.about;
        return;
      }
      this.#hash.update(frame.start).update(frame.stored);
      yield { type: frame.type & ~deflatedFlag, payload, position };
    }
  }

  /**
   * What the writer told in the footer of an unsealed file, without reading the frames: the file is complete and its
   * ends are sound, but nothing is known of what lies between.
   */
  async readAbout(): Promise<unknown> {
    const size = this.size;
    const trailer = await this.#bytes.readAt(Math.max(0, size - trailerLength), trailerLength);
    const length = trailer.length === trailerLength ? trailer.readUInt32LE() : 0;
    const position = size - trailerLength - length;
    const isPossible = length > frameStart && length <= frameStart + longestStoredPayload && position > 0;
    if (!isPossible) throw new DamagedFile(this.file, size, 'no footer');
    const bytes = await this.#bytes.readAt(position, length);
    const frame = { ...splitFrame(bytes), position };
    const isSound =
      isFooter(frame.type) && checksumOf(frame.start) === frameChecksum(frame.start, frame.stored);
    if (!isSound) throw new DamagedFile(this.file, position, 'no footer');
    const footer = readFooter(this.file, position, await unpack(this.file, frame, 0, null));
    if (footer.length !== position) throw new DamagedFile(this.file, position, 'another length');
    return footer.about;
  }

  /** What the writer told in the footer; only after the last of `frames`. */
  get about(): unknown {
    assert(this.#about !== null, 'The file was not read to its end.');
    return this.#about;
  }

  async #storedFrame(): Promise<StoredFrame> {
    const { position } = this.#bytes;
    const start = await this.#bytes.read(frameStart);
    if (start.length < frameStart) throw new DamagedFile(this.file, position, 'cut short');
    const length = start.readUInt32LE(0);
    if (length > longestStoredPayload) throw new DamagedFile(this.file, position, 'a frame too long');
    const stored = await this.#bytes.read(length);
    if (stored.length < length) throw new DamagedFile(this.file, position, 'cut short');
    if (checksumOf(start) !== frameChecksum(start, stored))
      throw new DamagedFile(this.file, position, 'another checksum');
    return { start, stored, type: start.readUInt8(8), position };
  }

  #checkWhole(footer: Footer, frames: number, { position }: StoredFrame): void {
    const isWhole =
      footer.frames === frames &&
      footer.length === position &&
      footer.sha256 === this.#hash.copy().digest('hex');
    if (!isWhole) throw new DamagedFile(this.file, position, 'another content than was written');
  }

  async #checkEnd({ stored, position }: StoredFrame): Promise<void> {
    const rest = await this.#bytes.read(trailerLength + 1);
    const isEnd = rest.length === trailerLength && rest.readUInt32LE() === frameStart + stored.length;
    if (!isEnd) throw new DamagedFile(this.file, position, 'another end');
  }
}

function isFooter(type: number): boolean {
  return (type & ~deflatedFlag) === footerType;
}

function splitFrame(bytes: Buffer): Omit<StoredFrame, 'position'> {
  const start = bytes.subarray(0, frameStart);
  return { start, stored: bytes.subarray(frameStart), type: start.readUInt8(8) };
}

function checksumOf(start: Buffer): number {
  return start.readUInt32LE(4);
}

async function readHeader(file: string, bytes: FileBytes): Promise<Buffer> {
  const start = await bytes.read(headerStart);
  if (start.length < magic.length || !start.subarray(0, magic.length).equals(magic))
    throw new DamagedFile(file, 0, 'another beginning', 'foreign');
  if (start.length < headerStart) throw new DamagedFile(file, 0, 'a header cut short');
  const length = start.readUInt32LE(magic.length + 4);
  if (length > longestHeader) throw new DamagedFile(file, 0, 'a header too long');
  const header = Buffer.concat([start, await bytes.read(length)]);
  if (header.length < headerStart + length) throw new DamagedFile(file, 0, 'a header cut short');
  if (start.readUInt32LE(magic.length + 8) !== headerChecksum(header))
    throw new DamagedFile(file, 0, 'another checksum of the header');
  if (start.readUInt32LE(magic.length) !== formatVersion)
    throw new DamagedFile(file, 0, 'another version of the format', 'newer');
  return header;
}

async function unpack(
  file: string,
  { type, stored, position }: StoredFrame,
  index: number,
  seal: FrameSeal | null,
): Promise<Buffer> {
  const body = seal === null ? stored : seal.open(index, type, stored);
  if (body === null) throw new DamagedFile(file, position, 'a broken seal');
  if ((type & deflatedFlag) === 0) return body;
  try {
    return await inflate(body, { maxOutputLength: longestPayload });
  } catch {
    // Too much to hold, or no deflated bytes: a frame that no writer of ours made.
    throw new DamagedFile(file, position, 'a frame that cannot be unpacked');
  }
}

function readFooter(file: string, position: number, payload: Buffer): Footer {
  const footer = Footer.safeParse(parseJson(file, position, payload));
  if (!footer.success) throw new DamagedFile(file, position, 'no footer');
  return footer.data;
}

function parseJson(file: string, position: number, bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch {
    throw new DamagedFile(file, position, 'no JSON');
  }
}
