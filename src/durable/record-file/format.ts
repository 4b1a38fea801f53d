import { assert } from '../../domain/assert';
import { crc32c } from '../crc32c';

/**
 * Begins every file of this format. The first byte is no text and the line ends would not survive a transfer as text,
 * so a file that a program rewrote as text is known at once.
 */
export const magic = Buffer.from([0x89, 0x44, 0x45, 0x53, 0x4b, 0x0d, 0x0a, 0x1a]);

/** What follows the header may change with it; the layout of the header itself never does. */
export const formatVersion = 1;

/** Magic, u32 version, u32 length of the JSON, u32 CRC-32C of version, length and JSON; all numbers little-endian. */
export const headerStart = magic.length + 12;

/** A frame begins with u32 length of the payload, u32 CRC-32C of length, type and payload, and the type byte. */
export const frameStart = 9;

/** The last bytes of a file: the length of the footer frame, so that it is found without reading all before it. */
export const trailerLength = 4;

export const footerType = 0x7f;

/** Set in the type byte of a frame whose payload is deflated. */
export const deflatedFlag = 0x80;

/** The longest payload of a frame before it is deflated, in bytes: what a reader must be ready to hold. */
export const longestPayload = 1 << 20;

/** What sealing adds to a payload: the tag of AES-GCM. */
export const sealLength = 16;

export const longestStoredPayload = longestPayload + sealLength;

/** No header of ours comes near; a hostile one is not read into memory. */
export const longestHeader = 1 << 16;

/** The bytes of a header around its JSON. */
export function encodeHeader(json: string): Buffer {
  const body = Buffer.from(json);
  assert(body.length <= longestHeader, 'A header is too long.');
  const bytes = Buffer.alloc(headerStart + body.length);
  magic.copy(bytes);
  bytes.writeUInt32LE(formatVersion, magic.length);
  bytes.writeUInt32LE(body.length, magic.length + 4);
  body.copy(bytes, headerStart);
  bytes.writeUInt32LE(headerChecksum(bytes), magic.length + 8);
  return bytes;
}

/** The checksum that a header should carry. */
export function headerChecksum(header: Buffer): number {
  const numbers = header.subarray(magic.length, magic.length + 8);
  return crc32c(header.subarray(headerStart), crc32c(numbers));
}

/** The bytes before a stored payload. */
export function encodeFrameStart(type: number, stored: Uint8Array): Buffer {
  const start = Buffer.alloc(frameStart);
  start.writeUInt32LE(stored.length, 0);
  start.writeUInt8(type, 8);
  start.writeUInt32LE(frameChecksum(start, stored), 4);
  return start;
}

/** The checksum that a frame should carry. */
export function frameChecksum(start: Buffer, stored: Uint8Array): number {
  return crc32c(stored, crc32c(start.subarray(8, 9), crc32c(start.subarray(0, 4))));
}
