import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inspectBackup, unpackBackup, verifyBackup, writeBackup } from '../../src/durable/backup/backup';
import { newEncryption } from '../../src/durable/backup/passphrase';
import { armFailPoints, disarmFailPoints } from '../../src/durable/fail-points';
import { frameStart, longestPayload } from '../../src/durable/record-file/format';
import { listSnapshots, readSnapshot, verifySnapshot } from '../../src/durable/snapshots';
import type { TablePage } from '../../src/durable/table-pages';
import { back, backupHead, filesBelow, folders, sealCheaply, writeFiles } from './backup-tools';
import { anyPages, endAt, sent, somePages } from './desk-pages';
import { framesIn } from './record-file-tools';
import { smallDisk } from './small-disk';

const root = mkdtempSync(path.join(os.tmpdir(), 'backup-'));
let place = '';
let data = '';
let file = '';
let staging = '';
let runs = 0;

beforeEach(() => {
  runs += 1;
  place = path.join(root, String(runs));
  data = path.join(place, 'data');
  file = path.join(place, 'desk.backup');
  staging = path.join(place, 'staging');
  mkdirSync(data, { recursive: true });
});

afterEach(() => disarmFailPoints());
afterAll(() => rmSync(root, { recursive: true, force: true }));

const someFiles = (): Record<string, Buffer> => ({
  'sources/0f3a': Buffer.from('number,subject\n1,Printer\n'),
  'sources/0f3a.json': Buffer.from('{"name":"tickets.csv"}'),
  'blobs/ab/abcd': randomBytes(longestPayload + 5000),
  'blobs/ab/empty': Buffer.alloc(0),
});

async function unpackedPages(): Promise<TablePage[]> {
  const { usable } = await listSnapshots(path.join(staging, 'snapshots'));
  const pages: TablePage[] = [];
  for await (const page of readSnapshot(usable[0]!.file)) pages.push(page);
  return pages;
}

describe('a backup', () => {
  it.each([null, 'correct horse – Pferd'])('gives back the desk and its files (%s)', async (passphrase) => {
    const files = someFiles();
    writeFiles(data, files);
    const meta = await back(file, data, somePages(5), passphrase);
    expect(meta).toEqual({
      file,
      bytes: readFileSync(file).length,
      deskName: 'Harbour Office',
      takenAt: backupHead.takenAt,
      storeId: backupHead.storeId,
      incarnation: backupHead.incarnation,
      schemaVersion: backupHead.schemaVersion,
      isEncrypted: passphrase !== null,
      ...endAt(42),
      files: 4,
    });
    expect(readdirSync(place).toSorted()).toEqual(['data', 'desk.backup']);
    expect(await verifyBackup(file, passphrase)).toEqual({ ok: true, value: meta });
    const { seq: _seq, counts: _counts, hash: _hash, files: _files, ...label } = meta;
    expect(await inspectBackup(file)).toEqual({ ok: true, value: label });
    expect(await unpackBackup(file, passphrase, staging)).toEqual({ ok: true, value: meta });
    const { [`snapshots/000000000042-${backupHead.takenAt}.snapshot`]: snapshot, ...rest } =
      filesBelow(staging);
    expect(snapshot).toBeDefined();
    expect(Object.keys(rest).toSorted()).toEqual(Object.keys(files).toSorted());
    for (const [name, content] of Object.entries(files)) expect(rest[name]!.equals(content)).toBe(true);
    const { usable } = await listSnapshots(path.join(staging, 'snapshots'));
    const { deskName: _deskName, ...head } = backupHead;
    expect(usable).toMatchObject([{ ...head, ...endAt(42) }]);
    expect((await verifySnapshot(usable[0]!.file)).ok).toBe(true);
    expect(await unpackedPages()).toEqual(somePages(5));
  });

  it('gives back any pages and files, plain and sealed', async () => {
    const name = fc.stringMatching(/^[a-z0-9]{1,6}$/);
    const anyPath = fc
      .tuple(fc.constantFrom(...folders), fc.constantFrom('', 'x/', 'x/y/'), name)
      .map(([folder, between, last]) => `${folder}/${between}${last}-`);
    const anyFiles = fc.dictionary(anyPath, fc.uint8Array({ maxLength: 300 }), { maxKeys: 6 });
    await fc.assert(
      fc.asyncProperty(anyPages, anyFiles, fc.boolean(), async (pages, files, isSealed) => {
        rmSync(place, { recursive: true });
        mkdirSync(data, { recursive: true });
        writeFiles(data, files);
        await back(file, data, pages);
        const sealed = path.join(place, 'sealed');
        if (isSealed) await sealCheaply(file, sealed, 'pass');
        const unpacked = await unpackBackup(isSealed ? sealed : file, 'pass', staging);
        expect(unpacked).toMatchObject({ ok: true, value: { isEncrypted: isSealed } });
        expect(await unpackedPages()).toEqual(pages);
        const { ...found } = filesBelow(staging);
        for (const each of Object.keys(found)) if (each.startsWith('snapshots/')) delete found[each];
        expect(Object.keys(found).toSorted()).toEqual(Object.keys(files).toSorted());
        for (const [each, content] of Object.entries(files))
          expect(Buffer.compare(found[each]!, content)).toBe(0);
      }),
      { numRuns: 15 },
    );
  });

  it('leaves out what is not of the desk: links, unfinished files, odd names, other folders', async () => {
    const files = { 'sources/kept': 'kept' };
    writeFiles(data, {
      ...files,
      'sources/.hidden': '',
      'blobs/ab.part': '',
      'blobs/odd name': '',
      'blobs/con': '',
      'journal/1': '',
      'profile/Cookies': '',
    });
    writeFileSync(path.join(place, 'secret'), 'secret');
    symlinkSync(path.join(place, 'secret'), path.join(data, 'sources', 'link'));
    symlinkSync(place, path.join(data, 'sources', 'up'));
    expect((await back(file, data, [])).files).toBe(1);
    await unpackBackup(file, null, staging);
    expect(Object.keys(filesBelow(staging)).filter((name) => !name.startsWith('snapshots'))).toEqual([
      'sources/kept',
    ]);
  });

  it('takes the files after the pages, so that none is missing that a row names', async () => {
    async function* pages(): AsyncGenerator<TablePage> {
      yield* sent(somePages(2));
      writeFiles(data, { 'blobs/late': 'written while pages were sent' });
    }
    const options = { file, head: backupHead, dataFolder: data, folders, passphrase: null };
    const written = await writeBackup({ ...options, pages: pages(), end: () => endAt(1) });
    expect(written).toMatchObject({ ok: true, value: { files: 1 } });
  });

  it('tells its progress', async () => {
    writeFiles(data, someFiles());
    const written: number[] = [];
    const options = { file, head: backupHead, dataFolder: data, folders, passphrase: null };
    const onProgress = (bytes: number): unknown => written.push(bytes);
    await writeBackup({ ...options, pages: sent(somePages(3)), end: () => endAt(1), onProgress });
    const unpacked: number[] = [];
    await unpackBackup(file, null, staging, { onProgress: (bytes) => unpacked.push(bytes) });
    for (const steps of [written, unpacked]) {
      expect(steps.length).toBeGreaterThan(6);
      expect(steps).toEqual(steps.toSorted((left, right) => left - right));
      expect(steps.at(-1)! / readFileSync(file).length).toBeGreaterThan(0.9);
    }
  });

  it('does not hold up other work while a key is derived', async () => {
    let turns = 0;
    const turn = (): void => {
      turns += 1;
      timer = setImmediate(turn);
    };
    let timer = setImmediate(turn);
    await newEncryption('passphrase');
    clearImmediate(timer);
    // In one piece there would be none.
    expect(turns).toBeGreaterThan(5);
  });
});

describe('a passphrase', () => {
  it('is needed, and must be the right one', async () => {
    writeFiles(data, { 'sources/secret': 'a secret in a file' });
    const page = { table: 'tickets', rows: 1, bytes: Buffer.from('["a secret in a ticket"]') };
    await back(file, data, [page], 'Zoë');
    const bytes = readFileSync(file);
    expect(bytes.includes('secret')).toBe(false);
    expect(bytes.includes('Harbour Office')).toBe(true);
    const missing = {
      ok: false,
      error: { code: 'forbidden', message: expect.stringContaining('protected with a passphrase') },
    };
    const wrong = {
      ok: false,
      error: { code: 'forbidden', message: expect.stringContaining('This is not the passphrase') },
    };
    expect(await verifyBackup(file, null)).toMatchObject(missing);
    expect(await unpackBackup(file, null, staging)).toMatchObject(missing);
    expect(await verifyBackup(file, 'Zoe')).toMatchObject(wrong);
    expect(await unpackBackup(file, '', staging)).toMatchObject(wrong);
    expect(existsSync(staging)).toBe(false);
    // The same letters as other code points.
    expect((await verifyBackup(file, 'Zoe\u0308')).ok).toBe(true);
  });

  it('that is empty is refused before anything is written', async () => {
    const options = { file, head: backupHead, dataFolder: data, folders, passphrase: '' };
    const written = await writeBackup({ ...options, pages: sent([]), end: () => endAt(1) });
    expect(written).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
    expect(readdirSync(place)).toEqual(['data']);
  });

  it('makes a key that belongs to one file', async () => {
    await back(file, data, somePages(2), 'same');
    const first = framesIn(readFileSync(file));
    await back(file, data, somePages(2), 'same');
    const second = framesIn(readFileSync(file));
    for (const [index, frame] of first.frames.entries())
      expect(frame.subarray(frameStart).equals(second.frames[index]!.subarray(frameStart))).toBe(false);
    writeFileSync(file, Buffer.concat([second.header, ...first.frames, first.rest]));
    expect(await verifyBackup(file, 'same')).toMatchObject({
      ok: false,
      error: { code: 'invalid_input', details: { what: 'a broken seal' } },
    });
  });
});

describe('a backup that is not finished', () => {
  const attempt = (options: Partial<Parameters<typeof writeBackup>[0]> = {}) =>
    writeBackup({
      file,
      head: backupHead,
      pages: sent(somePages(3)),
      end: () => endAt(2),
      dataFolder: data,
      folders,
      passphrase: null,
      ...options,
    });

  async function expectOld(): Promise<void> {
    expect(readdirSync(place).toSorted()).toEqual(['data', 'desk.backup']);
    expect(await verifyBackup(file, null)).toMatchObject({ ok: true, value: { seq: 42 } });
  }

  it.each(['backup.written=EIO', 'backup.verified=ENOSPC'])(
    'because of %s leaves the old one',
    async (fault) => {
      await back(file, data, somePages(1));
      armFailPoints(fault);
      expect((await attempt()).ok).toBe(false);
      await expectOld();
    },
  );

  it('after it got its name is whole, although the failure is told', async () => {
    armFailPoints('backup.renamed=EIO');
    expect((await attempt()).ok).toBe(false);
    expect(readdirSync(place).toSorted()).toEqual(['data', 'desk.backup']);
    expect(await verifyBackup(file, null)).toMatchObject({ ok: true, value: { seq: 2 } });
  });

  it('because it was stopped leaves the old one', async () => {
    await back(file, data, somePages(1));
    writeFiles(data, someFiles());
    for (let after = 1; after < 12; after += 2) {
      const stop = new AbortController();
      let left = after;
      const onProgress = (): void => {
        left -= 1;
        if (left === 0) stop.abort();
      };
      const written = await attempt({ onProgress, signal: stop.signal });
      expect(written).toMatchObject({ ok: false, error: { code: 'timeout', details: { cancelled: true } } });
      await expectOld();
    }
  });

  it('because the disk does not keep what it was given leaves the old one', async () => {
    await back(file, data, somePages(1));
    const page = { table: 'blobs', rows: 1, bytes: randomBytes(longestPayload) };
    const end = (): ReturnType<typeof endAt> => {
      const handle = openSync(`${file}.part`, 'r+');
      writeSync(handle, Buffer.from('not what was written'), 0, 20, 5000);
      closeSync(handle);
      return endAt(2);
    };
    expect(await attempt({ pages: sent([page]), end })).toMatchObject({
      ok: false,
      error: { code: 'store_unavailable', message: expect.stringContaining('could not be read back') },
    });
    await expectOld();
  });

  it('because the pages failed throws what they threw', async () => {
    await back(file, data, somePages(1));
    const pages = (async function* (): AsyncGenerator<TablePage> {
      yield* sent(somePages(1));
      throw new Error('the store has gone');
    })();
    await expect(attempt({ pages })).rejects.toThrow('the store has gone');
    await expectOld();
  });

  it('because of its place says what is wrong with the place', async () => {
    const told = async (at: string): Promise<unknown> => {
      const written = await attempt({ file: at });
      return written.ok ? null : [written.error.code, written.error.message];
    };
    const none = path.join(place, 'none');
    expect(await told(path.join(none, 'desk.backup'))).toEqual([
      'invalid_input',
      `There is no folder “${none}”. Choose another place for the backup.`,
    ]);
    expect(await told(data)).toEqual(['invalid_input', `“${data}” is a folder. Name a file in it.`]);
    expect(await told('/proc/desk.backup')).toEqual(['invalid_input', expect.stringContaining('“/proc”')]);
  });

  it('because its disk is full leaves the old one', async (context) => {
    const disk = smallDisk(path.join(place, 'disk'), 1 << 20);
    if (disk === null) context.skip('Only root on Linux can make a small disk.');
    try {
      const there = path.join(place, 'disk', 'desk.backup');
      await back(there, data, somePages(1));
      writeFiles(data, { 'blobs/large': randomBytes(2 << 20) });
      expect(await attempt({ file: there })).toMatchObject({
        ok: false,
        error: { code: 'storage_full', message: expect.stringContaining('There is not enough space in') },
      });
      expect(readdirSync(path.dirname(there))).toEqual(['desk.backup']);
      expect((await verifyBackup(there, null)).ok).toBe(true);
    } finally {
      disk?.remove();
    }
  });

  it('and a data folder that has gone is not a desk without files', async () => {
    rmSync(data, { recursive: true });
    expect(await attempt()).toMatchObject({ ok: false, error: { code: 'store_unavailable' } });
    expect(existsSync(file)).toBe(false);
  });
});

describe('unpacking', () => {
  it('that is stopped, or finds the disk full, leaves nothing', async (context) => {
    writeFiles(data, someFiles());
    await back(file, data, somePages(3));
    for (let after = 1; after < 14; after += 2) {
      const stop = new AbortController();
      let left = after;
      const onProgress = (): void => {
        left -= 1;
        if (left === 0) stop.abort();
      };
      const unpacked = await unpackBackup(file, null, staging, { onProgress, signal: stop.signal });
      expect(unpacked).toMatchObject({ ok: false, error: { code: 'timeout', details: { cancelled: true } } });
      expect(existsSync(staging)).toBe(false);
    }
    const disk = smallDisk(path.join(place, 'disk'), 1 << 20);
    if (disk === null) context.skip('Only root on Linux can make a small disk.');
    try {
      const there = path.join(place, 'disk', 'staging');
      expect(await unpackBackup(file, null, there)).toMatchObject({
        ok: false,
        error: { code: 'storage_full', message: expect.stringContaining('The desk is as it was') },
      });
      expect(readdirSync(path.dirname(there))).toEqual([]);
    } finally {
      disk?.remove();
    }
  });

  it('takes an empty folder, but none that holds something or is a link', async () => {
    await back(file, data, somePages(1));
    mkdirSync(staging);
    expect((await unpackBackup(file, null, staging)).ok).toBe(true);
    const before = Object.keys(filesBelow(staging));
    expect(await unpackBackup(file, null, staging)).toMatchObject({ ok: false, error: { code: 'conflict' } });
    expect(Object.keys(filesBelow(staging))).toEqual(before);
    mkdirSync(path.join(place, 'elsewhere'));
    symlinkSync(path.join(place, 'elsewhere'), path.join(place, 'link'));
    const linked = await unpackBackup(file, null, path.join(place, 'link'));
    expect(linked).toMatchObject({ ok: false, error: { code: 'conflict' } });
    expect(readdirSync(path.join(place, 'elsewhere'))).toEqual([]);
  });
});

describe('a large backup', () => {
  it.each([null, 'passphrase'])('needs little memory (%s)', { timeout: 60_000 }, async (passphrase) => {
    const zeros = 40 << 20;
    writeFiles(data, { 'blobs/random': randomBytes(8 << 20), 'blobs/zeros1': '', 'blobs/zeros2': '' });
    for (const name of ['zeros1', 'zeros2']) truncateSync(path.join(data, 'blobs', name), zeros);
    const before = process.memoryUsage().rss;
    let most = before;
    const onProgress = (): void => {
      most = Math.max(most, process.memoryUsage().rss);
    };
    const options = { file, head: backupHead, dataFolder: data, folders, passphrase, onProgress };
    const written = await writeBackup({ ...options, pages: sent(somePages(20)), end: () => endAt(1) });
    expect(written).toMatchObject({ ok: true, value: { files: 3 } });
    expect((await unpackBackup(file, passphrase, staging, { onProgress })).ok).toBe(true);
    expect(statSync(path.join(staging, 'blobs', 'zeros2')).size).toBe(zeros);
    // Much less than the 88 MiB that went through; a key alone takes 19.
    expect((most - before) / (1 << 20)).toBeLessThan(60);
  });
});
