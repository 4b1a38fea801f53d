import { failure, ok, type Result } from '../../domain/result';
import { diskFailure } from '../disk-failure';
import { largestRecordBytes, type JournalRecord } from './frame';
import { GroupCommit } from './group-commit';
import { makeOneFolder } from './one-folder';
import type { JournalRepair } from './quarantine';
import { readRecords, startBehind } from './read-records';
import { positionAfter, type JournalIdentity, type Segment } from './segment';
import { SegmentFiles } from './segment-files';
import { openSegments } from './walk';

export type { JournalRecord };

/**
 * An append-only list of records with a seq each, in files of bounded size. Used by one process at a time; reading
 * beside appending is fine.
 */
export type Journal = Readonly<{
  /** Whose records these are; null while the folder holds no segment. */
  identity: () => JournalIdentity | null;
  /** The seq of the last record on disk, or what the journal was begun after; 0 when it never was. */
  head: () => number;
  /** The seq of the oldest record still kept; null when there is none. */
  first: () => number | null;
  /**
   * Where seqs were left out by beginning behind the head: records may exist elsewhere, or nowhere, but not here.
   * Ascending; from the one behind `after` to `through`.
   */
  gaps: () => readonly Readonly<{ after: number; through: number }>[];
  /** What opening cut off. */
  repairs: readonly JournalRepair[];
  /** How many bytes the records behind a seq take; too many where the disk does not say where they begin. */
  bytesAfter: (seq: number) => Promise<number>;
  /**
   * Resolves when the record is on disk, or with the failure. What arrives while one write and flush runs goes
   * together into the next. Rejects, as a bug, when the seq is not the next one, counting what waits, when the journal
   * was not begun, or when it is closed. The bytes must not change until this resolves.
   */
  append: (record: JournalRecord) => Promise<Result<null>>;
  /**
   * The records behind a seq, in order, from disk in bounded memory. Throws errors that `diskFailure` translates;
   * `DamagedRecords` is the one that `verify` helps against.
   */
  read: (after: number) => AsyncIterable<JournalRecord>;
  /** The record with a seq, or null. Throws as `read` does. */
  at: (seq: number) => Promise<JournalRecord | null>;
  /**
   * Checks every record, those too that opening passed over, cuts off what does not check with all that is behind it,
   * and says what that was: the head may fall back, so nothing may be appended until whoever appends knows. After
   * a failure the journal refuses everything until it is recovered or opened again.
   */
  verify: () => Promise<Result<readonly JournalRepair[]>>;
  /**
   * Begins anew for a store that was made or rebuilt: the next record is `after + 1`. Records of the same store up to
   * `after` stay, with a gap where they end before; those behind it and those of another store go to the quarantine.
   * After a failure, recover and begin again. Nothing may be appended until it has succeeded.
   */
  begin: (identity: JournalIdentity, after: number) => Promise<Result<null>>;
  /**
   * Deletes whole segments whose records are all up to a seq, never the one being written, and says how many. One that
   * the disk will not delete stays until the next time.
   */
  dropThrough: (seq: number) => Promise<number>;
  /**
   * Begins the next segment at once, so that every record up to now can be dropped; answers the seq of the last of
   * them. After a failure the journal refuses everything until it is recovered.
   */
  roll: () => Promise<Result<number>>;
  /**
   * After a failure the journal refuses everything with it until this succeeds: it puts the file back to what was
   * flushed and opens it again. Harmless when nothing has failed.
   */
  recover: () => Promise<Result<null>>;
  /** Waits for what was appended, and lets go of the files. */
  close: () => Promise<void>;
}>;

/** Opening reads the newest file whole, so this bounds what a start waits for the journal. */
const usualSegmentBytes = 4 * 1024 * 1024;

/**
 * Opens the journal in a folder, which is made if only it is missing. What a crash can have touched is checked: every
 * record of the newest segment, and of the others that they are there as they were left. What is torn or damaged is cut
 * off, kept and told in `repairs`. Fails when the disk does, or when a newer program wrote the journal; then nothing is
 * changed.
 */
export async function openJournal(options: {
  folder: string;
  /** How long a file may become before the next is begun. */
  segmentBytes?: number;
}): Promise<Result<Journal>> {
  const { folder, segmentBytes = usualSegmentBytes } = options;
  try {
    await makeOneFolder(folder);
    const walked = await openSegments(folder);
    if (!walked.ok) return walked;
    const files = new SegmentFiles({ folder, segmentBytes }, walked.value.segments);
    const opened = await files.reopen();
    return opened.ok ? ok(journalOver(files, walked.value.repairs)) : opened;
  } catch (error) {
    return failure(diskFailure(error));
  }
}

function journalOver(files: SegmentFiles, repairs: readonly JournalRepair[]): Journal {
  const queue = new GroupCommit((records) => files.write(records));
  let turn: Promise<unknown> = Promise.resolve();
  // Also after a beginning that failed half-way: what is there then belongs to no store for sure.
  let mustBegin = files.all.length === 0;
  let isClosed = false;

  /** What changes the list of files goes one at a time. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work);
    turn = mine.catch(() => undefined);
    return mine;
  };

  const requireNext = (record: JournalRecord): void => {
    if (mustBegin) throw new Error('The journal must be begun before anything is appended.');
    const next = files.head + queue.waiting + 1;
    if (record.seq !== next) throw new Error(`The journal expects record ${next}, not ${record.seq}.`);
    if (record.bytes.length > largestRecordBytes) throw new Error(`Record ${record.seq} is too large.`);
  };

  const append = async (record: JournalRecord): Promise<Result<null>> => {
    if (isClosed) throw new Error('The journal is closed.');
    if (queue.refusal === null) requireNext(record);
    return queue.append(record);
  };

  const at = async (seq: number): Promise<JournalRecord | null> => {
    if (seq > files.head) return null;
    for await (const record of readRecords([...files.all], seq - 1, seq))
      return record.seq === seq ? record : null;
    return null;
  };

  const begin = async (identity: JournalIdentity, after: number): Promise<Result<null>> => {
    await queue.settled();
    if (queue.refusal !== null) return failure(queue.refusal);
    try {
      await files.begin(identity, after);
      mustBegin = false;
      return ok(null);
    } catch (error) {
      const refusal = diskFailure(error);
      queue.refuse(refusal);
      return failure(refusal);
    }
  };

  const dropThrough = async (seq: number): Promise<number> => {
    const before = files.all.length;
    try {
      await files.dropThrough(seq);
    } catch (error) {
      // Called for what it throws: a bug goes on, a disk that keeps a file too long does no harm.
      diskFailure(error);
    }
    return before - files.all.length;
  };

  const roll = async (): Promise<Result<number>> => {
    if (mustBegin) throw new Error('The journal must be begun before it can go on in the next file.');
    let through = files.head;
    const rolled = await queue.alone(async () => {
      await files.roll();
      through = files.head;
    });
    return rolled.ok ? ok(through) : rolled;
  };

  const verify = async (): Promise<Result<readonly JournalRepair[]>> => {
    let verified: Result<readonly JournalRepair[]> = ok([]);
    const done = await queue.alone(async () => {
      verified = await files.verify();
      if (!verified.ok) queue.refuse(verified.error);
    });
    mustBegin ||= files.all.length === 0;
    return done.ok ? verified : done;
  };

  const bytesAfter = async (seq: number): Promise<number> => {
    const behind = await Promise.all(files.all.map((segment) => bytesBehind(segment, seq)));
    return behind.reduce((total, bytes) => total + bytes, 0);
  };

  const recover = async (): Promise<Result<null>> => {
    await queue.settled();
    if (queue.refusal === null) return ok(null);
    try {
      const reopened = await files.reopen();
      if (reopened.ok) queue.refuse(null);
      return reopened;
    } catch (error) {
      return failure(diskFailure(error));
    }
  };

  return {
    identity: () => files.all.at(-1)?.identity ?? null,
    head: () => files.head,
    first: () => firstOf(files.all),
    gaps: () => gapsIn(files.all),
    repairs,
    bytesAfter,
    append,
    read: (after) => readRecords([...files.all], after, files.head),
    at,
    verify: () => inTurn(verify),
    begin: (identity, after) => {
      mustBegin = true;
      return inTurn(() => begin(identity, after));
    },
    dropThrough: (seq) => inTurn(() => dropThrough(seq)),
    roll: () => inTurn(roll),
    recover: () => inTurn(recover),
    close: () => {
      isClosed = true;
      return inTurn(async () => {
        // Puts back what a failed write left, or the next opening must find room to keep that.
        await recover();
        await files.close();
      });
    },
  };
}

function firstOf(segments: readonly Segment[]): number | null {
  const [oldest] = fromOldestRecord(segments);
  return oldest === undefined ? null : oldest.after + 1;
}

function gapsIn(segments: readonly Segment[]): { after: number; through: number }[] {
  const [, ...later] = fromOldestRecord(segments);
  const begun = later.filter(({ previous, after }) => previous < after);
  return begun.map(({ previous, after }) => ({ after: previous, through: after }));
}

function fromOldestRecord(segments: readonly Segment[]): readonly Segment[] {
  const index = segments.findIndex((segment) => segment.last > segment.after);
  return index === -1 ? [] : segments.slice(index);
}

async function bytesBehind(segment: Segment, seq: number): Promise<number> {
  if (segment.last <= Math.max(seq, segment.after)) return 0;
  try {
    return segment.size - (await startBehind(segment, seq));
  } catch (error) {
    // Called for what it throws: a bug goes on, and records that cannot be read are no reason to count too few.
    diskFailure(error);
    return segment.size - positionAfter(segment, seq);
  }
}
