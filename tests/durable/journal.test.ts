import {
  appendFileSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { crc32c } from '../../src/durable/crc32c';
import { diskFailure } from '../../src/durable/disk-failure';
import { diskMessages } from '../../src/durable/disk.messages';
import { armFailPoints, disarmFailPoints } from '../../src/durable/fail-points';
import { DamagedRecords } from '../../src/durable/journal/damaged-records';
import { encodeFrames } from '../../src/durable/journal/frame';
import { openJournal, type Journal } from '../../src/durable/journal/journal';
import { journalMessages } from '../../src/durable/journal/journal.messages';
import {
  appendTexts,
  begun,
  identity,
  opened,
  quarantineOf,
  scratchFolders,
  segmentsIn,
  textRecord,
  textsOf,
  valueOf,
} from './journal-tools';

const newFolder = scratchFolders('disk');

afterEach(() => disarmFailPoints());

const letters = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const numbered = letters.map((letter, index) => `${index + 1} ${letter}`);

/** Room for two records of one letter. */
const twoRecords = 160;

async function thrownBy(work: () => Promise<unknown>): Promise<unknown> {
  return work().then(
    () => null,
    (error: unknown) => error,
  );
}

/** A journal of several segments that has been closed. */
async function leftBehind(folder: string, segmentBytes = twoRecords): Promise<void> {
  const journal = await begun(folder, segmentBytes);
  await appendTexts(journal, letters);
  await journal.close();
}

function flipBit(file: string, at: number, bit = 0): void {
  const bytes = readFileSync(file);
  bytes.writeUInt8((bytes[at] ?? 0) ^ (1 << bit), at);
  writeFileSync(file, bytes);
}

/** Takes out of a header what the first journals did not write. */
function makeHeaderOld(file: string): void {
  const bytes = readFileSync(file);
  const end = 20 + bytes.readUInt32LE(12);
  const { sealed, ...content } = JSON.parse(bytes.toString('utf8', 20, end)) as Record<string, unknown>;
  expect(sealed).toBeDefined();
  const json = Buffer.from(JSON.stringify(content));
  const fixed = Buffer.from(bytes.subarray(0, 20));
  fixed.writeUInt32LE(json.length, 12);
  fixed.writeUInt32LE(crc32c(json, crc32c(fixed.subarray(8, 16))), 16);
  writeFileSync(file, Buffer.concat([fixed, json, bytes.subarray(end)]));
}

/** Where the payload of the first record lies in a segment. */
function firstPayloadAt(file: string): number {
  return 20 + readFileSync(file).readUInt32LE(12) + 16;
}

/** Makes every flush of a file wait until it is let through; Node's own, as a disk that takes its time would. */
async function holdFlushes() {
  const handle = await open(path.join(newFolder(), 'any'), 'w');
  const prototype = Object.getPrototypeOf(handle) as { datasync: () => Promise<void> };
  await handle.close();
  const { datasync } = prototype;
  const waiting: (() => void)[] = [];
  let count = 0;
  prototype.datasync = async function held(this: unknown) {
    count += 1;
    await new Promise<void>((resolve) => waiting.push(resolve));
    await datasync.call(this);
  };
  return {
    count: () => count,
    release: () => waiting.shift()?.(),
    reached: (calls: number) => vi.waitFor(() => expect(count).toBe(calls), { interval: 1 }),
    restore: () => {
      prototype.datasync = datasync;
    },
  };
}

describe('a new journal', () => {
  it('knows nothing until it is begun', async () => {
    const folder = newFolder();
    const journal = await opened(path.join(folder, 'journal'));
    expect([journal.identity(), journal.head(), journal.first(), journal.repairs]).toEqual([
      null,
      0,
      null,
      [],
    ]);
    expect(await thrownBy(() => journal.append(textRecord(1)))).toBeInstanceOf(Error);
    valueOf(await journal.begin(identity, 0));
    expect(journal.identity()).toEqual(identity);
    await journal.close();
  });

  it('is not made where the data folder itself is missing', async () => {
    const folder = path.join(newFolder(), 'gone', 'journal');
    expect(await openJournal({ folder })).toMatchObject({
      ok: false,
      error: { code: 'store_unavailable', message: diskMessages.gone },
    });
    expect(existsSync(path.dirname(folder))).toBe(false);
  });
});

describe('appending', () => {
  it('gives back every record, now and after opening again', async () => {
    const folder = newFolder();
    const journal = await begun(folder);
    await appendTexts(journal, letters);
    expect(await textsOf(journal)).toEqual(numbered);
    await journal.close();
    const again = await opened(folder);
    expect([again.head(), again.first(), again.repairs]).toEqual([8, 1, []]);
    expect(await textsOf(again, 5)).toEqual(numbered.slice(5));
    await again.close();
  });

  it('takes an empty record and one longer than a segment', async () => {
    const folder = newFolder();
    const journal = await begun(folder, twoRecords);
    const long = 'x'.repeat(600_000);
    await appendTexts(journal, ['', long, 'b', '']);
    await journal.close();
    const again = await opened(folder, twoRecords);
    expect(await textsOf(again)).toEqual(['1 ', `2 ${long}`, '3 b', '4 ']);
    await again.close();
  });

  it('writes together what arrives while a write runs', async () => {
    const journal = await begun(newFolder());
    // The third write would fail: 500 records take two, one for the first and one for what came meanwhile.
    armFailPoints('journal.written=EIO@3');
    await appendTexts(
      journal,
      Array.from({ length: 500 }, (_, index) => `text ${index}`),
    );
    expect(journal.head()).toBe(500);
    expect(await journal.append(textRecord(501))).toMatchObject({ ok: false });
    await journal.close();
  });

  it('answers after a flush and not before, with one flush for all that came together', async () => {
    const journal = await begun(newFolder());
    const flushes = await holdFlushes();
    try {
      let answered = 0;
      const answers = Array.from({ length: 9 }, (_, index) =>
        journal.append(textRecord(index + 1)).then((answer) => {
          valueOf(answer);
          answered += 1;
        }),
      );
      await flushes.reached(1);
      expect([answered, journal.head()]).toEqual([0, 0]);
      flushes.release();
      await flushes.reached(2);
      expect([answered, journal.head()]).toEqual([1, 1]);
      flushes.release();
      await Promise.all(answers);
      expect(flushes.count()).toBe(2);
    } finally {
      flushes.restore();
    }
    await journal.close();
  });

  it.each([0, 2, 4])('out of turn is a bug: %i where 3 is expected', async (seq) => {
    const journal = await begun(newFolder());
    const queued = [journal.append(textRecord(1)), journal.append(textRecord(2))];
    expect(await thrownBy(() => journal.append(textRecord(seq)))).toBeInstanceOf(Error);
    for (const answer of await Promise.all(queued)) valueOf(answer);
    expect(journal.head()).toBe(2);
    await journal.close();
    expect(await thrownBy(() => journal.append(textRecord(3)))).toBeInstanceOf(Error);
  });

  it('of a record beyond all measure is a bug', async () => {
    const journal = await begun(newFolder());
    const bytes = new Uint8Array(256 * 1024 * 1024 + 1);
    expect(await thrownBy(() => journal.append({ seq: 1, bytes }))).toBeInstanceOf(Error);
    await journal.close();
  });

  it('is waited for by closing', async () => {
    const folder = newFolder();
    const journal = await begun(folder);
    const answers = letters.map((letter, index) => journal.append(textRecord(index + 1, letter)));
    await journal.close();
    for (const answer of await Promise.all(answers)) valueOf(answer);
    const again = await opened(folder);
    expect(await textsOf(again)).toEqual(numbered);
    await again.close();
  });
});

describe('reading', () => {
  it.each([
    ['as it was written', false],
    ['opened again, when nobody knows where old records lie', true],
  ])('finds one record, counts bytes and starts anywhere, %s', async (_, isOpenedAgain) => {
    const folder = newFolder();
    let journal = await begun(folder, 400_000);
    const texts = Array.from({ length: 900 }, (_text, index) => `${index + 1}`.padEnd(1000, '.'));
    await appendTexts(journal, texts);
    if (isOpenedAgain) {
      await journal.close();
      journal = await opened(folder, 400_000);
    }
    for (const seq of [1, 2, 299, 450, 899, 900]) {
      expect(Buffer.from((await journal.at(seq))?.bytes ?? []).toString()).toBe(texts[seq - 1]);
      expect((await textsOf(journal, seq)).length).toBe(900 - seq);
      const exact = (900 - seq) * 1016;
      expect(await journal.bytesAfter(seq)).toBe(exact);
    }
    expect([await journal.at(0), await journal.at(901)]).toEqual([null, null]);
    await journal.close();
  });

  it('gives records that may be kept while it goes on', async () => {
    const journal = await begun(newFolder());
    const texts = Array.from({ length: 900 }, (_, index) => `${index + 1}`.padEnd(1000, '.'));
    await appendTexts(journal, texts);
    const kept: Uint8Array[] = [];
    for await (const { bytes } of journal.read(0)) kept.push(bytes);
    expect(kept.map((bytes) => Buffer.from(bytes).toString())).toEqual(texts);
    await journal.close();
  });

  it('goes on while records are appended, up to where it began', async () => {
    const journal = await begun(newFolder(), twoRecords);
    await appendTexts(journal, letters);
    const reading = journal.read(0);
    await appendTexts(journal, ['later']);
    const seen: number[] = [];
    for await (const { seq } of reading) seen.push(seq);
    expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    await journal.close();
  });

  it('hands on no record that was damaged after opening', async () => {
    const folder = newFolder();
    const journal = await begun(folder);
    await appendTexts(journal, letters);
    const [name = ''] = segmentsIn(folder);
    flipBit(path.join(folder, name), statSync(path.join(folder, name)).size - 1);
    const error = await thrownBy(() => textsOf(journal));
    expect(diskFailure(error)).toMatchObject({ code: 'store_unavailable', details: { code: 'EBADMSG' } });
    await journal.close();
  });
});

describe('segments', () => {
  it('are named by their first record, and go away whole', async () => {
    const folder = newFolder();
    const journal = await begun(folder, twoRecords);
    await appendTexts(journal, letters);
    const names = [1, 3, 5, 7].map((seq) => `${String(seq).padStart(14, '0')}.journal`);
    expect(segmentsIn(folder)).toEqual(names);
    await journal.dropThrough(5);
    expect(segmentsIn(folder)).toEqual(names.slice(2));
    expect([journal.first(), await journal.at(4)]).toEqual([5, null]);
    expect(await textsOf(journal)).toEqual(numbered.slice(4));
    await journal.dropThrough(99);
    expect(segmentsIn(folder)).toEqual(names.slice(3));
    await journal.close();
    const again = await opened(folder, twoRecords);
    expect([again.first(), again.head(), again.repairs]).toEqual([7, 8, []]);
    await appendTexts(again, ['i']);
    await again.close();
  });

  it('keep the head even when no record is left', async () => {
    const folder = newFolder();
    const journal = await begun(folder, twoRecords);
    await appendTexts(journal, letters);
    valueOf(await journal.begin({ ...identity, incarnation: 'second' }, 8));
    await journal.dropThrough(8);
    await journal.close();
    const again = await opened(folder);
    expect([again.first(), again.head(), again.identity()?.incarnation]).toEqual([null, 8, 'second']);
    await appendTexts(again, ['i']);
    expect(await textsOf(again)).toEqual(['9 i']);
    await again.close();
  });

  it('are begun on demand, so that every record before can go', async () => {
    const folder = newFolder();
    const journal = await begun(folder);
    await appendTexts(journal, ['a', 'b']);
    expect(await journal.dropThrough(2)).toBe(0);
    // What arrives meanwhile waits, and is in the next one.
    const rolling = journal.roll();
    await Promise.resolve();
    const [rolled, appended] = await Promise.all([rolling, journal.append(textRecord(3, 'c'))]);
    expect([valueOf(rolled), appended.ok]).toEqual([2, true]);
    expect(segmentsIn(folder)).toHaveLength(2);
    expect(await journal.dropThrough(2)).toBe(1);
    expect([journal.first(), await textsOf(journal)]).toEqual([3, ['3 c']]);
    expect(valueOf(await journal.roll())).toBe(3);
    expect(valueOf(await journal.roll())).toBe(3);
    expect(await journal.dropThrough(3)).toBe(1);
    await journal.close();
    const again = await opened(folder);
    expect([again.first(), again.head(), again.gaps(), again.repairs]).toEqual([null, 3, [], []]);
    await appendTexts(again, ['d']);
    expect(await textsOf(again)).toEqual(['4 d']);
    await again.close();
  });

  it('of a newer format are refused, and nothing is touched', async () => {
    const folder = newFolder();
    await leftBehind(folder);
    const newest = path.join(folder, segmentsIn(folder).at(-1) ?? '');
    const bytes = readFileSync(newest);
    bytes.writeUInt32LE(2, 8);
    bytes.writeUInt32LE(
      crc32c(bytes.subarray(20, 20 + bytes.readUInt32LE(12)), crc32c(bytes.subarray(8, 16))),
      16,
    );
    writeFileSync(newest, bytes);
    // Something to repair in another segment, which must wait for the version that understands all.
    const oldest = path.join(folder, segmentsIn(folder)[0] ?? '');
    appendFileSync(oldest, 'torn');
    const before = segmentsIn(folder).map((name) => readFileSync(path.join(folder, name)));
    expect(await openJournal({ folder })).toMatchObject({
      ok: false,
      error: { code: 'store_unavailable', message: journalMessages.newer },
    });
    expect(segmentsIn(folder).map((name) => readFileSync(path.join(folder, name)))).toEqual(before);
    expect(quarantineOf(folder)).toEqual([]);
  });
});

describe('beginning anew', () => {
  const rebuilt = { ...identity, incarnation: 'second' };

  async function beginIn(to: { storeId: string; incarnation: string }, after: number) {
    const folder = newFolder();
    const journal = await begun(folder, twoRecords);
    await appendTexts(journal, letters);
    valueOf(await journal.begin(to, after));
    await appendTexts(journal, ['new']);
    const result = { first: journal.first(), texts: await textsOf(journal), gaps: journal.gaps() };
    expect(journal.identity()).toEqual(to);
    await journal.close();
    const again = await opened(folder, twoRecords);
    expect({ first: again.first(), texts: await textsOf(again), gaps: again.gaps() }).toEqual(result);
    expect([again.repairs, again.identity()]).toEqual([[], to]);
    await again.close();
    return { ...result, kept: quarantineOf(folder).length };
  }

  it('at the head goes on', async () => {
    expect(await beginIn(rebuilt, 8)).toEqual({ first: 1, texts: [...numbered, '9 new'], gaps: [], kept: 0 });
  });

  it('before the head takes what contradicts away, and keeps it', async () => {
    const texts = [...numbered.slice(0, 5), '6 new'];
    expect(await beginIn(rebuilt, 5)).toEqual({ first: 1, texts, gaps: [], kept: 2 });
  });

  it('from nothing takes all away', async () => {
    expect(await beginIn(rebuilt, 0)).toEqual({ first: 1, texts: ['1 new'], gaps: [], kept: 4 });
  });

  it('behind the head leaves seqs out, and says which', async () => {
    const gaps = [{ after: 8, through: 20 }];
    expect(await beginIn(rebuilt, 20)).toEqual({ first: 1, texts: [...numbered, '21 new'], gaps, kept: 0 });
  });

  it('for another store leaves none of the first', async () => {
    const other = { storeId: 'store-2', incarnation: 'first' };
    expect(await beginIn(other, 8)).toEqual({ first: 9, texts: ['9 new'], gaps: [], kept: 4 });
  });

  it('with a gap does not hide that a segment before it is missing', async () => {
    const folder = newFolder();
    const journal = await begun(folder, twoRecords);
    await appendTexts(journal, letters);
    valueOf(await journal.begin(rebuilt, 20));
    await appendTexts(journal, ['new']);
    expect([await journal.at(15), await journal.bytesAfter(15)]).toEqual([null, 19]);
    expect(await textsOf(journal, 15)).toEqual(['21 new']);
    await journal.close();
    rmSync(path.join(folder, segmentsIn(folder).at(-2) ?? ''));
    const again = await opened(folder, twoRecords);
    expect([await textsOf(again), again.gaps(), again.repairs.length]).toEqual([numbered.slice(0, 6), [], 1]);
    await again.close();
  });

  it('again before anything was appended leaves no gap, and again at the same place one segment', async () => {
    const folder = newFolder();
    const journal = await begun(folder);
    valueOf(await journal.begin(rebuilt, 7));
    valueOf(await journal.begin(rebuilt, 7));
    await appendTexts(journal, ['new']);
    expect([journal.gaps(), journal.first(), segmentsIn(folder).length]).toEqual([[], 8, 2]);
    await journal.dropThrough(7);
    expect([segmentsIn(folder), quarantineOf(folder)]).toEqual([['00000000000008.journal'], []]);
    await journal.close();
  });

  it('that fails half-way takes no record until it has succeeded', async () => {
    const folder = newFolder();
    const journal = await begun(folder, twoRecords);
    await appendTexts(journal, letters);
    armFailPoints('file.written=ENOSPC');
    expect(await journal.begin(rebuilt, 5)).toMatchObject({ ok: false, error: { code: 'storage_full' } });
    expect(await journal.append(textRecord(6))).toMatchObject({ ok: false });
    expect(await journal.begin(rebuilt, 5)).toMatchObject({ ok: false });
    valueOf(await journal.recover());
    expect(await thrownBy(() => journal.append(textRecord(6)))).toBeInstanceOf(Error);
    valueOf(await journal.begin(rebuilt, 5));
    await appendTexts(journal, ['new']);
    expect(await textsOf(journal)).toEqual([...numbered.slice(0, 5), '6 new']);
    await journal.close();
  });
});

describe('a torn tail', () => {
  const torn = Buffer.from([9, 0, 0, 0, 1, 2, 3, 4, 9, 0]);

  it('is cut, kept and told, and what is appended behind it can be read', async () => {
    const folder = newFolder();
    await leftBehind(folder);
    const file = path.join(folder, segmentsIn(folder).at(-1) ?? '');
    const { size } = statSync(file);
    appendFileSync(file, torn);
    const journal = await opened(folder, twoRecords);
    const [repair] = journal.repairs;
    expect(repair).toMatchObject({ kind: 'torn', file, atByte: size, bytes: torn.length });
    expect(readFileSync(repair?.quarantine ?? '')).toEqual(torn);
    await appendTexts(journal, ['i']);
    await journal.close();
    const again = await opened(folder, twoRecords);
    expect([again.repairs, await textsOf(again)]).toEqual([[], [...numbered, '9 i']]);
    await again.close();
  });

  it('that is not cut makes what is appended behind it unreadable (control)', async () => {
    const folder = newFolder();
    await leftBehind(folder, 1 << 20);
    const file = path.join(folder, segmentsIn(folder)[0] ?? '');
    // The frame of a program that appends where the file ends, whatever stands there.
    const next = encodeFrames([textRecord(9, 'i')]);
    appendFileSync(file, torn);
    appendFileSync(file, next);
    const journal = await opened(folder);
    expect(await textsOf(journal)).toEqual(numbered);
    expect(journal.repairs).toMatchObject([{ kind: 'damaged', bytes: torn.length + next.length }]);
    await journal.close();
    // Behind no torn tail the very same frame is read.
    appendFileSync(file, next);
    const again = await opened(folder);
    expect(await textsOf(again)).toEqual([...numbered, '9 i']);
    await again.close();
  });

  it('of zeros, as a power cut leaves it, is cut', async () => {
    const folder = newFolder();
    await leftBehind(folder);
    const file = path.join(folder, segmentsIn(folder).at(-1) ?? '');
    truncateSync(file, statSync(file).size + 5000);
    const journal = await opened(folder, twoRecords);
    expect(journal.repairs).toMatchObject([{ kind: 'torn', bytes: 5000 }]);
    expect(await textsOf(journal)).toEqual(numbered);
    await journal.close();
  });
});

describe('damage in the middle', () => {
  const threeDamaged = Array.from({ length: 3 }, () => ({ kind: 'damaged' }));

  async function damagedInTheMiddle(folder: string): Promise<void> {
    await leftBehind(folder);
    const file = path.join(folder, segmentsIn(folder)[1] ?? '');
    flipBit(file, firstPayloadAt(file));
  }

  it('is told when it is read, and when it is looked for, which cuts everything behind it and keeps it', async () => {
    const folder = newFolder();
    await damagedInTheMiddle(folder);
    const journal = await opened(folder, twoRecords);
    expect([journal.repairs, journal.head(), journal.first(), quarantineOf(folder)]).toEqual([[], 8, 1, []]);
    for (const read of [() => textsOf(journal), () => textsOf(journal, 2), () => journal.at(4)])
      expect(await thrownBy(read)).toBeInstanceOf(DamagedRecords);
    expect(await textsOf(journal, 4)).toEqual(numbered.slice(4));
    expect((await journal.at(2))?.seq).toBe(2);
    expect(await journal.bytesAfter(3)).toBeGreaterThan(await journal.bytesAfter(4));
    const repairs = valueOf(await journal.verify());
    expect(repairs).toMatchObject(threeDamaged);
    expect(repairs.every(({ bytes }) => bytes > 0)).toBe(true);
    expect([journal.head(), await textsOf(journal), quarantineOf(folder).length]).toEqual([
      2,
      ['1 a', '2 b'],
      3,
    ]);
    await appendTexts(journal, ['C']);
    expect(await textsOf(journal)).toEqual(['1 a', '2 b', '3 C']);
    await journal.close();
    const again = await opened(folder, twoRecords);
    expect([again.repairs, valueOf(await again.verify()), await textsOf(again)]).toEqual([
      [],
      [],
      ['1 a', '2 b', '3 C'],
    ]);
    await again.close();
  });

  it('of a journal whose headers do not say yet how each segment was left is found by opening', async () => {
    const folder = newFolder();
    await leftBehind(folder);
    for (const name of segmentsIn(folder)) makeHeaderOld(path.join(folder, name));
    const whole = await opened(folder, twoRecords);
    expect([whole.repairs, await textsOf(whole)]).toEqual([[], numbered]);
    await whole.close();
    const file = path.join(folder, segmentsIn(folder)[1] ?? '');
    flipBit(file, firstPayloadAt(file));
    const journal = await opened(folder, twoRecords);
    expect(journal.repairs).toMatchObject(threeDamaged);
    expect(await textsOf(journal)).toEqual(['1 a', '2 b']);
    await journal.close();
  });

  it('that cuts a segment short is found by opening', async () => {
    const folder = newFolder();
    await leftBehind(folder);
    const file = path.join(folder, segmentsIn(folder)[1] ?? '');
    truncateSync(file, statSync(file).size - 1);
    const journal = await opened(folder, twoRecords);
    expect(journal.repairs).toMatchObject(threeDamaged);
    expect(await textsOf(journal)).toEqual(numbered.slice(0, 3));
    await journal.close();
  });

  it('that the disk does not let be kept apart is not cut, and looked for again', async () => {
    const folder = newFolder();
    await damagedInTheMiddle(folder);
    const journal = await opened(folder, twoRecords);
    armFailPoints('journal.quarantined=EIO');
    expect(await journal.verify()).toMatchObject({ ok: false, error: { code: 'store_unavailable' } });
    expect(await journal.append(textRecord(9))).toMatchObject({ ok: false });
    valueOf(await journal.recover());
    expect(await textsOf(journal, 4)).toEqual(numbered.slice(4));
    expect(valueOf(await journal.verify())).toMatchObject(threeDamaged);
    await appendTexts(journal, ['C']);
    await journal.close();
  });

  it('of the newest segment is told apart from a torn tail', async () => {
    const folder = newFolder();
    await leftBehind(folder, 1 << 20);
    const file = path.join(folder, segmentsIn(folder)[0] ?? '');
    // The length of the first record becomes one that reaches far behind the end of the file.
    flipBit(file, firstPayloadAt(file) - 14, 6);
    const journal = await opened(folder);
    expect(journal.repairs).toMatchObject([{ kind: 'damaged' }]);
    expect(await textsOf(journal)).toEqual([]);
    await journal.close();
  });

  it('behind the last record of a segment loses nothing of the next', async () => {
    const folder = newFolder();
    await leftBehind(folder);
    appendFileSync(path.join(folder, segmentsIn(folder)[0] ?? ''), 'rubbish');
    const journal = await opened(folder, twoRecords);
    expect(journal.repairs).toMatchObject([{ kind: 'damaged', bytes: 7 }]);
    expect(await textsOf(journal)).toEqual(numbered);
    await journal.close();
  });

  it('of a segment that is missing cuts what no longer goes on', async () => {
    const folder = newFolder();
    await leftBehind(folder);
    rmSync(path.join(folder, segmentsIn(folder)[1] ?? ''));
    const journal = await opened(folder, twoRecords);
    expect(await textsOf(journal)).toEqual(['1 a', '2 b']);
    expect(quarantineOf(folder)).toHaveLength(2);
    await journal.close();
  });

  it('of the oldest head leaves what follows', async () => {
    const folder = newFolder();
    await leftBehind(folder);
    flipBit(path.join(folder, segmentsIn(folder)[0] ?? ''), 25);
    const journal = await opened(folder, twoRecords);
    expect([journal.first(), await textsOf(journal)]).toEqual([3, numbered.slice(2)]);
    await journal.close();
  });

  it.each([4, 8, 10])('that puts record %i behind record 8 is cut, though it checks', async (seq) => {
    const folder = newFolder();
    await leftBehind(folder, 1 << 20);
    const file = path.join(folder, segmentsIn(folder)[0] ?? '');
    appendFileSync(file, encodeFrames([textRecord(seq)]));
    const journal = await opened(folder);
    expect(journal.repairs).toHaveLength(1);
    expect(await textsOf(journal)).toEqual(numbered);
    await journal.close();
  });

  it('cut at the same place twice is kept twice', async () => {
    const folder = newFolder();
    await leftBehind(folder, 1 << 20);
    const file = path.join(folder, segmentsIn(folder)[0] ?? '');
    for (const rubbish of ['one', 'two']) {
      appendFileSync(file, rubbish);
      await (await opened(folder)).close();
    }
    const kept = quarantineOf(folder).map((name) =>
      readFileSync(path.join(folder, 'quarantine', name), 'utf8'),
    );
    expect(kept).toEqual(['one', 'two']);
  });

  it('whose checksum is made to fit comes through: nothing but the checksum stops it (control)', async () => {
    const folder = newFolder();
    await leftBehind(folder, 1 << 20);
    const file = path.join(folder, segmentsIn(folder)[0] ?? '');
    const at = firstPayloadAt(file);
    flipBit(file, at);
    const bytes = readFileSync(file);
    bytes.writeUInt32LE(crc32c(bytes.subarray(at - 8, at + 1)), at - 12);
    writeFileSync(file, bytes);
    const journal = await opened(folder);
    expect(await textsOf(journal)).toEqual(['1 `', ...numbered.slice(1)]);
    await journal.close();
  });
});

describe('a disk that fails', () => {
  const points = ['journal.received', 'journal.written', 'journal.synced'];

  it.each(
    points.flatMap((point) => [
      [point, 'EIO', 'store_unavailable', diskMessages.broken('EIO')],
      [point, 'ENOSPC', 'storage_full', diskMessages.full],
    ]),
  )(
    'at %s with %s is an answer to all that wait, and is recovered from',
    async (point, fault, code, message) => {
      const folder = newFolder();
      const journal = await begun(folder);
      await appendTexts(journal, ['a']);
      armFailPoints(`${point}=${fault}`);
      const answers = await Promise.all([2, 3, 4].map((seq) => journal.append(textRecord(seq))));
      for (const answer of answers) expect(answer).toMatchObject({ ok: false, error: { code, message } });
      expect(await journal.append(textRecord(2))).toMatchObject({ ok: false, error: { code } });
      expect([journal.head(), await textsOf(journal)]).toEqual([1, ['1 a']]);
      valueOf(await journal.recover());
      await appendTexts(journal, ['b', 'c']);
      await journal.close();
      const again = await opened(folder);
      expect([again.repairs, await textsOf(again)]).toEqual([[], ['1 a', '2 b', '3 c']]);
      await again.close();
    },
  );

  it.each(['file.opened', 'file.written', 'file.synced', 'file.renamed', 'journal.rotated'])(
    'at %s, while the next segment is begun, leaves none in the way',
    async (point) => {
      const folder = newFolder();
      const journal = await begun(folder, twoRecords);
      await appendTexts(journal, ['a', 'b']);
      armFailPoints(`${point}=ENOSPC@1+`);
      expect(await journal.append(textRecord(3, 'c'.repeat(99)))).toMatchObject({ ok: false });
      disarmFailPoints();
      valueOf(await journal.recover());
      await appendTexts(journal, ['', 'd']);
      await journal.close();
      const again = await opened(folder, twoRecords);
      expect([again.repairs, await textsOf(again)]).toEqual([[], ['1 a', '2 b', '3 ', '4 d']]);
      await again.close();
    },
  );

  it('while the next segment is asked for refuses what waits, and is recovered from', async () => {
    const folder = newFolder();
    const journal = await begun(folder);
    await appendTexts(journal, ['a']);
    armFailPoints('file.synced=EIO@1+');
    const rolling = journal.roll();
    await Promise.resolve();
    const [rolled, appended] = await Promise.all([rolling, journal.append(textRecord(2, 'b'))]);
    expect([rolled.ok, appended.ok, (await journal.roll()).ok]).toEqual([false, false, false]);
    disarmFailPoints();
    valueOf(await journal.recover());
    await appendTexts(journal, ['b']);
    expect(valueOf(await journal.roll())).toBe(2);
    await appendTexts(journal, ['c']);
    await journal.close();
    const again = await opened(folder);
    expect([again.repairs, await textsOf(again)]).toEqual([[], ['1 a', '2 b', '3 c']]);
    await again.close();
  });

  it('that still fails keeps the journal closed', async () => {
    const folder = newFolder();
    const journal = await begun(folder);
    armFailPoints('journal.written=EIO@1+');
    expect(await journal.append(textRecord(1))).toMatchObject({ ok: false });
    valueOf(await journal.recover());
    expect(await journal.append(textRecord(1))).toMatchObject({ ok: false });
    disarmFailPoints();
    valueOf(await journal.recover());
    valueOf(await journal.recover());
    await appendTexts(journal, ['a']);
    await journal.close();
  });

  it('while old segments are dropped does no harm', async () => {
    const folder = newFolder();
    const journal = await begun(folder, twoRecords);
    await appendTexts(journal, letters);
    armFailPoints('journal.dropped=EIO');
    await journal.dropThrough(6);
    await appendTexts(journal, ['i']);
    expect(journal.first()).toBe(3);
    await journal.dropThrough(6);
    expect(journal.first()).toBe(7);
    await journal.close();
  });
});

describe('a folder that vanishes', () => {
  async function movedAway(): Promise<{ folder: string; away: string; journal: Journal }> {
    const folder = path.join(newFolder(), 'journal');
    const journal = await begun(folder);
    await appendTexts(journal, ['a']);
    return { folder, away: `${folder}-away`, journal };
  }

  it('takes no record, and is not made anew', async () => {
    const { folder, journal } = await movedAway();
    rmSync(folder, { recursive: true });
    const refused = { ok: false, error: { code: 'store_unavailable', message: diskMessages.gone } };
    expect(await journal.append(textRecord(2))).toMatchObject(refused);
    expect(await journal.recover()).toMatchObject(refused);
    expect(existsSync(folder)).toBe(false);
    await journal.close();
  });

  it('and comes back is gone on with', async () => {
    const { folder, away, journal } = await movedAway();
    armFailPoints('journal.written=EIO');
    expect(await journal.append(textRecord(2))).toMatchObject({ ok: false });
    renameSync(folder, away);
    expect(await journal.recover()).toMatchObject({ ok: false });
    renameSync(away, folder);
    valueOf(await journal.recover());
    await appendTexts(journal, ['b']);
    expect(await textsOf(journal)).toEqual(['1 a', '2 b']);
    await journal.close();
  });

  it('and comes back shorter is not', async () => {
    const { folder, journal } = await movedAway();
    armFailPoints('journal.received=EIO');
    expect(await journal.append(textRecord(2))).toMatchObject({ ok: false });
    truncateSync(path.join(folder, segmentsIn(folder)[0] ?? ''), 30);
    expect(await journal.recover()).toMatchObject({ ok: false, error: { message: journalMessages.shorter } });
    await journal.close();
  });

  it('and comes back with a segment that nobody knows keeps that apart', async () => {
    const { folder, journal } = await movedAway();
    armFailPoints('journal.received=EIO');
    expect(await journal.append(textRecord(2))).toMatchObject({ ok: false });
    writeFileSync(path.join(folder, '00000000000002.journal'), 'somebody else wrote this');
    valueOf(await journal.recover());
    expect(quarantineOf(folder)).toEqual(['00000000000002.journal@0']);
    await journal.close();
  });
});

describe('leftovers', () => {
  it('of a segment that was being made are removed, other files are not', async () => {
    const folder = newFolder();
    await leftBehind(folder);
    writeFileSync(path.join(folder, '00000000000009.journal.part'), 'half');
    writeFileSync(path.join(folder, 'notes.txt'), 'mine');
    mkdirSync(path.join(folder, 'more'));
    const journal = await opened(folder);
    expect(existsSync(path.join(folder, '00000000000009.journal.part'))).toBe(false);
    expect(existsSync(path.join(folder, 'notes.txt'))).toBe(true);
    expect(await textsOf(journal)).toEqual(numbered);
    await journal.close();
  });

  it('of a segment that has no whole head are kept apart', async () => {
    const folder = newFolder();
    await leftBehind(folder);
    const file = openSync(path.join(folder, '00000000000009.journal'), 'w');
    writeSync(file, 'CDJO');
    closeSync(file);
    const journal = await opened(folder, twoRecords);
    expect(journal.repairs).toMatchObject([{ kind: 'damaged', atByte: 0, bytes: 4 }]);
    await appendTexts(journal, ['i']);
    expect(await textsOf(journal)).toEqual([...numbered, '9 i']);
    await journal.close();
  });
});
