import fc from 'fast-check';
import { crc32c } from '../../../src/durable/crc32c';

const block = 32_768;
const header = 7;

/** A record of a log as LevelDB writes it: the number of its first change, how many follow, and the changes. */
export function batch(sequence: number, count: number, body: Uint8Array): Uint8Array {
  const head = Buffer.alloc(12);
  head.writeBigUInt64LE(BigInt(sequence), 0);
  head.writeUInt32LE(count, 8);
  return Buffer.concat([head, body]);
}

/** Records as LevelDB's writer lays them out behind `before` bytes, and where each of them ends. */
export function writeLog(
  records: readonly Uint8Array[],
  before = 0,
): { readonly bytes: Buffer; readonly ends: readonly number[] } {
  const chunks: Buffer[] = [];
  const ends: number[] = [];
  let at = before;
  for (const record of records) {
    let rest = record;
    let isBegun = false;
    do {
      const room = block - (at % block);
      if (room < header) {
        chunks.push(Buffer.alloc(room));
        at += room;
        continue;
      }
      const piece = rest.subarray(0, room - header);
      rest = rest.subarray(piece.length);
      const type = rest.length === 0 ? (isBegun ? 4 : 1) : isBegun ? 3 : 2;
      const typed = Buffer.concat([Buffer.of(type), piece]);
      const head = Buffer.alloc(6);
      const sum = crc32c(typed);
      head.writeUInt32LE((((sum >>> 15) | (sum << 17)) + 0xa282ead8) >>> 0, 0);
      head.writeUInt16LE(piece.length, 4);
      chunks.push(head, typed);
      at += header + piece.length;
      isBegun = true;
    } while (rest.length > 0 || !isBegun);
    ends.push(at);
  }
  return { bytes: Buffer.concat(chunks), ends };
}

/** What LevelDB itself reads out of a log, and whether it would call the database corrupt. A torn end is no corruption. */
export function readAsLevelDb(bytes: Uint8Array): {
  readonly records: readonly Buffer[];
  readonly isCorrupt: boolean;
} {
  const file = Buffer.from(bytes);
  const records: Buffer[] = [];
  let begun: Buffer[] | undefined;
  let isCorrupt = false;
  const spoil = (): void => {
    isCorrupt = true;
    begun = undefined;
  };
  for (let start = 0; start < file.length; start += block) {
    const buffer = file.subarray(start, start + block);
    const isLast = start + block > file.length;
    for (let at = 0; buffer.length - at >= header; ) {
      const length = buffer.readUInt16LE(at + 4);
      const type = buffer.readUInt8(at + 6);
      const end = at + header + length;
      if (end > buffer.length && isLast) return { records, isCorrupt };
      if (end <= buffer.length && type === 0 && length === 0) {
        if (begun !== undefined) spoil();
        break;
      }
      const sum = crc32c(buffer.subarray(at + 6, Math.min(end, buffer.length)));
      const masked = (((sum >>> 15) | (sum << 17)) + 0xa282ead8) >>> 0;
      if (end > buffer.length || buffer.readUInt32LE(at) !== masked || type > 4) {
        spoil();
        break;
      }
      const piece = buffer.subarray(at + header, end);
      const isBeginning = type === 1 || type === 2;
      if (isBeginning === (begun !== undefined)) isCorrupt = true;
      begun = isBeginning ? [piece] : begun === undefined ? undefined : [...begun, piece];
      if (begun !== undefined && (type === 1 || type === 4)) {
        const record = Buffer.concat(begun);
        if (record.length < 12) isCorrupt = true;
        records.push(record);
        begun = undefined;
      }
      at = end;
    }
  }
  return { records, isCorrupt };
}

const anySize = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 300 }) },
  { weight: 2, arbitrary: fc.integer({ min: block - 60, max: block + 60 }) },
  { weight: 1, arbitrary: fc.integer({ min: 2 * block - 20, max: 2 * block + 20 }) },
);

/** Consecutive records of any length, also such as end a few bytes before a block does: small, so that they can be shown. */
export const anyBatches = fc.record({
  first: fc.integer({ min: 1, max: 2 ** 40 }),
  batches: fc.array(fc.record({ size: anySize, count: fc.integer({ min: 1, max: 9 }) }), {
    minLength: 1,
    maxLength: 12,
  }),
});

/** The records themselves. */
export function recordsOf({ first, batches }: typeof anyBatches extends fc.Arbitrary<infer T> ? T : never) {
  let next = first;
  return batches.map(({ size, count }) => {
    const body = Uint8Array.from({ length: size }, (_byte, at) => (next + at * 7 + (at >> 8)) & 0xff);
    const record = batch(next, count, body);
    next += count;
    return record;
  });
}

/** The number that the record after these begins with. */
export function nextSequence(records: readonly Uint8Array[]): number {
  const last = Buffer.from(records.at(-1) ?? []);
  return Number(last.readBigUInt64LE(0)) + last.readUInt32LE(8);
}
