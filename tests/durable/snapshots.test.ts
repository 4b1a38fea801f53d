import { randomBytes } from 'node:crypto';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { diskMessages } from '../../src/durable/disk.messages';
import { armFailPoints, disarmFailPoints } from '../../src/durable/fail-points';
import { DamagedFile } from '../../src/durable/record-file/damaged-file';
import { longestPayload } from '../../src/durable/record-file/format';
import { RecordFileWriter } from '../../src/durable/record-file/writer';
import {
  listSnapshots,
  readSnapshot,
  rotateSnapshots,
  snapshotFailure,
  type SnapshotMeta,
  verifySnapshot,
  writeSnapshot,
} from '../../src/durable/snapshots';
import type { TablePage } from '../../src/durable/table-pages';
import { anyPages, endAt, sent, someHead, somePages } from './desk-pages';
import { framesIn, remade } from './record-file-tools';
import { smallDisk } from './small-disk';

const root = mkdtempSync(path.join(os.tmpdir(), 'snapshots-'));
let folder = '';
let runs = 0;

beforeEach(() => {
  runs += 1;
  folder = path.join(root, String(runs), 'snapshots');
  mkdirSync(path.dirname(folder));
});

afterEach(() => disarmFailPoints());
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function take(
  seq: number,
  takenAt = someHead.takenAt,
  pages: Iterable<TablePage> = somePages(3),
): Promise<SnapshotMeta> {
  const written = await writeSnapshot(folder, { ...someHead, takenAt }, sent(pages), () => endAt(seq));
  if (!written.ok) throw new Error(written.error.message);
  return written.value;
}

async function pagesIn(file: string): Promise<TablePage[]> {
  const pages: TablePage[] = [];
  for await (const page of readSnapshot(file)) pages.push(page);
  return pages;
}

const names = (): string[] => readdirSync(folder).sort();

describe('a snapshot', () => {
  it('gives back any pages, in their order', async () => {
    await fc.assert(
      fc.asyncProperty(anyPages, async (pages) => {
        const meta = await take(3, someHead.takenAt, pages);
        expect(await pagesIn(meta.file)).toEqual(pages);
        expect(await verifySnapshot(meta.file)).toEqual({ ok: true, value: meta });
      }),
      { numRuns: 25 },
    );
  });

  it('holds a page of many frames', async () => {
    const lengths = [0, longestPayload - 60, longestPayload, 2 * longestPayload, 2 * longestPayload + 7];
    const pages = lengths.map((length) => ({
      table: 'blobs',
      rows: 1,
      bytes: Buffer.alloc(length, 'text '),
    }));
    const back = await pagesIn((await take(1, 0, pages)).file);
    expect(back.map(({ bytes }, index) => Buffer.compare(bytes, pages[index]!.bytes))).toEqual([
      0, 0, 0, 0, 0,
    ]);
  });

  it('is called by what it holds, says what it was told, and leaves nothing beside it', async () => {
    const meta = await take(812, 1_700_000_000_000);
    expect(names()).toEqual(['000000000812-1700000000000.snapshot']);
    expect(meta).toEqual({
      ...someHead,
      ...endAt(812),
      takenAt: 1_700_000_000_000,
      file: path.join(folder, names()[0]!),
      bytes: readFileSync(meta.file).length,
    });
  });

  it('is asked for its end after the last page', async () => {
    const order: string[] = [];
    async function* pages(): AsyncGenerator<TablePage> {
      yield* sent(somePages(2));
      order.push('last page');
    }
    const end = (): ReturnType<typeof endAt> => {
      order.push('end');
      return endAt(1);
    };
    expect((await writeSnapshot(folder, someHead, pages(), end)).ok).toBe(true);
    expect(order).toEqual(['last page', 'end']);
  });
});

describe('a damaged snapshot', () => {
  it('throws at the damage, and is refused by the check', async () => {
    const { file } = await take(5, 0, somePages(6));
    const bytes = readFileSync(file);
    const { header, frames } = framesIn(bytes);
    const third = header.length + frames[0]!.length + frames[1]!.length;
    bytes[third + 20] = bytes[third + 20]! ^ 0x10;
    writeFileSync(file, bytes);
    const seen: TablePage[] = [];
    const reading = (async () => {
      for await (const page of readSnapshot(file)) seen.push(page);
    })();
    const thrown = await reading.catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(DamagedFile);
    expect(seen.length).toBe(2);
    const told = { code: 'invalid_input', details: { position: third, what: 'another checksum' } };
    expect(snapshotFailure(thrown)).toMatchObject(told);
    expect(await verifySnapshot(file)).toMatchObject({ ok: false, error: told });
  });

  it('is noticed by its count of rows where the hash was made to fit', async () => {
    const { file } = await take(5, 0, somePages(3));
    const { header, frames } = framesIn(readFileSync(file));
    const about = { ...endAt(5), pages: 3, rows: 60 };
    writeFileSync(file, remade(header, frames.slice(0, 3), about));
    expect((await verifySnapshot(file)).ok).toBe(true);
    writeFileSync(file, remade(header, frames.slice(0, 2), about));
    expect(await verifySnapshot(file)).toMatchObject({
      ok: false,
      error: { details: { what: 'another number of rows' } },
    });
  });

  it('cannot be written by frames that mean nothing here', async () => {
    const file = path.join(root, 'odd');
    const page = (head: unknown): Buffer => {
      const text = Buffer.from(JSON.stringify(head));
      return Buffer.concat([Buffer.from([text.length & 255, text.length >> 8]), text]);
    };
    const odd: [number, Buffer, string][] = [
      [9, Buffer.from('?'), 'an unknown frame'],
      [2, Buffer.from('rest'), 'an unknown frame'],
      [1, Buffer.alloc(1), 'a page without its beginning'],
      [1, page({ table: 't', rows: 1, bytes: 1e12 }), 'a page without its beginning'],
      [1, page({ table: 't', rows: 1, bytes: 10 }), 'a page without its end'],
      [
        1,
        Buffer.concat([page({ table: 't', rows: 1, bytes: 1 }), Buffer.from('12')]),
        'a page of another length',
      ],
    ];
    for (const [type, payload, what] of odd) {
      const writer = await RecordFileWriter.create(file, { ...someHead, kind: 'snapshot' }, null);
      await writer.write(type, payload);
      await writer.finish({ ...endAt(1), pages: 1, rows: 1 });
      await writer.close();
      expect(await verifySnapshot(file)).toMatchObject({ ok: false, error: { details: { what } } });
    }
  });

  it('does not keep its file open for a reader who stops early', async () => {
    const { file } = await take(5);
    for await (const page of readSnapshot(file)) {
      expect(page.rows).toBe(20);
      break;
    }
    const open = readdirSync('/proc/self/fd').length;
    for (let round = 0; round < 5; round += 1) for await (const _page of readSnapshot(file)) break;
    expect(readdirSync('/proc/self/fd').length).toBe(open);
  });
});

describe('the list of snapshots', () => {
  it('of a folder that is not there is empty', async () => {
    expect(await listSnapshots(folder)).toEqual({ usable: [], unusable: [] });
  });

  it('has the newest first, and says of the others why they are of no use', async () => {
    const second = await take(20, 2000);
    const first = await take(10, 3000);
    const third = await take(20, 4000);
    const cut = await take(30, 5000);
    writeFileSync(cut.file, readFileSync(cut.file).subarray(0, 400));
    writeFileSync(path.join(folder, 'notes.txt'), 'mine');
    writeFileSync(path.join(folder, '1.snapshot.part'), 'being written');
    mkdirSync(path.join(folder, 'folder'));
    const writer = await RecordFileWriter.create(
      path.join(folder, 'other.snapshot'),
      { kind: 'other' },
      null,
    );
    await writer.finish(endAt(1));
    await writer.close();
    const { usable, unusable } = await listSnapshots(folder);
    expect(usable).toEqual([third, second, first]);
    const said = unusable.map(({ file, reason }) => [path.basename(file), reason] as const);
    expect(said.toSorted(([left], [right]) => left.localeCompare(right, 'en'))).toEqual([
      [
        path.basename(cut.file),
        `“${path.basename(cut.file)}” is damaged at byte 400 and cannot be used. Use another copy of it.`,
      ],
      ['folder', diskMessages.broken('EISDIR')],
      ['notes.txt', '“notes.txt” was not written by Carrydesk. Choose another file.'],
      ['other.snapshot', expect.stringMatching('is another kind of file of Carrydesk')],
    ]);
  });

  it('does not read what lies between: that is for the check', async () => {
    const meta = await take(5, 0, somePages(6));
    const bytes = readFileSync(meta.file);
    bytes[1000] = bytes[1000]! ^ 1;
    writeFileSync(meta.file, bytes);
    expect((await listSnapshots(folder)).usable).toEqual([meta]);
    expect((await verifySnapshot(meta.file)).ok).toBe(false);
  });
});

describe('a snapshot that is not finished', () => {
  async function expectOnly(kept: SnapshotMeta): Promise<void> {
    expect(names()).toEqual([path.basename(kept.file)]);
    expect((await verifySnapshot(kept.file)).ok).toBe(true);
  }

  it.each(['snapshot.written=EIO', 'snapshot.verified=ENOSPC'])(
    'because of %s leaves nothing behind',
    async (fault) => {
      const before = await take(1);
      armFailPoints(fault);
      const written = await writeSnapshot(folder, someHead, sent(somePages(3)), () => endAt(2));
      const code = fault.endsWith('EIO') ? 'store_unavailable' : 'storage_full';
      expect(written).toMatchObject({ ok: false, error: { code, retryable: true } });
      await expectOnly(before);
    },
  );

  it('after it got its name is whole, although the failure is told', async () => {
    armFailPoints('snapshot.renamed=EIO');
    const written = await writeSnapshot(folder, someHead, sent(somePages(3)), () => endAt(2));
    expect(written.ok).toBe(false);
    const { usable } = await listSnapshots(folder);
    expect(usable.map(({ seq }) => seq)).toEqual([2]);
    expect((await verifySnapshot(usable[0]!.file)).ok).toBe(true);
  });

  it('because it was stopped leaves nothing behind, even when no page comes any more', async () => {
    const before = await take(1);
    for (const isStuck of [false, true]) {
      const stop = new AbortController();
      async function* pages(): AsyncGenerator<TablePage> {
        yield* sent(somePages(2));
        stop.abort();
        if (isStuck) await new Promise(() => undefined);
        yield* sent(somePages(2));
      }
      const written = await writeSnapshot(folder, someHead, pages(), () => endAt(2), stop.signal);
      expect(written).toMatchObject({ ok: false, error: { code: 'timeout', details: { cancelled: true } } });
      await expectOnly(before);
      const again = await writeSnapshot(folder, someHead, sent([]), () => endAt(2), stop.signal);
      expect(again).toMatchObject({ ok: false, error: { details: { cancelled: true } } });
    }
    await expectOnly(before);
  });

  it('because the pages failed throws what they threw and leaves nothing behind', async () => {
    const before = await take(1);
    async function* pages(): AsyncGenerator<TablePage> {
      yield* sent(somePages(2));
      throw new Error('the store has gone');
    }
    await expect(writeSnapshot(folder, someHead, pages(), () => endAt(2))).rejects.toThrow(
      'the store has gone',
    );
    const end = (): never => {
      throw new Error('no end');
    };
    await expect(writeSnapshot(folder, someHead, sent([]), end)).rejects.toThrow('no end');
    await expectOnly(before);
  });

  it('because the disk does not keep what it was given leaves nothing behind', async () => {
    const before = await take(1);
    const page = { table: 'blobs', rows: 1, bytes: randomBytes(longestPayload) };
    const end = (): ReturnType<typeof endAt> => {
      const part = path.join(folder, names().find((name) => name.endsWith('.part')) ?? '');
      const handle = openSync(part, 'r+');
      writeSync(handle, Buffer.from('not what was written'), 0, 20, 5000);
      closeSync(handle);
      return endAt(2);
    };
    const written = await writeSnapshot(folder, someHead, sent([page]), end);
    expect(written).toMatchObject({
      ok: false,
      error: { code: 'store_unavailable', details: { what: 'another checksum' } },
    });
    await expectOnly(before);
  });

  it('because the process died is cleared away by the next', async () => {
    mkdirSync(folder);
    writeFileSync(path.join(folder, '17.snapshot.part'), 'half');
    await expectOnly(await take(1));
  });

  it('because the folder around has gone does not make that folder anew', async () => {
    rmSync(path.dirname(folder), { recursive: true });
    const written = await writeSnapshot(folder, someHead, sent([]), () => endAt(2));
    expect(written).toMatchObject({ ok: false, error: { message: diskMessages.gone } });
    expect(readdirSync(root)).not.toContain(path.basename(path.dirname(folder)));
  });

  it('because the disk is full leaves nothing behind and the others alone', async (context) => {
    const disk = smallDisk(path.dirname(folder), 1 << 20);
    if (disk === null) context.skip('Only root on Linux can make a small disk.');
    try {
      const before = await take(1);
      const large = { table: 'blobs', rows: 1, bytes: Buffer.alloc(8 << 20, readFileSync(process.execPath)) };
      const written = await writeSnapshot(folder, someHead, sent([large]), () => endAt(2));
      expect(written).toMatchObject({
        ok: false,
        error: { code: 'storage_full', message: diskMessages.full },
      });
      await expectOnly(before);
      expect((await take(2)).seq).toBe(2);
    } finally {
      disk?.remove();
    }
  });
});

describe('rotation', () => {
  const day = 24 * 60 * 60 * 1000;
  const now = 100 * day + 5 * 60 * 60 * 1000;
  const seqs = async (): Promise<number[]> => (await listSnapshots(folder)).usable.map(({ seq }) => seq);

  it('keeps the newest and the newest of each day, and tells from where the journal is needed', async () => {
    const ages = [30, 9, 3, 2.2, 2.1, 0.9, 0.15, 0.1, 0.05, 0.01];
    for (const [index, age] of ages.entries()) await take(index + 1, Math.floor(now - age * day));
    expect(await rotateSnapshots(folder, { keep: 3, days: 4, now })).toBe(3);
    expect(await seqs()).toEqual([10, 9, 8, 6, 5, 3]);
    expect(await rotateSnapshots(folder, { keep: 3, days: 4, now })).toBe(3);
    expect(await rotateSnapshots(folder, { keep: 3, days: 0, now })).toBe(8);
    expect(await seqs()).toEqual([10, 9, 8]);
    expect(await rotateSnapshots(folder, { keep: 1, days: 1, now: now + 500 * day })).toBe(10);
  });

  it('removes nothing that it cannot read, and does not count on it', async () => {
    await take(1, now - 3 * day);
    const damaged = await take(2, now - 2 * day);
    writeFileSync(damaged.file, 'damaged');
    await take(3, now - day);
    expect(await rotateSnapshots(folder, { keep: 1, days: 1, now })).toBe(3);
    expect(names().length).toBe(2);
    rmSync(path.join(folder, names()[1]!));
    expect(await rotateSnapshots(folder, { keep: 1, days: 1, now })).toBeNull();
    expect(names()).toEqual([path.basename(damaged.file)]);
  });

  it('of nothing is nothing', async () => {
    expect(await rotateSnapshots(folder, { keep: 2, days: 7, now })).toBeNull();
  });

  it('keeps whatever it says that it keeps, for any times and numbers', async () => {
    const anyOptions = fc.record({ keep: fc.integer({ min: 1, max: 4 }), days: fc.nat(6) });
    const anyAges = fc.uniqueArray(fc.nat(10 * 24), { maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(anyAges, anyOptions, async (hours, { keep, days }) => {
        rmSync(folder, { recursive: true, force: true });
        const newestLast = hours.toSorted((left, right) => right - left);
        for (const [index, age] of newestLast.entries()) await take(index + 1, now - (age * day) / 24, []);
        const before = await seqs();
        const oldest = await rotateSnapshots(folder, { keep, days, now });
        const after = await seqs();
        expect(after.slice(0, keep)).toEqual(before.slice(0, keep));
        expect(oldest).toBe(after.at(-1) ?? null);
        const dayOf = (age: number): number => Math.floor((now - (age * day) / 24) / day);
        const wanted = new Set(hours.map(dayOf).filter((each) => each > 100 - days));
        const kept = new Set(after.map((seq) => dayOf(newestLast[seq - 1]!)));
        for (const each of wanted) expect(kept).toContain(each);
        expect(after.length).toBeLessThanOrEqual(keep + wanted.size);
      }),
      { numRuns: 12 },
    );
  });
});
