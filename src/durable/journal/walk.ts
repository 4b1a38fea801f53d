import { open, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { appError } from '../../domain/errors';
import { failure, ok, type Result } from '../../domain/result';
import { hasRecordBetween, readFrames } from './frame';
import { journalMessages } from './journal.messages';
import { quarantineFile, quarantineTail, type JournalRepair } from './quarantine';
import {
  isSegmentName,
  noteRecord,
  readHeader,
  segmentName,
  type HeaderReading,
  type Segment,
} from './segment';

/** The segments of a journal, none missing between two, and what had to be cut off for that. */
type Walked = { readonly segments: Segment[]; readonly repairs: readonly JournalRepair[] };

type Found = { readonly file: string; readonly header: HeaderReading; readonly bytes: number };

/**
 * Checks of a journal what a crash can have touched, and cuts off what it tore: the records of the newest segment, and
 * that the others are those that were flushed and left behind when the next was made. Their records are checked when
 * they are read. Where anything else is found, or a header is too old to say, every record is checked, as by
 * `checkSegments`. Changes nothing when a newer program wrote any of it. Throws what the disk throws.
 */
export async function openSegments(folder: string): Promise<Result<Walked>> {
  const found = await findSegments(folder);
  if (!found.ok) return found;
  const segments = sealedSegments(found.value);
  const newest = segments?.at(-1);
  if (segments === null || newest === undefined) return ok(await checkAll(found.value));
  const repair = await checkRecords(newest, true);
  return ok({ segments, repairs: repair === null ? [] : [repair] });
}

/**
 * Checks every record of a journal and cuts off what does not check or does not go on, so that no
 * record is missing between two that stay. Changes nothing when a newer program wrote any of it. Throws what the disk
 * throws.
 */
export async function checkSegments(folder: string): Promise<Result<Walked>> {
  const found = await findSegments(folder);
  return found.ok ? ok(await checkAll(found.value)) : found;
}

async function findSegments(folder: string): Promise<Result<readonly Found[]>> {
  const names = await readdir(folder);
  const files = names.filter(isSegmentName).sort();
  const found = await Promise.all(files.map((name) => findSegment(path.join(folder, name))));
  if (found.some(({ header }) => header.kind === 'newer'))
    return failure(appError('store_unavailable', journalMessages.newer));
  await removeUnfinished(folder, names);
  return ok(found);
}

async function findSegment(file: string): Promise<Found> {
  const [header, { size }] = await Promise.all([readHeader(file), stat(file)]);
  return { file, header, bytes: size };
}

/** The segments by what their headers say, unless one is not as the next one says that it was left. */
function sealedSegments(found: readonly Found[]): Segment[] | null {
  const segments: Segment[] = [];
  for (const [index, { header }] of found.entries()) {
    if (header.kind !== 'segment') return null;
    const { segment } = header;
    const { previous: last, sealed } = segment;
    const before = segments.pop();
    if (before !== undefined) {
      if (sealed?.after !== before.after || sealed.bytes !== found[index - 1]?.bytes) return null;
      segments.push({ ...before, last, size: sealed.bytes });
    }
    if (!goesOn(segments.at(-1), segment)) return null;
    segments.push(segment);
  }
  return segments;
}

async function checkAll(found: readonly Found[]): Promise<Walked> {
  const segments: Segment[] = [];
  const repairs: JournalRepair[] = [];
  for (const [index, { file, header }] of found.entries()) {
    const isLast = index === found.length - 1;
    const previous = segments.at(-1);
    // Behind lost records nothing goes on. Where the oldest segment cannot be read at all, the next one is the oldest.
    if (header.kind !== 'segment' || !goesOn(previous, header.segment)) {
      repairs.push(await takeOut(file));
      continue;
    }
    const repair = await checkRecords(header.segment, isLast);
    if (repair !== null) repairs.push(repair);
    segments.push(header.segment);
  }
  return { segments, repairs };
}

/** What a crash left of a segment that was being made; no record was in it. */
async function removeUnfinished(folder: string, names: readonly string[]): Promise<void> {
  const unfinished = names.filter((name) => name.endsWith('.journal.part'));
  for (const name of unfinished) await rm(path.join(folder, name), { force: true });
}

function goesOn(previous: Segment | undefined, segment: Segment): boolean {
  if (path.basename(segment.file) !== segmentName(segment.after)) return false;
  if (previous === undefined) return true;
  return segment.previous === previous.last && segment.identity.storeId === previous.identity.storeId;
}

async function takeOut(file: string): Promise<JournalRepair> {
  return { kind: 'damaged', file, atByte: 0, ...(await quarantineFile(file)) };
}

/** Notes the records of a segment as far as they check and follow on one another, and cuts off the rest. */
async function checkRecords(segment: Segment, isLast: boolean): Promise<JournalRepair | null> {
  const { file } = segment;
  const { size } = await stat(file);
  const isWhole = await noteWholeRecords(segment, size);
  if (isWhole) return null;
  const atByte = segment.size;
  const kind = isLast && !(await hasMore(segment, size)) ? 'torn' : 'damaged';
  return { kind, file, atByte, ...(await quarantineTail(file, atByte)) };
}

async function noteWholeRecords(segment: Segment, size: number): Promise<boolean> {
  const handle = await open(segment.file, 'r');
  try {
    for await (const frames of readFrames(handle, segment.start, size)) {
      for (const { record, at, end } of frames) {
        if (record.seq !== segment.last + 1) return false;
        noteRecord(segment, record.seq, at, end);
      }
    }
  } finally {
    await handle.close();
  }
  return segment.size === size;
}

async function hasMore(segment: Segment, size: number): Promise<boolean> {
  const handle = await open(segment.file, 'r');
  try {
    return await hasRecordBetween(handle, segment.size, size, segment.last + 1);
  } finally {
    await handle.close();
  }
}
