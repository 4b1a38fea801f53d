import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { crc32c } from '../../src/durable/crc32c';
import { diskMessages } from '../../src/durable/disk.messages';
import { armFailPoints, disarmFailPoints } from '../../src/durable/fail-points';
import { readSentinel, writeSentinel, type Sentinel } from '../../src/durable/sentinel';
import { scratchFolders, valueOf } from './journal-tools';

const newFolder = scratchFolders('memory');

afterEach(() => disarmFailPoints());

const current = (folder: string): string => path.join(folder, 'sentinel.json');
const previous = (folder: string): string => path.join(folder, 'sentinel.previous.json');

function sentinelAt(seq: number): Sentinel {
  const identity = { storeId: 'store-1', incarnation: 'first' };
  return {
    ...identity,
    seq,
    counts: { tickets: seq, people: 2 },
    electronMajor: 45,
    writtenAt: 1.5,
    format: 1,
  };
}

async function written(folder: string, ...seqs: number[]): Promise<void> {
  for (const seq of seqs) valueOf(await writeSentinel(folder, sentinelAt(seq)));
}

const read = (seq: number) => ({ kind: 'read', sentinel: sentinelAt(seq) });

describe('the sentinel', () => {
  it('is not there at first, and then says what was written last', async () => {
    const folder = newFolder();
    expect(await readSentinel(folder)).toEqual({ kind: 'none' });
    await written(folder, 1);
    expect(await readSentinel(folder)).toEqual(read(1));
    await written(folder, 2, 3);
    expect(await readSentinel(folder)).toEqual(read(3));
  });

  it('falls back to the one before when it is damaged or missing', async () => {
    const folder = newFolder();
    await written(folder, 1, 2);
    writeFileSync(current(folder), readFileSync(current(folder), 'utf8').replace('"seq": 2', '"seq": 9'));
    expect(await readSentinel(folder)).toEqual(read(1));
    rmSync(current(folder));
    expect(await readSentinel(folder)).toEqual(read(1));
    // A damaged one does not push the good one out.
    writeFileSync(current(folder), 'rubbish');
    await written(folder, 3);
    rmSync(current(folder));
    expect(await readSentinel(folder)).toEqual(read(1));
  });

  it('says that it is damaged when no copy checks, and never that nothing was there', async () => {
    const folder = newFolder();
    await written(folder, 1);
    writeFileSync(current(folder), '');
    expect(await readSentinel(folder)).toEqual({ kind: 'damaged' });
    writeFileSync(previous(folder), '{}');
    rmSync(current(folder));
    expect(await readSentinel(folder)).toEqual({ kind: 'damaged' });
    mkdirSync(current(folder));
    expect(await readSentinel(folder)).toEqual({ kind: 'damaged' });
  });

  it('shows every flipped bit, unless it still says the same', async () => {
    const folder = newFolder();
    await written(folder, 7);
    const whole = readFileSync(current(folder));
    for (let bit = 0; bit < whole.length * 8; bit += 1) {
      const bytes = Buffer.from(whole);
      bytes.writeUInt8((bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7)), bit >> 3);
      writeFileSync(current(folder), bytes);
      expect([{ kind: 'damaged' }, read(7)]).toContainEqual(await readSentinel(folder));
    }
  });

  it('whose checksum is made to fit says what it should not (control)', async () => {
    const folder = newFolder();
    writeFileSync(current(folder), sealed(sentinelAt(9)));
    expect(await readSentinel(folder)).toEqual(read(9));
  });

  it('of a newer program is not read, whatever the one before says', async () => {
    const folder = newFolder();
    await written(folder, 1, 2);
    writeFileSync(current(folder), sealed({ format: 2, store: 'told otherwise' }));
    expect(await readSentinel(folder)).toEqual({ kind: 'newer' });
  });

  it('of no known shape is damaged', async () => {
    const folder = newFolder();
    writeFileSync(current(folder), sealed({ ...sentinelAt(1), seq: -1 }));
    expect(await readSentinel(folder)).toEqual({ kind: 'damaged' });
  });
});

/** The text of a sentinel with a checksum that fits. */
function sealed(sentinel: object): string {
  return JSON.stringify({ crc32c: crc32c(Buffer.from(JSON.stringify(sentinel))), sentinel });
}

describe('writing the sentinel', () => {
  it.each(['sentinel.kept', 'file.opened', 'file.written', 'file.synced', 'file.renamed'])(
    'that fails at %s leaves a readable one',
    async (point) => {
      const folder = newFolder();
      await written(folder, 1, 2);
      armFailPoints(`${point}=ENOSPC`);
      expect(await writeSentinel(folder, sentinelAt(3))).toMatchObject({
        ok: false,
        error: { code: 'storage_full', message: diskMessages.full },
      });
      expect(await readSentinel(folder)).toEqual(read(point === 'file.renamed' ? 3 : 2));
      await written(folder, 4);
      expect(await readSentinel(folder)).toEqual(read(4));
    },
  );

  it('into a folder that is gone is an answer, and makes none', async () => {
    const folder = path.join(newFolder(), 'gone');
    expect(await writeSentinel(folder, sentinelAt(1))).toMatchObject({
      ok: false,
      error: { code: 'store_unavailable', message: diskMessages.gone },
    });
    expect(existsSync(folder)).toBe(false);
  });
});
