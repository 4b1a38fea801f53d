import { open, readdir, rm, stat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { appError } from '../../domain/errors';
import { failure, ok, type Result } from '../../domain/result';
import { reach } from '../fail-points';
import { syncFolder } from '../files';
import { encodeFrames, frameBytes, type JournalRecord } from './frame';
import { journalMessages } from './journal.messages';
import { quarantineFile, quarantineTail, type JournalRepair } from './quarantine';
import { startBehind } from './read-records';
import {
  isSegmentName,
  makeSegment,
  noteRecord,
  readHeader,
  type JournalIdentity,
  type Segment,
} from './segment';
import { checkSegments } from './walk';
import { writeFully } from './whole-calls';

/** What a journal's segments lie in, and how long one may become before the next is begun. */
type SegmentFilesOptions = { readonly folder: string; readonly segmentBytes: number };

/**
 * The files of a journal and the one that is being written. What it knows of them is what is flushed, so that after a
 * failure it can put the disk back to that. Every method throws what the disk throws.
 */
export class SegmentFiles {
  readonly #folder: string;
  readonly #segmentBytes: number;
  #segments: Segment[];
  #handle: FileHandle | null = null;

  constructor(options: SegmentFilesOptions, segments: readonly Segment[]) {
    this.#folder = options.folder;
    this.#segmentBytes = options.segmentBytes;
    this.#segments = [...segments];
  }

  /** All segments, in order; the last is the one that is written. */
  get all(): readonly Segment[] {
    return this.#segments;
  }

  /** The seq of the last record on disk. */
  get head(): number {
    return this.#segments.at(-1)?.last ?? 0;
  }

  /** Writes and flushes as many of the records as one segment takes, at least one, and says how many. */
  async write(records: readonly JournalRecord[]): Promise<number> {
    reach('journal.received');
    if (this.#fitting(records).length === 0) await this.#rotate();
    const { segment, handle } = this.#current();
    const fitting = this.#fitting(records);
    await writeFully(handle, encodeFrames(fitting), segment.size);
    reach('journal.written');
    await handle.datasync();
    await requireLinked(handle);
    reach('journal.synced');
    for (const record of fitting)
      noteRecord(segment, record.seq, segment.size, segment.size + frameBytes(record));
    return fitting.length;
  }

  #current(): { segment: Segment; handle: FileHandle } {
    const segment = this.#segments.at(-1);
    if (segment === undefined || this.#handle === null) throw new Error('The journal has no open segment.');
    return { segment, handle: this.#handle };
  }

  /** The leading records that the newest segment has room for; an empty one takes the first however long it is. */
  #fitting(records: readonly JournalRecord[]): readonly JournalRecord[] {
    const { segment } = this.#current();
    const least = segment.last === segment.after ? 1 : 0;
    let { size } = segment;
    const tooMany = records.findIndex((record, index) => {
      size += frameBytes(record);
      return index >= least && size > this.#segmentBytes;
    });
    return tooMany === -1 ? records : records.slice(0, tooMany);
  }

  /** Begins the next segment, so that the ones before can be dropped; one that has no record yet is the next. */
  async roll(): Promise<void> {
    const { segment } = this.#current();
    if (segment.last > segment.after) await this.#rotate();
  }

  async #rotate(): Promise<void> {
    const { segment } = this.#current();
    await this.#add(await makeSegment(this.#folder, segment.identity, segment.last, segment));
    reach('journal.rotated');
  }

  async #add(segment: Segment): Promise<void> {
    const handle = await open(segment.file, 'r+');
    const before = this.#handle;
    this.#handle = handle;
    this.#segments.push(segment);
    await before?.close();
  }

  /**
   * Begins a new segment for a store. Records of the same store up to `after` stay, even when they end before: the
   * seqs between are then left out for good. What comes behind `after`, or is another store's, goes to the
   * quarantine, so that no seq has two records and no journal two stores.
   */
  async begin(identity: JournalIdentity, after: number): Promise<void> {
    await this.close();
    const isSameStore = this.#segments.at(-1)?.identity.storeId === identity.storeId;
    const kept = isSameStore ? after : 0;
    // From the newest on, so that a crash in between leaves no gap.
    for (let last = this.#segments.at(-1); last !== undefined; last = this.#segments.at(-1)) {
      if (last.after < kept) break;
      // The new segment takes the place of an empty one of its name in one step.
      if (last.last > last.after || last.after !== after) await takeAway(last);
      this.#segments.pop();
    }
    const boundary = this.#segments.at(-1);
    if (boundary !== undefined && boundary.last > after) await cutAfter(boundary, after);
    await this.#add(await makeSegment(this.#folder, identity, after, this.#segments.at(-1)));
    reach('journal.begun');
  }

  /** Deletes the segments whose records are all up to a seq, the oldest first; never the one being written. */
  async dropThrough(seq: number): Promise<void> {
    for (;;) {
      const [oldest, next] = this.#segments;
      if (oldest === undefined || next === undefined || oldest.last > seq) return;
      await rm(oldest.file, { force: true });
      this.#segments.shift();
      // One by one, so that no power cut keeps an older one and loses a newer.
      await syncFolder(this.#folder);
      reach('journal.dropped');
    }
  }

  /** Opens the newest segment for writing, cut back to what was flushed: a failed write may have left anything there. */
  async reopen(): Promise<Result<null>> {
    await this.close();
    await this.#removeStrays();
    const segment = this.#segments.at(-1);
    if (segment === undefined) return ok(null);
    const handle = await open(segment.file, 'r+');
    try {
      const { size } = await handle.stat();
      if (size < segment.size) {
        await handle.close();
        return failure(appError('store_unavailable', journalMessages.shorter));
      }
      if (size > segment.size) await handle.truncate(segment.size);
      // Even an unchanged file is flushed: this is how it is known that the disk takes writes again.
      await handle.datasync();
    } catch (error) {
      await handle.close().catch(() => undefined);
      throw error;
    }
    this.#handle = handle;
    return ok(null);
  }

  /** A segment whose making failed half-way would stand in the way of what is appended now. */
  async #removeStrays(): Promise<void> {
    const known = new Set(this.#segments.map(({ file }) => path.basename(file)));
    const strays = (await readdir(this.#folder)).filter((name) => isSegmentName(name) && !known.has(name));
    for (const name of strays) {
      const file = path.join(this.#folder, name);
      const header = await readHeader(file);
      const isEmpty = header.kind === 'segment' && header.segment.start === (await stat(file)).size;
      await (isEmpty ? rm(file) : quarantineFile(file));
    }
    if (strays.length > 0) await syncFolder(this.#folder);
  }

  /**
   * Checks every record, cuts off what does not check with all that is behind it, and says what that was. Fails when a
   * newer program wrote any of it.
   */
  async verify(): Promise<Result<readonly JournalRepair[]>> {
    await this.close();
    const checked = await checkSegments(this.#folder);
    if (!checked.ok) return checked;
    this.#segments = checked.value.segments;
    const reopened = await this.reopen();
    return reopened.ok ? ok(checked.value.repairs) : reopened;
  }

  /** Lets go of the file being written. Nothing is lost if the system complains: all in it that counts is flushed. */
  async close(): Promise<void> {
    const handle = this.#handle;
    this.#handle = null;
    await handle?.close().catch(() => undefined);
  }
}

async function takeAway(segment: Segment): Promise<void> {
  if (segment.last > segment.after) {
    await quarantineFile(segment.file);
    return;
  }
  await rm(segment.file, { force: true });
  await syncFolder(path.dirname(segment.file));
}

async function cutAfter(segment: Segment, seq: number): Promise<void> {
  const at = await startBehind(segment, seq);
  await quarantineTail(segment.file, at);
  segment.last = seq;
  segment.size = at;
}

/** A file that was deleted under us takes writes and flushes without complaint, and is gone when it is closed. */
async function requireLinked(handle: FileHandle): Promise<void> {
  const { nlink } = await handle.stat();
  if (nlink === 0)
    throw Object.assign(new Error('The segment being written was deleted.'), { code: 'ENOENT' });
}
