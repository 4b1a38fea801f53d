import { frameTypes, headerBytes, type LogRecord, maskedChecksum, roomAt } from './frames';

/** Lays records out as LevelDB would behind `offset` bytes that are there already; answers the bytes to append. */
export function frameRecords(offset: number, records: readonly LogRecord[]): Uint8Array {
  const chunks: Uint8Array[] = [];
  let at = offset;
  const append = (chunk: Uint8Array): void => {
    chunks.push(chunk);
    at += chunk.length;
  };
  for (const { pieces } of records) {
    const payload = Buffer.concat(pieces);
    let from = 0;
    let isFirst = true;
    do {
      if (roomAt(at) < headerBytes) append(new Uint8Array(roomAt(at)));
      const to = Math.min(payload.length, from + roomAt(at) - headerBytes);
      append(frame(payload.subarray(from, to), isFirst, to === payload.length));
      from = to;
      // A first frame without payload fills the last seven bytes of a block.
      isFirst = false;
    } while (from < payload.length);
  }
  return Buffer.concat(chunks);
}

function frame(payload: Uint8Array, isFirst: boolean, isLast: boolean): Uint8Array {
  const type = isFirst
    ? isLast
      ? frameTypes.full
      : frameTypes.first
    : isLast
      ? frameTypes.last
      : frameTypes.middle;
  const bytes = Buffer.alloc(headerBytes + payload.length);
  bytes.writeUInt16LE(payload.length, 4);
  bytes.writeUInt8(type, 6);
  bytes.set(payload, headerBytes);
  bytes.writeUInt32LE(maskedChecksum(bytes.subarray(6)), 0);
  return bytes;
}
