import type { FileHandle } from 'node:fs/promises';
import { crc32c } from '../crc32c';
import { readFully } from './whole-calls';

/** One entry of the journal: its place in the order, and bytes that mean nothing here. */
export type JournalRecord = Readonly<{ seq: number; bytes: Uint8Array }>;

/** A record and where it lies in its file; the bytes are a view that holds only until the next frames are read. */
export type Frame = Readonly<{ at: number; end: number; record: JournalRecord }>;

/*
 * A frame is: length of the payload (u32), CRC-32C over all that follows it (u32), seq (u64), payload; little-endian.
 */
const lengthAt = 0;
const crcAt = 4;
const seqAt = 8;
const headBytes = 16;

/** No record is nearly as large; a longer length field is damage, and believing it would take all memory. */
export const largestRecordBytes = 256 * 1024 * 1024;

/** How much is read at once: memory stays bounded by this and by the largest record. */
const chunkBytes = 256 * 1024;

/** How many bytes a record takes in a file. */
export function frameBytes(record: JournalRecord): number {
  return headBytes + record.bytes.length;
}

/** The bytes of records, one frame behind the other. */
export function encodeFrames(records: readonly JournalRecord[]): Buffer {
  const buffer = Buffer.allocUnsafe(records.reduce((total, record) => total + frameBytes(record), 0));
  let at = 0;
  for (const record of records) {
    const end = at + frameBytes(record);
    buffer.writeUInt32LE(record.bytes.length, at + lengthAt);
    buffer.writeBigUInt64LE(BigInt(record.seq), at + seqAt);
    buffer.set(record.bytes, at + headBytes);
    buffer.writeUInt32LE(crc32c(buffer.subarray(at + seqAt, end)), at + crcAt);
    at = end;
  }
  return buffer;
}

/**
 * Reads the frames between two positions of a file, several at once. It ends before the first that is cut short or
 * does not check: what lies behind the last frame handed out is not to be trusted. Throws what the disk throws.
 */
export async function* readFrames(
  handle: FileHandle,
  from: number,
  to: number,
): AsyncGenerator<readonly Frame[], void> {
  let chunk = Buffer.allocUnsafeSlow(chunkBytes);
  let at = from;
  let wanted = chunkBytes;
  while (at < to) {
    if (wanted > chunk.length) chunk = Buffer.allocUnsafeSlow(wanted);
    const asked = Math.min(wanted, to - at);
    const read = await readFully(handle, chunk.subarray(0, asked), at);
    const { frames, rest, needed } = parseFrames(chunk.subarray(0, read), at);
    if (frames.length > 0) yield frames;
    at = rest;
    if (read < asked || needed === null || needed > to - at) return;
    wanted = Math.max(chunkBytes, needed);
  }
}

type Parsed = {
  readonly frames: readonly Frame[];
  /** Where the first byte lies that belongs to no whole frame. */
  readonly rest: number;
  /** How many bytes the frame there needs at least, or null when it cannot be one. */
  readonly needed: number | null;
};

function parseFrames(chunk: Buffer, chunkAt: number): Parsed {
  const frames: Frame[] = [];
  let offset = 0;
  const parsed = (needed: number | null): Parsed => ({ frames, rest: chunkAt + offset, needed });
  while (offset + headBytes <= chunk.length) {
    const length = chunk.readUInt32LE(offset + lengthAt);
    if (length > largestRecordBytes) return parsed(null);
    const end = offset + headBytes + length;
    if (end > chunk.length) return parsed(headBytes + length);
    const isWhole = crc32c(chunk.subarray(offset + seqAt, end)) === chunk.readUInt32LE(offset + crcAt);
    if (!isWhole) return parsed(null);
    const record = { seq: seqIn(chunk, offset), bytes: chunk.subarray(offset + headBytes, end) };
    frames.push({ at: chunkAt + offset, end: chunkAt + end, record });
    offset = end;
  }
  return parsed(headBytes);
}

/** Two halves, because a BigInt for each byte looked at is slow. */
function seqIn(chunk: Buffer, offset: number): number {
  return chunk.readUInt32LE(offset + seqAt + 4) * 2 ** 32 + chunk.readUInt32LE(offset + seqAt);
}

/**
 * Whether a whole record with a seq of at least `seq` begins anywhere between two positions. A write that a crash cut
 * short has none behind it; damage in the middle does.
 */
export async function hasRecordBetween(
  handle: FileHandle,
  from: number,
  to: number,
  seq: number,
): Promise<boolean> {
  const highest = seq + (to - from) / headBytes;
  const chunk = Buffer.allocUnsafeSlow(chunkBytes);
  for (let at = from; at + headBytes <= to; at += chunkBytes - headBytes + 1) {
    const read = await readFully(handle, chunk.subarray(0, Math.min(chunkBytes, to - at)), at);
    for (let offset = 0; offset + headBytes <= read; offset += 1) {
      const found = seqIn(chunk, offset);
      if (found < seq || found > highest) continue;
      if (await beginsFrame(handle, at + offset, to)) return true;
    }
  }
  return false;
}

async function beginsFrame(handle: FileHandle, at: number, to: number): Promise<boolean> {
  for await (const frames of readFrames(handle, at, to)) return frames.length > 0;
  return false;
}
