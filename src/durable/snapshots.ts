import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { assert } from '../domain/assert';
import { appError, type AppError } from '../domain/errors';
import { failure, ok, type Result } from '../domain/result';
import { diskFailure } from './disk-failure';
import { reach } from './fail-points';
import { syncFolder } from './files';
import { namesIn } from './names-in';
import { damageFailure, DamagedFile } from './record-file/damaged-file';
import { RecordFileReader } from './record-file/reader';
import { RecordFileWriter } from './record-file/writer';
import { snapshotMessages as messages } from './snapshots.messages';
import { hasCode } from './system-code';
import { type PageCount, pageType, readPage, type TablePage, writePage } from './table-pages';
import { untilAborted } from './until-aborted';

export type { TablePage } from './table-pages';

const kind = 'snapshot';
const ending = '.snapshot';
const partEnding = '.part';

/** Enough for any sequence number that will be reached, so that names stand in the order of what they hold. */
const seqDigits = 12;

const dayLength = 24 * 60 * 60 * 1000;

/** What is known of a snapshot before its pages are. */
export const SnapshotHead = z.object({
  storeId: z.string(),
  incarnation: z.string(),
  /** When it was begun, in milliseconds since 1970. */
  takenAt: z.int().nonnegative(),
  electronMajor: z.int().nonnegative(),
  schemaVersion: z.int().nonnegative(),
});

/** What is known only after the last page. */
export const SnapshotEnd = z.object({
  /** The last commit that the pages hold. */
  seq: z.int().nonnegative(),
  /** Rows by table, as the store counts them. */
  counts: z.record(z.string(), z.int().nonnegative()),
  /** What the store says of its content. */
  hash: z.string(),
});

const Header = SnapshotHead.extend({ kind: z.literal(kind) });
const About = SnapshotEnd.extend({ pages: z.int(), rows: z.int() });

export type SnapshotHead = Readonly<z.infer<typeof SnapshotHead>>;

export type SnapshotEnd = Readonly<z.infer<typeof SnapshotEnd>>;

/** A snapshot as it lies on the disk: its path, its length in bytes, and what it says of itself. */
export type SnapshotMeta = SnapshotHead & SnapshotEnd & Readonly<{ file: string; bytes: number }>;

/**
 * Writes a snapshot into a folder under the name `<seq>-<takenAt>.snapshot`: beside its place, flushed, read back and
 * checked whole, moved there, the folder flushed. `end` is asked after the last page. A signal stops it at once, also
 * while `pages` does not answer. On any failure nothing is left of it. What `pages` or `end` throw is thrown on.
 * One at a time in a folder: what an interrupted one left is removed first.
 */
export async function writeSnapshot(
  folder: string,
  head: SnapshotHead,
  pages: AsyncIterable<TablePage>,
  end: () => SnapshotEnd,
  signal?: AbortSignal,
): Promise<Result<SnapshotMeta>> {
  const part = path.join(folder, `${head.takenAt}${ending}${partEnding}`);
  try {
    await prepareFolder(folder);
    await writePart(part, head, untilAborted(pages, signal), end);
    reach('snapshot.written');
    const meta = await readWhole(part);
    reach('snapshot.verified');
    signal?.throwIfAborted();
    const name = `${String(meta.seq).padStart(seqDigits, '0')}-${meta.takenAt}${ending}`;
    const file = path.join(folder, name);
    await rename(part, file);
    reach('snapshot.renamed');
    await syncFolder(folder);
    return ok({ ...meta, file });
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    if (signal?.aborted === true && error === signal.reason)
      return failure(appError('timeout', messages.cancelled, { cancelled: true }));
    if (!(error instanceof DamagedFile)) return failure(diskFailure(error));
    // Pages that come out of another file may find that one damaged.
    if (error.file !== part) throw error;
    const { what, position } = error;
    return failure(appError('store_unavailable', messages.unreliable, { what, position }));
  }
}

/**
 * The snapshots in a folder, newest first, and what else lies there, with the reason why it cannot be used. Reads only
 * the ends of each file: `verifySnapshot` looks between. A folder that is not there holds none; what else the file
 * system says of the folder is thrown.
 */
export async function listSnapshots(folder: string): Promise<{
  readonly usable: readonly SnapshotMeta[];
  readonly unusable: readonly { readonly file: string; readonly reason: string }[];
}> {
  const usable: SnapshotMeta[] = [];
  const unusable: { file: string; reason: string }[] = [];
  for (const name of await namesIn(folder)) {
    if (name.endsWith(partEnding)) continue;
    const file = path.join(folder, name);
    const meta = await asResult(readEnds(file));
    if (meta.ok) usable.push(meta.value);
    else unusable.push({ file, reason: meta.error.message });
  }
  return { usable: usable.sort(newestFirst), unusable };
}

/**
 * The pages of a snapshot in the order in which they were written: rows in a later page replace those with the same
 * key in an earlier one. Throws `DamagedFile` where something does not check, at the latest after the last page, and
 * what the file system throws; `snapshotFailure` says both to people.
 */
export async function* readSnapshot(file: string): AsyncGenerator<TablePage, void, void> {
  const reader = await RecordFileReader.open(file);
  try {
    headOf(reader);
    yield* pagesOf(reader);
  } finally {
    await reader.close();
  }
}

/** Reads a snapshot from beginning to end and checks every byte of it. */
export function verifySnapshot(file: string): Promise<Result<SnapshotMeta>> {
  return asResult(readWhole(file));
}

/** What `readSnapshot` threw, as an expected failure; a bug is thrown on. */
export function snapshotFailure(error: unknown): AppError {
  return error instanceof DamagedFile ? damageFailure(error) : diskFailure(error);
}

/**
 * Keeps the newest snapshots, `keep` of them, and the newest of each of the last `days` days (UTC, today is one);
 * removes the others. Files that cannot be used are left: they are somebody else's, or all that there is. Returns the
 * smallest sequence number that a kept snapshot ends with, or null where there is none: records of the journal up to
 * it are in every snapshot. Throws what the file system throws.
 */
export async function rotateSnapshots(
  folder: string,
  { keep, days, now }: { keep: number; days: number; now: number },
): Promise<number | null> {
  assert(keep >= 1, 'At least one snapshot is kept.');
  const { usable } = await listSnapshots(folder);
  const kept = new Set(usable.slice(0, keep));
  const today = Math.floor(now / dayLength);
  const daysSeen = new Set<number>();
  for (const snapshot of usable) {
    const day = Math.floor(snapshot.takenAt / dayLength);
    if (day > today || day <= today - days || daysSeen.has(day)) continue;
    daysSeen.add(day);
    kept.add(snapshot);
  }
  const removed = usable.filter((snapshot) => !kept.has(snapshot));
  for (const { file } of removed) await rm(file, { force: true });
  if (removed.length > 0) await syncFolder(folder);
  return kept.size === 0 ? null : Math.min(...[...kept].map(({ seq }) => seq));
}

/** Makes the folder, but not the one around it: where that has gone, nothing is to appear in its place. */
async function prepareFolder(folder: string): Promise<void> {
  const names = await namesIn(folder);
  for (const name of names.filter((candidate) => candidate.endsWith(partEnding)))
    await rm(path.join(folder, name), { force: true });
  if (names.length > 0) return;
  await mkdir(folder).catch((error: unknown) => {
    if (!hasCode(error, 'EEXIST')) throw error;
  });
  await syncFolder(path.dirname(folder));
}

async function writePart(
  part: string,
  head: SnapshotHead,
  pages: AsyncIterable<TablePage>,
  end: () => SnapshotEnd,
): Promise<void> {
  const writer = await RecordFileWriter.create(part, { ...head, kind }, null);
  try {
    const count = { pages: 0, rows: 0 };
    for await (const page of pages) {
      await writePage(writer, page);
      count.pages += 1;
      count.rows += page.rows;
    }
    await writer.finish({ ...end(), ...count });
  } finally {
    await writer.close();
  }
}

async function readWhole(file: string): Promise<SnapshotMeta> {
  const reader = await RecordFileReader.open(file);
  try {
    const head = headOf(reader);
    for await (const _page of pagesOf(reader)) continue;
    const { end } = endOf(reader, reader.about);
    return { file, bytes: reader.size, ...head, ...end };
  } finally {
    await reader.close();
  }
}

async function readEnds(file: string): Promise<SnapshotMeta> {
  const reader = await RecordFileReader.open(file);
  try {
    const head = headOf(reader);
    const { end } = endOf(reader, await reader.readAbout());
    return { file, bytes: reader.size, ...head, ...end };
  } finally {
    await reader.close();
  }
}

async function* pagesOf(reader: RecordFileReader): AsyncGenerator<TablePage, void, void> {
  const frames = reader.frames(null);
  const seen = { pages: 0, rows: 0 };
  for await (const frame of frames) {
    if (frame.type !== pageType) throw new DamagedFile(reader.file, frame.position, 'an unknown frame');
    const page = await readPage(reader.file, frame, frames);
    seen.pages += 1;
    seen.rows += page.rows;
    yield page;
  }
  const { count } = endOf(reader, reader.about);
  if (count.pages !== seen.pages || count.rows !== seen.rows)
    throw new DamagedFile(reader.file, reader.size, 'another number of rows');
}

function headOf({ file, header }: RecordFileReader): SnapshotHead {
  const parsed = Header.safeParse(header);
  if (!parsed.success) throw new DamagedFile(file, 0, 'no snapshot', 'otherKind');
  const { kind: _kind, ...head } = parsed.data;
  return head;
}

function endOf({ file, size }: RecordFileReader, about: unknown): { end: SnapshotEnd; count: PageCount } {
  const parsed = About.safeParse(about);
  if (!parsed.success) throw new DamagedFile(file, size, 'an unknown footer');
  const { pages, rows, ...end } = parsed.data;
  return { end, count: { pages, rows } };
}

async function asResult<T>(work: Promise<T>): Promise<Result<T>> {
  try {
    return ok(await work);
  } catch (error) {
    return failure(snapshotFailure(error));
  }
}

function newestFirst(left: SnapshotMeta, right: SnapshotMeta): number {
  return right.seq - left.seq || right.takenAt - left.takenAt;
}
