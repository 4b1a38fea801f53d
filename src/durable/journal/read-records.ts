import { open } from 'node:fs/promises';
import { readFrames, type JournalRecord } from './frame';
import { positionAfter, type Segment } from './segment';

/**
 * The records behind one seq, up to and with another, in order and from disk. Throws what the disk throws, and an
 * error like the disk's (`EBADMSG`) when a record that was whole before is not any more.
 */
export async function* readRecords(
  segments: readonly Segment[],
  after: number,
  through: number,
): AsyncGenerator<JournalRecord, void> {
  let reached = after;
  for (const segment of segments) {
    if (segment.last <= reached || segment.after >= through) continue;
    const last = Math.min(segment.last, through);
    reached = Math.max(reached, segment.after);
    for await (const record of recordsIn(segment, reached, last)) {
      if (record.seq !== reached + 1) throw noLongerWhole();
      reached = record.seq;
      yield record;
    }
    if (reached !== last) throw noLongerWhole();
  }
}

async function* recordsIn(
  segment: Segment,
  after: number,
  through: number,
): AsyncGenerator<JournalRecord, void> {
  const handle = await open(segment.file, 'r');
  try {
    for await (const frames of readFrames(handle, positionAfter(segment, after), segment.size)) {
      for (const { record } of frames) {
        if (record.seq > through) return;
        // A copy: the reader may keep it, and the buffer under it is used again.
        if (record.seq > after) yield { seq: record.seq, bytes: Uint8Array.from(record.bytes) };
      }
    }
  } finally {
    await handle.close();
  }
}

/** Where the record behind a seq begins in a segment; its end when there is none. Throws what the disk throws. */
export async function endOf(segment: Segment, seq: number): Promise<number> {
  const handle = await open(segment.file, 'r');
  try {
    for await (const frames of readFrames(handle, positionAfter(segment, seq), segment.size)) {
      const next = frames.find(({ record }) => record.seq > seq);
      if (next !== undefined) return next.at;
    }
    return segment.size;
  } finally {
    await handle.close();
  }
}

function noLongerWhole(): Error {
  return Object.assign(new Error('A record of the journal does not check any more.'), { code: 'EBADMSG' });
}
