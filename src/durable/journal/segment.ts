import { open, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { crc32c } from '../crc32c';
import { writeWhole } from '../files';
import { readFully } from './whole-calls';

/** Whose records these are: the desk's store, and which making of it. */
export type JournalIdentity = Readonly<{ storeId: string; incarnation: string }>;

/** Which segment it was, by the seq before its first record, and its bytes, all flushed; 0 where there was none. */
type SealedSegment = Readonly<{ after: number; bytes: number }>;

/** One file of the journal as it is known in memory. */
export type Segment = {
  readonly file: string;
  readonly identity: JournalIdentity;
  /** The seq before its first record. */
  readonly after: number;
  /** The seq of the last record before it in the journal: lower than `after` where seqs were left out on purpose. */
  readonly previous: number;
  /** The segment before it as that was when this one was made; undefined where the header is too old to say. */
  readonly sealed: SealedSegment | undefined;
  /** Where its first frame begins. */
  readonly start: number;
  /** The seq of its last record that is on disk; `after` while it has none. */
  last: number;
  /** Its length on disk as far as records are whole and flushed. */
  size: number;
  /**
   * Where some of its records lie, in order, to start reading near one; those behind `last` are void. Of a segment that
   * was not read yet there are none.
   */
  readonly marks: { readonly seq: number; readonly at: number }[];
};

/*
 * A segment begins with: magic (8 bytes), format version (u32), length of the JSON (u32), CRC-32C over version, length
 * and JSON (u32), JSON. This much must stay the same in every version, or an older program takes a newer file for
 * a damaged one.
 */
const magic = Buffer.from('CDJOURNL', 'latin1');
const version = 1;
const versionAt = 8;
const lengthAt = 12;
const crcAt = 16;
const fixedBytes = 20;
const longestJson = 64 * 1024;

const HeaderContent = z.object({
  storeId: z.string(),
  incarnation: z.string(),
  after: z.int().nonnegative(),
  previous: z.int().nonnegative(),
  /** Headers of the first journals do not have it. */
  sealed: z.object({ after: z.int().nonnegative(), bytes: z.int().nonnegative() }).optional(),
});

/** Records between two marks of a segment, in bytes of file. */
const markEvery = 128 * 1024;

const nameDigits = 14;
const namePattern = /^\d{14}\.journal$/;

/** Whether a name in the journal's folder is that of a segment. */
export function isSegmentName(name: string): boolean {
  return namePattern.test(name);
}

/** The name of the segment that goes on after a seq: its first seq, so that name order is seq order. */
export function segmentName(after: number): string {
  return `${String(after + 1).padStart(nameDigits, '0')}.journal`;
}

/**
 * Makes an empty segment behind another, whole and flushed, in place of an empty one of that name. Throws what the disk
 * throws.
 */
export async function makeSegment(
  folder: string,
  { storeId, incarnation }: JournalIdentity,
  after: number,
  before: Segment | undefined,
): Promise<Segment> {
  const previous = before?.last ?? after;
  const sealed = { after: before?.after ?? after, bytes: before?.size ?? 0 };
  const content = { storeId, incarnation, after, previous, sealed };
  const header = encodeHeader(Buffer.from(JSON.stringify(content)));
  const file = path.join(folder, segmentName(after));
  await writeWhole(file, header);
  return emptySegment(file, content, header.length);
}

function emptySegment(file: string, content: z.infer<typeof HeaderContent>, start: number): Segment {
  const { after, previous, sealed, ...identity } = content;
  return { file, identity, after, previous, sealed, start, last: after, size: start, marks: [] };
}

function encodeHeader(json: Buffer): Buffer {
  const header = Buffer.alloc(fixedBytes);
  magic.copy(header);
  header.writeUInt32LE(version, versionAt);
  header.writeUInt32LE(json.length, lengthAt);
  header.writeUInt32LE(headerCrc(header, json), crcAt);
  return Buffer.concat([header, json]);
}

function headerCrc(fixed: Buffer, json: Buffer): number {
  return crc32c(json, crc32c(fixed.subarray(versionAt, crcAt)));
}

/** What the head of a file says: an empty segment, that a newer program wrote it, or nothing that checks. */
export type HeaderReading =
  | { readonly kind: 'segment'; readonly segment: Segment }
  | { readonly kind: 'newer' }
  | { readonly kind: 'damaged' };

/** Reads the head of a segment; its records are not looked at. Throws what the disk throws. */
export async function readHeader(file: string): Promise<HeaderReading> {
  const handle = await open(file, 'r');
  try {
    return await headerIn(handle, file);
  } finally {
    await handle.close();
  }
}

async function headerIn(handle: FileHandle, file: string): Promise<HeaderReading> {
  const damaged: HeaderReading = { kind: 'damaged' };
  const fixed = Buffer.alloc(fixedBytes);
  if ((await readFully(handle, fixed, 0)) < fixedBytes) return damaged;
  if (!fixed.subarray(0, magic.length).equals(magic)) return damaged;
  const length = fixed.readUInt32LE(lengthAt);
  if (length > longestJson) return damaged;
  const json = Buffer.alloc(length);
  if ((await readFully(handle, json, fixedBytes)) < length) return damaged;
  if (headerCrc(fixed, json) !== fixed.readUInt32LE(crcAt)) return damaged;
  if (fixed.readUInt32LE(versionAt) !== version) return { kind: 'newer' };
  const content = HeaderContent.parse(JSON.parse(json.toString('utf8')));
  return { kind: 'segment', segment: emptySegment(file, content, fixedBytes + length) };
}

/** Notes where a record lies, when no other has been noted near it or behind it. */
export function markRecord({ marks }: Segment, seq: number, at: number): void {
  const markedAt = marks.at(-1)?.at ?? Number.NEGATIVE_INFINITY;
  if (at - markedAt >= markEvery) marks.push({ seq, at });
}

/** Notes that a record has been found or put behind the others of a segment. */
export function noteRecord(segment: Segment, seq: number, at: number, end: number): void {
  markRecord(segment, seq, at);
  segment.last = seq;
  segment.size = end;
}

/** A position at or before the record behind a seq, from which frames can be read. */
export function positionAfter(segment: Segment, seq: number): number {
  return segment.marks.findLast((mark) => mark.seq <= seq + 1)?.at ?? segment.start;
}
