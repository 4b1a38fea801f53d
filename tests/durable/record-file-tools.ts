import { createHash } from 'node:crypto';
import { encodeFrameStart, frameStart, headerStart, magic } from '../../src/durable/record-file/format';

/** The pieces of a file of frames as they stand in it; the last frame is the footer, `rest` is what follows. */
export function framesIn(bytes: Buffer): { header: Buffer; frames: Buffer[]; rest: Buffer } {
  let at = headerStart + bytes.readUInt32LE(magic.length + 4);
  const header = bytes.subarray(0, at);
  const frames: Buffer[] = [];
  while (bytes.length - at > frameStart) {
    const end = at + frameStart + bytes.readUInt32LE(at);
    frames.push(bytes.subarray(at, end));
    at = end;
  }
  return { header, frames, rest: bytes.subarray(at) };
}

/** A file of these frames with a footer that fits them: what somebody makes who knows the format but no key. */
export function remade(header: Buffer, frames: readonly Buffer[], about: unknown): Buffer {
  const before = Buffer.concat([header, ...frames]);
  const sha256 = createHash('sha256').update(before).digest('hex');
  const body = Buffer.from(JSON.stringify({ about, frames: frames.length, length: before.length, sha256 }));
  const footer = Buffer.concat([encodeFrameStart(0x7f, body), body]);
  const trailer = Buffer.alloc(4);
  trailer.writeUInt32LE(footer.length);
  return Buffer.concat([before, footer, trailer]);
}
