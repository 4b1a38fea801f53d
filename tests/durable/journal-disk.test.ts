import { execFileSync } from 'node:child_process';
import { rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it, type TestContext } from 'vitest';
import { diskMessages } from '../../src/durable/disk.messages';
import { openJournal } from '../../src/durable/journal/journal';
import { writeSentinel, readSentinel } from '../../src/durable/sentinel';
import {
  appendTexts,
  begun,
  opened,
  scratchFolders,
  segmentsIn,
  textRecord,
  textsOf,
  valueOf,
} from './journal-tools';
import { smallDisk } from './small-disk';

const newFolder = scratchFolders('disk');
const diskBytes = 1 << 20;

let remove: (() => void) | undefined;

afterEach(() => {
  remove?.();
  remove = undefined;
});

/** The mount point of a disk of 1 MB. */
function tinyDisk(context: TestContext): string {
  const folder = path.join(newFolder(), 'disk');
  const disk = smallDisk(folder, diskBytes);
  if (disk === null) context.skip('Only root on Linux may mount a small disk.');
  remove = () => disk?.remove();
  return folder;
}

const sentinel = {
  storeId: 'store-1',
  incarnation: 'first',
  seq: 1,
  counts: {},
  electronMajor: 45,
  writtenAt: 1,
  format: 1 as const,
};

const full = { ok: false, error: { code: 'storage_full', message: diskMessages.full } };

/** Takes all the room that is left on a disk. */
function fill(disk: string): string {
  const filler = path.join(disk, 'filler');
  for (let bytes = diskBytes; bytes >= 4096; bytes /= 2) {
    try {
      writeFileSync(filler, Buffer.alloc(bytes), { flag: 'a' });
    } catch {
      // Half as much may still fit.
    }
  }
  return filler;
}

describe('a disk that is really full', () => {
  it('is an answer while appending, loses nothing, and is gone on with when there is room again', async (context) => {
    const folder = path.join(tinyDisk(context), 'journal');
    const journal = await begun(folder, 100_000);
    const written: string[] = [];
    // Until a write, or the next segment, finds no room.
    for (let seq = 1; ; seq += 1) {
      const text = `${seq}`.padEnd(7000, '.');
      const answer = await journal.append(textRecord(seq, text));
      if (!answer.ok) {
        expect(answer).toMatchObject(full);
        break;
      }
      written.push(`${seq} ${text}`);
    }
    expect(written.length).toBeGreaterThan(100);
    expect(await textsOf(journal)).toEqual(written);
    const segments = segmentsIn(folder);
    valueOf(await journal.recover());
    expect(await journal.append(textRecord(written.length + 1, 'x'.repeat(50_000)))).toMatchObject(full);
    await journal.close();
    const again = await opened(folder, 100_000);
    expect(await textsOf(again)).toEqual(written);
    expect([again.repairs, segmentsIn(folder)]).toEqual([[], segments]);
    // Old segments are what gives room here.
    await again.dropThrough(60);
    await appendTexts(again, ['there is room again']);
    await again.close();
  });

  it('refuses what waits too, and takes it after room was made', async (context) => {
    const disk = tinyDisk(context);
    const folder = path.join(disk, 'journal');
    const journal = await begun(folder);
    await appendTexts(journal, ['a']);
    const filler = fill(disk);
    const answers = await Promise.all([2, 3].map((seq) => journal.append(textRecord(seq, 'x'.repeat(9000)))));
    expect(answers).toMatchObject([full, full]);
    const begin = performance.now();
    expect(await openJournal({ folder: path.join(disk, 'other') })).toMatchObject({ ok: true });
    expect(await writeSentinel(disk, sentinel)).toMatchObject(full);
    expect(performance.now() - begin).toBeLessThan(1000);
    rmSync(filler);
    valueOf(await journal.recover());
    await appendTexts(journal, ['b', 'c']);
    expect(await textsOf(journal)).toEqual(['1 a', '2 b', '3 c']);
    valueOf(await writeSentinel(disk, sentinel));
    expect(await readSentinel(disk)).toEqual({ kind: 'read', sentinel });
    await journal.close();
  });

  it('does not cut a torn tail off before that is kept', async (context) => {
    const disk = tinyDisk(context);
    const folder = path.join(disk, 'journal');
    const journal = await begun(folder);
    await appendTexts(journal, ['a']);
    await journal.close();
    const file = path.join(folder, '00000000000001.journal');
    writeFileSync(file, Buffer.alloc(30_000, 1), { flag: 'a' });
    const { size } = statSync(file);
    const filler = fill(disk);
    expect(await openJournal({ folder })).toMatchObject(full);
    expect(statSync(file).size).toBe(size);
    rmSync(filler);
    const again = await opened(folder);
    expect([await textsOf(again), again.repairs[0]?.bytes]).toEqual([['1 a'], 30_000]);
    await again.close();
  });
});

describe('a disk that takes no writes', () => {
  it('is an answer on opening and appending, and is gone on with when it does', async (context) => {
    const disk = tinyDisk(context);
    const folder = path.join(disk, 'journal');
    const remount = (mode: string) => execFileSync('mount', ['-o', `remount,${mode}`, disk]);
    const closed = await begun(folder);
    await appendTexts(closed, ['a']);
    await closed.close();
    remount('ro');
    const refused = { ok: false, error: { code: 'store_unavailable', message: diskMessages.readOnly } };
    expect(await openJournal({ folder })).toMatchObject(refused);
    expect(await openJournal({ folder: path.join(disk, 'new') })).toMatchObject(refused);
    expect(await writeSentinel(disk, sentinel)).toMatchObject(refused);
    expect(await readSentinel(disk)).toEqual({ kind: 'none' });
    remount('rw');
    const journal = await opened(folder);
    expect(journal.repairs).toEqual([]);
    await appendTexts(journal, ['b']);
    expect(await textsOf(journal)).toEqual(['1 a', '2 b']);
    await journal.close();
  });
});
