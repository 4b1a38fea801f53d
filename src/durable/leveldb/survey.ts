import {
  frameTypes,
  headerAt,
  headerBytes,
  type LogRecord,
  readUint32,
  recordAt,
  skipPadding,
} from './frames';

/** Bytes that belong to no complete record. */
export type Gap = Readonly<{
  start: number;
  end: number;
  /** Whether the numbers around the gap say that a whole record was lost in it; they do not where nothing follows. */
  missing: 'no' | 'yes' | 'unknown';
}>;

export type Survey = Readonly<{ records: readonly LogRecord[]; gaps: readonly Gap[] }>;

/** What a file holds. The records of a log are numbered, those of a manifest are not. */
export type LogKind = 'log' | 'manifest';

/** A record of a log begins with the number of its first change (8 bytes) and how many changes follow (4 bytes). */
const batchHeaderBytes = 12;
const countAt = 8;
/** Above this half of a sequence number it would not be an exact number, and no database lives to see it. */
const highestHalf = 2 ** 21;

/** Finds every complete record of a log or manifest, and the bytes between them that are none. Looks at every byte. */
export function survey(bytes: Uint8Array, kind: LogKind): Survey {
  const records: LogRecord[] = [];
  const gaps: Gap[] = [];
  const numbered = kind === 'log';
  let at = 0;
  let next: number | undefined;
  while (skipPadding(at) < bytes.length) {
    const here = recordAt(bytes, skipPadding(at));
    const isHere = here !== undefined && (!numbered || sizeOf(here) >= batchHeaderBytes);
    const record = isHere ? here : findRecord(bytes, { gapStart: at, next, numbered });
    if (!isHere) gaps.push({ start: at, end: record?.start ?? bytes.length, missing: missing(record, next) });
    if (record === undefined) break;
    records.push(record);
    if (numbered) next = sequenceOf(record) + countOf(record);
    at = record.end;
  }
  return { records, gaps };
}

function missing(record: LogRecord | undefined, next: number | undefined): Gap['missing'] {
  if (record === undefined || next === undefined) return 'unknown';
  return sequenceOf(record) === next ? 'no' : 'yes';
}

type Search = { readonly gapStart: number; readonly next: number | undefined; readonly numbered: boolean };

/**
 * The first record behind damage. Its length cannot be trusted there, so every offset is tried. What a person stored may
 * contain bytes that look like a record: in a log, one is believed only if its number fits between what came before and
 * what the lost bytes can have held.
 */
function findRecord(bytes: Uint8Array, { gapStart, next, numbered }: Search): LogRecord | undefined {
  for (let at = gapStart + 1; at < bytes.length; at += 1) {
    const header = headerAt(bytes, at);
    if (header?.type !== frameTypes.full && header?.type !== frameTypes.first) continue;
    const fits = (sequence: number): boolean =>
      Number.isSafeInteger(sequence) &&
      (next === undefined || (sequence >= next && sequence <= next + at - gapStart));
    const payload = bytes.subarray(at + headerBytes, header.end);
    // The cheap question first: a checksum at every offset of a large damage would take minutes.
    if (numbered && payload.length >= batchHeaderBytes && !fits(sequenceIn(payload))) continue;
    const record = recordAt(bytes, at);
    if (record === undefined) continue;
    if (!numbered || (sizeOf(record) >= batchHeaderBytes && fits(sequenceOf(record)))) return record;
  }
  return undefined;
}

function sizeOf({ pieces }: LogRecord): number {
  return pieces.reduce((total, piece) => total + piece.length, 0);
}

function sequenceOf(record: LogRecord): number {
  return sequenceIn(beginningOf(record));
}

function countOf(record: LogRecord): number {
  return readUint32(beginningOf(record), countAt);
}

/** The first bytes of a record in one piece: near the end of a block the first frame may hold only some of them. */
function beginningOf({ pieces }: LogRecord): Uint8Array {
  const [first = new Uint8Array(0)] = pieces;
  return first.length >= batchHeaderBytes ? first : Buffer.concat(pieces.slice(0, 2));
}

function sequenceIn(payload: Uint8Array): number {
  const high = readUint32(payload, 4);
  return high < highestHalf ? high * 2 ** 32 + readUint32(payload, 0) : Number.NaN;
}
