import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openBlob, putBlob, removeOrphans } from '../../src/durable/blobs';
import { armFailPoints, disarmFailPoints } from '../../src/durable/fail-points';
import { DamagedFile } from '../../src/durable/record-file/damaged-file';
import { emptyFolder } from '../build/folder';
import { makeProgram, type Program } from './program';
import { smallDisk } from './small-disk';

const points = ['opened', 'written', 'synced', 'renamed', 'flushed'] as const;
const day = 24 * 60 * 60 * 1000;
const nothing = { files: 0, bytes: 0 };

const hashOf = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');
const fileOf = (folder: string, hash: string) => path.join(folder, hash.slice(0, 2), hash);

async function* pieces(...texts: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

async function* large(bytes: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes; at += 65_536) yield Buffer.alloc(Math.min(65_536, bytes - at), at % 251);
}

async function put(folder: string, ...texts: readonly string[]): Promise<string> {
  const stored = await putBlob(folder, pieces(...texts));
  if (!stored.ok) throw new Error(stored.error.message);
  return stored.value.hash;
}

/** The whole content of a blob. */
async function read(folder: string, hash: string): Promise<Buffer> {
  const found = await openBlob(folder, hash);
  if (!found.ok) throw new Error(found.error.code);
  const content: Uint8Array[] = [];
  for await (const piece of found.value.content) content.push(piece);
  return Buffer.concat(content);
}

/** Every file below a folder, by its name relative to it. */
async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
}

/** Makes everything below a folder a number of days old. */
async function age(folder: string, days: number): Promise<void> {
  const then = new Date(Date.now() - days * day);
  for (const file of await filesBelow(folder)) await utimes(path.join(folder, file), then, then);
}

const collect = (folder: string, named: readonly string[] = []) =>
  removeOrphans(folder, (hash) => named.includes(hash), day, Date.now());

afterEach(disarmFailPoints);

describe('a blob', () => {
  test('is stored under its hash, and once however often it comes', async () => {
    const folder = path.join(await emptyFolder(), 'blobs');
    const hash = hashOf('one two');
    expect(await putBlob(folder, pieces('one ', 'two'))).toEqual({ ok: true, value: { hash, bytes: 7 } });
    expect(await put(folder, 'one two')).toBe(hash);
    expect(await filesBelow(folder)).toEqual([path.join(hash.slice(0, 2), hash)]);
    expect(await read(folder, hash)).toEqual(Buffer.from('one two'));
    expect(await openBlob(folder, hash)).toMatchObject({ ok: true, value: { bytes: 7 } });
    expect(await read(folder, await put(folder))).toEqual(Buffer.alloc(0));
  });

  test('that is stored twenty times at once is one', async () => {
    const folder = await emptyFolder();
    const stored = await Promise.all(Array.from({ length: 20 }, () => putBlob(folder, large(300_000))));
    expect(new Set(stored.map((blob) => blob.ok && blob.value.hash)).size).toBe(1);
    expect(await filesBelow(folder)).toHaveLength(1);
  });

  test('that was changed on disk is never handed over whole, and storing it again heals it', async () => {
    const folder = await emptyFolder();
    const stored = await putBlob(folder, large(200_000));
    if (!stored.ok) throw new Error(stored.error.message);
    const { hash } = stored.value;
    const file = fileOf(folder, hash);
    const bytes = await readFile(file);
    for (const damaged of [
      Buffer.from(bytes).fill(255, 100_000, 100_001),
      bytes.subarray(0, 150_000),
      Buffer.concat([bytes, Buffer.of(0)]),
      Buffer.alloc(0),
    ]) {
      await writeFile(file, damaged);
      const found = await openBlob(folder, hash);
      if (!found.ok) throw new Error(found.error.message);
      let handedOver = 0;
      const reading = async () => {
        for await (const piece of found.value.content) handedOver += piece.length;
      };
      await expect(reading()).rejects.toBeInstanceOf(DamagedFile);
      expect(handedOver).toBeLessThan(Math.max(1, damaged.length));
    }
    await putBlob(folder, large(200_000));
    expect(hashOf(await read(folder, hash))).toBe(hash);
  });

  test('that is not there, or whose name leads elsewhere, is an answer', async () => {
    const root = await emptyFolder();
    const folder = path.join(root, 'blobs');
    await mkdir(folder);
    await writeFile(path.join(root, 'secret'), 'secret');
    const hash = hashOf('never stored');
    expect(await openBlob(folder, hash)).toMatchObject({ ok: false, error: { code: 'not_found' } });
    for (const name of [
      '',
      '..',
      '../secret',
      `${hash}/../../../secret`,
      hash.toUpperCase(),
      `${hash}\n`,
      '\0',
    ]) {
      expect(await openBlob(folder, name)).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
    }
  });

  test('whose source fails is not stored, and the failure is the source’s', async () => {
    const folder = await emptyFolder();
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('half');
      throw Object.assign(new Error('The source is gone.'), { code: 'ENOENT' });
    }
    await expect(putBlob(folder, broken())).rejects.toThrow('The source is gone.');
    expect(await filesBelow(folder)).toEqual([]);
  });
});

describe('where the disk fails', () => {
  test.each(points)('at %s, nothing half stored is left and the next try stores it', async (point) => {
    const folder = await emptyFolder();
    for (const [fault, code] of [
      ['EIO', 'store_unavailable'],
      ['ENOSPC', 'storage_full'],
    ]) {
      armFailPoints(`blob.${point}=${fault}`);
      expect(await putBlob(folder, pieces('text'))).toMatchObject({ ok: false, error: { code } });
      expect((await filesBelow(folder)).filter((file) => file.startsWith('incoming'))).toEqual([]);
    }
    expect((await read(folder, await put(folder, 'text'))).toString()).toBe('text');
  });

  test('because it is full, the answer says so, and what was stored stays', async (context) => {
    const folder = path.join(await emptyFolder(), 'disk');
    const disk = smallDisk(folder, 2 ** 20);
    if (disk === null) return context.skip('Only root on Linux can make a small disk.');
    try {
      const hash = await put(folder, 'small');
      const full = await putBlob(folder, large(4 * 2 ** 20));
      expect(full).toMatchObject({ ok: false, error: { code: 'storage_full', details: { code: 'ENOSPC' } } });
      expect(await filesBelow(folder)).toEqual([path.relative(folder, fileOf(folder, hash))]);
      expect((await read(folder, hash)).toString()).toBe('small');
      expect((await putBlob(folder, large(2 ** 19))).ok).toBe(true);
    } finally {
      disk.remove();
    }
  });
});

describe('a kill', () => {
  let program: Program;
  beforeAll(async () => {
    program = await makeProgram('put-blob');
  });
  afterAll(() => program.remove());

  test.each(points)(
    'at %s leaves the whole blob or none, and what is left over goes in a day',
    async (point) => {
      const folder = await emptyFolder();
      const before = await put(folder, 'before');
      const hash = hashOf('new new new ');
      const running = program.start(folder, `blob.${point}=kill`, 'new ');
      expect(await running.line()).toBeNull();
      expect(await running.ended).toMatchObject({ signal: 'SIGKILL' });
      const isShelved = point === 'renamed' || point === 'flushed';
      const left = await filesBelow(folder);
      expect(left.filter((file) => file.startsWith('incoming'))).toHaveLength(isShelved ? 0 : 1);
      if (isShelved) expect((await read(folder, hash)).toString()).toBe('new new new ');
      else expect(await openBlob(folder, hash)).toMatchObject({ error: { code: 'not_found' } });
      expect(await collect(folder, [before])).toEqual({ ok: true, value: nothing });
      await age(folder, 2);
      expect(await collect(folder, [before])).toMatchObject({ ok: true, value: { files: 1 } });
      expect(await filesBelow(folder)).toEqual([path.relative(folder, fileOf(folder, before))]);
    },
  );
});

describe('orphans', () => {
  test('are removed when they are old and no row names them; everything else stays', async () => {
    const folder = await emptyFolder();
    const named = await put(folder, 'named');
    const unnamed = await put(folder, 'unnamed');
    await writeFile(path.join(folder, 'notes.txt'), 'not ours');
    await writeFile(path.join(folder, named.slice(0, 2), 'notes.txt'), 'not ours');
    await age(folder, 2);
    const young = await put(folder, 'young');
    expect(await collect(folder, [named])).toEqual({ ok: true, value: { files: 1, bytes: 7 } });
    expect(await openBlob(folder, unnamed)).toMatchObject({ error: { code: 'not_found' } });
    for (const hash of [named, young]) expect((await openBlob(folder, hash)).ok).toBe(true);
    expect((await filesBelow(folder)).filter((file) => file.endsWith('notes.txt'))).toHaveLength(2);
  });

  test('that are stored again are young again, also while orphans are being removed', async () => {
    const folder = await emptyFolder();
    const texts = Array.from({ length: 40 }, (_blob, at) => `blob ${at}`);
    for (const text of texts) await put(folder, text);
    await age(folder, 2);
    const [collected, ...hashes] = await Promise.all([
      collect(folder),
      ...texts.map((text) => put(folder, text)),
    ]);
    expect(collected.ok).toBe(true);
    for (const hash of hashes) expect((await openBlob(folder, hash)).ok).toBe(true);
  });

  test('are none in a folder that is not there yet', async () => {
    expect(await collect(path.join(await emptyFolder(), 'none'))).toEqual({ ok: true, value: nothing });
  });
});
