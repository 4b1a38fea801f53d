import { crc32c } from '../crc32c';

/**
 * How LevelDB lays out its logs and manifests: blocks of 32 KiB, filled with frames. A frame is a checksum, a length, a
 * type and a payload; it never crosses a block. A record is one full frame, or a first, any number of middle and a last
 * one. Fewer than seven bytes at the end of a block are padding.
 */
const blockBytes = 32_768;
export const headerBytes = 7;
export const frameTypes = { full: 1, first: 2, middle: 3, last: 4 } as const;

const lengthAt = 4;
const typeAt = 6;
/** What LevelDB adds to a checksum, so that a checksum of bytes that hold checksums is not weak. */
const maskDelta = 0xa282ead8;

/** A complete record: where it lies in the file, and its payload in pieces. */
export type LogRecord = Readonly<{ start: number; end: number; pieces: readonly Uint8Array[] }>;

/** The checksum of a frame's type and payload, in the form in which LevelDB stores it. */
export function maskedChecksum(typeAndPayload: Uint8Array): number {
  const sum = crc32c(typeAndPayload);
  return (((sum >>> 15) | (sum << 17)) + maskDelta) >>> 0;
}

/** How many bytes are left in the block of an offset. */
export function roomAt(offset: number): number {
  return blockBytes - (offset % blockBytes);
}

/** Where the next frame may begin: here, or behind the padding at the end of the block. */
export function skipPadding(offset: number): number {
  const room = roomAt(offset);
  return room < headerBytes ? offset + room : offset;
}

/** What a frame at an offset says of itself, unchecked; undefined where none can be. */
export function headerAt(
  bytes: Uint8Array,
  offset: number,
): { readonly type: number; readonly end: number } | undefined {
  const room = roomAt(offset);
  if (room < headerBytes || offset + headerBytes > bytes.length) return undefined;
  const length = byteAt(bytes, offset + lengthAt) | (byteAt(bytes, offset + lengthAt + 1) << 8);
  const type = byteAt(bytes, offset + typeAt);
  const end = offset + headerBytes + length;
  const isPossible = type >= frameTypes.full && type <= frameTypes.last;
  return isPossible && headerBytes + length <= room && end <= bytes.length ? { type, end } : undefined;
}

/** The complete record that begins exactly at an offset; undefined where none does. */
export function recordAt(bytes: Uint8Array, offset: number): LogRecord | undefined {
  const begin = frameAt(bytes, offset);
  if (begin?.type === frameTypes.full) return { start: offset, end: begin.end, pieces: [begin.payload] };
  if (begin?.type !== frameTypes.first) return undefined;
  const pieces = [begin.payload];
  for (let at = begin.end; ; ) {
    const frame = frameAt(bytes, skipPadding(at));
    if (frame?.type !== frameTypes.middle && frame?.type !== frameTypes.last) return undefined;
    pieces.push(frame.payload);
    at = frame.end;
    if (frame.type === frameTypes.last) return { start: offset, end: at, pieces };
  }
}

type Frame = { readonly type: number; readonly end: number; readonly payload: Uint8Array };

function frameAt(bytes: Uint8Array, offset: number): Frame | undefined {
  const header = headerAt(bytes, offset);
  if (header === undefined) return undefined;
  const stored = readUint32(bytes, offset);
  if (stored !== maskedChecksum(bytes.subarray(offset + typeAt, header.end))) return undefined;
  return { ...header, payload: bytes.subarray(offset + headerBytes, header.end) };
}

/** A number of four bytes, the lowest first. */
export function readUint32(bytes: Uint8Array, at: number): number {
  const high = byteAt(bytes, at + 3) * 2 ** 24;
  return high + (byteAt(bytes, at) | (byteAt(bytes, at + 1) << 8) | (byteAt(bytes, at + 2) << 16));
}

function byteAt(bytes: Uint8Array, at: number): number {
  return bytes[at] ?? 0;
}
