import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mend } from '../../../src/durable/leveldb/mend';
import { runs } from '../../support/runs';
import { anyBatches, batch, nextSequence, readAsLevelDb, recordsOf, writeLog } from './log-file';

/** What the file is after mending, and what was cut. */
function mended(bytes: Uint8Array) {
  const mending = mend(bytes, 'log');
  if (mending === undefined) throw new Error('A log can always be mended.');
  const after = Buffer.concat([bytes.subarray(0, mending.keep), mending.behind]);
  return { after, cuts: mending.cuts, kinds: mending.cuts.map(({ kind }) => kind) };
}

/** Records as something short to compare and to show. */
const same = (records: readonly Uint8Array[]) =>
  records.map((record) => `${record.length}:${createHash('sha1').update(record).digest('hex')}`);

/** What LevelDB would read, in the same short form. */
function read(bytes: Uint8Array) {
  const { records, isCorrupt } = readAsLevelDb(bytes);
  return { records: same(records), isCorrupt };
}

/** What LevelDB appends at its next start, without a look at what it appends to. */
function writeOn(bytes: Uint8Array, records: readonly Uint8Array[]): Buffer {
  return Buffer.concat([bytes, writeLog(records, bytes.length).bytes]);
}

const anyShare = fc.nat(999_999).map((part) => part / 1_000_000);

test('a healthy log stays as it is', () => {
  fc.assert(
    fc.property(anyBatches, (batches) => {
      const records = recordsOf(batches);
      const { bytes } = writeLog(records);
      expect(read(bytes)).toEqual({ records: same(records), isCorrupt: false });
      expect(mend(bytes, 'log')).toMatchObject({ cuts: [], keep: bytes.length });
    }),
    { numRuns: runs(60) },
  );
});

test('a log cut at any byte keeps exactly its whole records, and can be written on', () => {
  const control = { lost: 0, all: 0 };
  fc.assert(
    fc.property(anyBatches, anyShare, (batches, share) => {
      const records = recordsOf(batches);
      const { bytes, ends } = writeLog(records);
      const torn = bytes.subarray(0, Math.floor(share * bytes.length));
      const whole = same(records.filter((_record, at) => (ends[at] ?? 0) <= torn.length));
      const { after, kinds } = mended(torn);
      expect(read(after)).toEqual({ records: whole, isCorrupt: false });
      expect(kinds).toEqual(after.length === torn.length ? [] : ['torn_tail']);
      const more = [batch(nextSequence(records), 1, Buffer.from('more'))];
      const all = { records: [...whole, ...same(more)], isCorrupt: false };
      expect(read(writeOn(after, more))).toEqual(all);
      if (kinds.length === 0) return;
      const unmended = readAsLevelDb(writeOn(torn, more));
      control.all += 1;
      if (unmended.isCorrupt || unmended.records.length < all.records.length) control.lost += 1;
    }),
    { numRuns: runs(150) },
  );
  // Unmended, nearly every torn end costs what is written behind it or the whole database.
  expect(control.all).toBeGreaterThan(50);
  expect(control.lost / control.all).toBeGreaterThan(0.9);
});

test('junk or zeros behind a log are cut off', () => {
  const junk = fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 40 }),
    fc.integer({ min: 1, max: 70_000 }).map((length) => new Uint8Array(length)),
  );
  fc.assert(
    fc.property(anyBatches, junk, (batches, tail) => {
      const records = recordsOf(batches);
      const { bytes } = writeLog(records);
      const { after } = mended(Buffer.concat([bytes, tail]));
      expect(read(after)).toEqual({ records: same(records), isCorrupt: false });
      // Fewer than seven bytes may be the padding of a block.
      expect(after.length - bytes.length).toBeLessThan(7);
    }),
    { numRuns: runs(80) },
  );
});

test('records that were written behind junk stay, and none is missed', () => {
  fc.assert(
    fc.property(anyBatches, fc.uint8Array({ minLength: 7, maxLength: 40 }), (batches, junk) => {
      const records = recordsOf(batches);
      const { bytes } = writeLog(records);
      const begin = nextSequence(records);
      const more = [batch(begin, 2, Buffer.from('two')), batch(begin + 2, 1, Buffer.alloc(40_000, 9))];
      const { after, kinds, cuts } = mended(writeOn(Buffer.concat([bytes, junk]), more));
      expect(read(after)).toEqual({ records: same([...records, ...more]), isCorrupt: false });
      expect(kinds).toEqual(['torn_middle']);
      expect(cuts[0]?.atByte).toBe(bytes.length);
    }),
    { numRuns: runs(60) },
  );
});

test('a flipped bit loses the record that it hit and no other, and a hole is called one', () => {
  fc.assert(
    fc.property(anyBatches, anyShare, fc.nat(7), (batches, share, bit) => {
      const records = recordsOf(batches);
      const { bytes, ends } = writeLog(records);
      const at = Math.floor(share * bytes.length);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
      const hit = ends.findIndex((end) => at < end);
      const { after, kinds } = mended(bytes);
      // Padding at the end of a block is never read, so that a bit there changes nothing.
      const kept = kinds.length === 0 ? records : records.filter((_record, index) => index !== hit);
      expect(read(after)).toEqual({ records: same(kept), isCorrupt: false });
      const kind = hit === records.length - 1 ? 'torn_tail' : 'lost_records';
      for (const found of kinds) expect(found).toBe(kind);
    }),
    { numRuns: runs(150) },
  );
});

test('two damages lose what they hit, and what is between them stays', () => {
  const records = [10, 11, 12, 13, 14].map((sequence) => batch(sequence, 1, Buffer.alloc(9_000, sequence)));
  const { bytes, ends } = writeLog(records);
  for (const hit of [1, 3]) bytes.writeUInt8(255, (ends[hit] ?? 0) - 1);
  const { after, kinds } = mended(bytes);
  expect(readAsLevelDb(after).records.map((record) => record[0])).toEqual([10, 12, 14]);
  expect(kinds).toEqual(['lost_records', 'lost_records']);
});

test('bytes that only look like a record, inside what was torn, are not taken for one', () => {
  const { bytes: whole } = writeLog([batch(100, 1, Buffer.from('before'))]);
  // Somebody stored a piece of another log: frames with checksums that are right, but with old or foreign numbers.
  for (const foreign of [1, 100, 100_000]) {
    const stored = writeLog([batch(foreign, 1, Buffer.from('not of this log'))]).bytes;
    const torn = writeLog([batch(101, 1, Buffer.concat([Buffer.alloc(50), stored, Buffer.alloc(50)]))]).bytes;
    const { after } = mended(Buffer.concat([whole, torn.subarray(0, torn.length - 1)]));
    expect(after).toEqual(whole);
  }
});

test('a manifest loses a torn end and nothing else', () => {
  // The records of a manifest have no numbers and may be short.
  const edits = [Buffer.from('edit one'), Buffer.from('two'), Buffer.alloc(200, 3)];
  const { bytes, ends } = writeLog(edits);
  expect(mend(bytes, 'manifest')).toMatchObject({ cuts: [] });
  const [first = 0, second = 0] = ends;
  for (let length = second + 1; length < bytes.length; length += 1) {
    expect(mend(bytes.subarray(0, length), 'manifest')).toEqual({
      cuts: [{ kind: 'torn_tail', atByte: second, bytes: length - second }],
      keep: second,
      behind: Buffer.alloc(0),
    });
  }
  // A damage before good records, and one from the very beginning.
  expect(mend(Buffer.from(bytes).fill(7, first, first + 2), 'manifest')).toBeUndefined();
  expect(mend(Buffer.alloc(60, 7), 'manifest')).toBeUndefined();
});
