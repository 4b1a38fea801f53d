import { open, type FileHandle } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { crc32, createInflateRaw } from 'node:zlib';
import { appError, type AppError } from '../../domain/errors';
import { failure, ok, type Result } from '../../domain/result';
import { sourceMessages as messages } from './source.messages';

/** A file in a zip, as its directory lists it. */
export type ZipEntry = {
  readonly name: string;
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly checksum: number;
  readonly packedSize: number;
  readonly size: number;
  readonly offset: number;
};

/** What an entry may unpack to: no honest table is larger, or packs better. */
export type ZipLimits = {
  readonly mostBytes: number;
  readonly mostRatio: number;
  readonly freeBytes: number;
};

/** The limits in use. Below `freeBytes` the ratio does not matter: a table of equal rows packs very well. */
const zipLimits: ZipLimits = { mostBytes: 4_000_000_000, mostRatio: 250, freeBytes: 200_000_000 };

/** Thrown while unpacking, where a generator has no other way out; whoever opened the source turns it into a result. */
export class SourceError extends Error {
  readonly error: AppError;

  constructor(error: AppError) {
    super(error.message);
    this.error = error;
  }
}

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;
const endSize = 22;
const longestComment = 0xffff;
const stored = 0;
const deflated = 8;
const unknown32 = 0xffffffff;

/**
 * Lists a zip by its directory, which stands at the end: the streaming way would have to unpack everything before
 * it knows whether there is one data file or several.
 */
export async function readZipDirectory(path: string): Promise<Result<readonly ZipEntry[]>> {
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    const tail = await readAt(handle, Math.max(0, size - endSize - longestComment), size);
    const end = findEnd(tail);
    if (end === null) return damaged(path);
    const start = tail.readUInt32LE(end + 16);
    const length = tail.readUInt32LE(end + 12);
    if (start === unknown32 || start + length > size) return damaged(path);
    const entries = parseDirectory(await readAt(handle, start, start + length), tail.readUInt16LE(end + 10));
    return entries === null ? damaged(path) : ok(entries);
  } finally {
    await handle.close();
  }
}

/** Says why an entry is not unpacked, or null where it is. */
export function entryProblem(entry: ZipEntry, limits: ZipLimits = zipLimits): AppError | null {
  if (entry.isEncrypted) return appError('invalid_input', messages.zipEncrypted(entry.name));
  if (entry.method !== stored && entry.method !== deflated)
    return appError('invalid_input', messages.zipMethod(entry.name));
  const isSuspicious = entry.size > limits.freeBytes && entry.size > entry.packedSize * limits.mostRatio;
  return entry.size > limits.mostBytes || isSuspicious
    ? appError('invalid_input', messages.zipTooLarge(entry.name))
    : null;
}

/** Unpacks an entry as a stream. It throws a SourceError when the content is not what the directory says. */
export async function* unzipEntry(path: string, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  const start = await dataStart(path, entry);
  if (entry.packedSize === 0 && entry.size === 0) return;
  const packed = createReadStream(path, { start, end: start + entry.packedSize - 1, highWaterMark: 1 << 18 });
  const inflate = entry.method === stored ? null : createInflateRaw({ chunkSize: 1 << 18 });
  const bytes = inflate === null ? packed : packed.pipe(inflate);
  packed.once('error', (error) => inflate?.destroy(error));
  let size = 0;
  let checksum = 0;
  try {
    for await (const piece of bytes as AsyncIterable<Uint8Array>) {
      size += piece.length;
      checksum = crc32(piece, checksum);
      // More than the directory says is a bomb or damage; either way the rest is not worth reading.
      if (size > entry.size) throw entryDamaged(entry);
      yield piece;
    }
  } catch (error) {
    throw error instanceof SourceError ? error : entryDamaged(entry);
  } finally {
    packed.destroy();
  }
  if (size !== entry.size || checksum !== entry.checksum) throw entryDamaged(entry);
}

function entryDamaged({ name }: ZipEntry): SourceError {
  return new SourceError(appError('invalid_input', messages.zipEntryDamaged(name), { entry: name }));
}

function damaged(path: string): Result<never> {
  return failure(appError('invalid_input', messages.zipDamaged(path), { path }));
}

async function readAt(handle: FileHandle, start: number, end: number): Promise<Buffer> {
  const buffer = Buffer.alloc(end - start);
  const { bytesRead } = await handle.read(buffer, 0, buffer.length, start);
  return buffer.subarray(0, bytesRead);
}

function findEnd(tail: Buffer): number | null {
  for (let place = tail.length - endSize; place >= 0; place -= 1) {
    if (tail.readUInt32LE(place) === endSignature) return place;
  }
  return null;
}

function parseDirectory(directory: Buffer, count: number): readonly ZipEntry[] | null {
  const entries: ZipEntry[] = [];
  let place = 0;
  for (let index = 0; index < count; index += 1) {
    if (place + 46 > directory.length || directory.readUInt32LE(place) !== entrySignature) return null;
    const nameEnd = place + 46 + directory.readUInt16LE(place + 28);
    if (nameEnd > directory.length) return null;
    entries.push({
      name: directory.toString('utf8', place + 46, nameEnd),
      method: directory.readUInt16LE(place + 10),
      isEncrypted: (directory.readUInt16LE(place + 8) & 1) === 1,
      checksum: directory.readUInt32LE(place + 16),
      packedSize: directory.readUInt32LE(place + 20),
      size: directory.readUInt32LE(place + 24),
      offset: directory.readUInt32LE(place + 42),
    });
    place = nameEnd + directory.readUInt16LE(place + 30) + directory.readUInt16LE(place + 32);
  }
  return entries;
}

/** The data follows a local header, whose name and extra part may differ in length from the directory's. */
async function dataStart(path: string, entry: ZipEntry): Promise<number> {
  const handle = await open(path);
  try {
    const header = await readAt(handle, entry.offset, entry.offset + 30);
    if (header.length < 30 || header.readUInt32LE(0) !== localSignature) throw entryDamaged(entry);
    return entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  } finally {
    await handle.close();
  }
}
