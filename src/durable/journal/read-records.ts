import { open } from 'node:fs/promises';
import path from 'node:path';
import { DamagedRecords } from './damaged-records';
import { readFrames, type Frame, type JournalRecord } from './frame';
import { markRecord, positionAfter, type Segment } from './segment';

/**
 * The records behind one seq, up to and with another, in order and from disk. Every one is checked. Throws what the
 * disk throws, and `DamagedRecords` where one does not check or is not there.
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
    for await (const { record } of framesBehind(segment, reached)) {
      if (record.seq > last) break;
      if (record.seq !== reached + 1) throw damagedBehind(segment, reached);
      reached = record.seq;
      // A copy: the reader may keep it, and the buffer under it is used again.
      yield { seq: record.seq, bytes: Uint8Array.from(record.bytes) };
    }
    if (reached !== last) throw damagedBehind(segment, reached);
  }
}

/**
 * Where the record behind a seq begins in a segment that has one. Throws what the disk throws, and `DamagedRecords`
 * where a record before it does not check.
 */
export async function startBehind(segment: Segment, seq: number): Promise<number> {
  for await (const { at } of framesBehind(segment, seq)) return at;
  throw damagedBehind(segment, seq);
}

/** Notes on its way where records lie, because a segment that was not read since it was opened has no marks. */
async function* framesBehind(segment: Segment, seq: number): AsyncGenerator<Frame, void> {
  const handle = await open(segment.file, 'r');
  try {
    for await (const frames of readFrames(handle, positionAfter(segment, seq), segment.size)) {
      for (const frame of frames) {
        markRecord(segment, frame.record.seq, frame.at);
        if (frame.record.seq > seq) yield frame;
      }
    }
  } finally {
    await handle.close();
  }
}

function damagedBehind(segment: Segment, seq: number): DamagedRecords {
  return new DamagedRecords(path.basename(segment.file), seq + 1);
}
