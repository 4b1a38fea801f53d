import { cp, mkdir, readdir, readFile, rename, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { lockFolder } from '../../src/durable/folder-lock';
import { emptyFolder } from '../build/folder';
import { makeProgram, type Program } from './program';

const own = { pid: process.pid, what: 'this test' };
const lockIn = (folder: string) => path.join(folder, 'folder.lock');

let program: Program;
let fighter: Program;
beforeAll(async () => {
  [program, fighter] = await Promise.all([makeProgram('lock-folder'), makeProgram('fight-for-lock')]);
});
afterAll(() => Promise.all([program.remove(), fighter.remove()]));

type Said = { readonly pid?: number; readonly details?: { readonly holder: number | null } };

/** A process that asks for the lock at a given time, and what it is told. */
async function another(folder: string, at = 0) {
  const running = program.start(folder, String(at));
  onTestFinished(running.kill);
  return { ...running, said: JSON.parse((await running.line()) ?? 'null') as Said };
}

/** Changes the record that a lock holds. */
async function forge(folder: string, changes: object): Promise<void> {
  const record = JSON.parse(await readFile(lockIn(folder), 'utf8')) as object;
  await writeFile(lockIn(folder), JSON.stringify({ ...record, ...changes }));
}

/** A folder with the lock of a process that lives on. */
async function lockedFolder() {
  const folder = await emptyFolder();
  const holder = await another(folder);
  expect(holder.said.pid).toBe(holder.pid);
  return { folder, holder };
}

describe('the lock of a folder', () => {
  test('is given once, with a sentence that names the holder, and again after it is released', async () => {
    const folder = await emptyFolder();
    const first = lockFolder(folder, own);
    if (!first.ok) throw new Error(first.error.message);
    expect(lockFolder(folder, own)).toMatchObject({
      ok: false,
      error: {
        code: 'store_unavailable',
        message: `The data folder ${folder} is in use by this test (process ${process.pid}). Close it and try again.`,
        details: { holder: process.pid },
      },
    });
    first.value.release();
    first.value.release();
    const second = lockFolder(folder, own);
    expect(second.ok).toBe(true);
    // What was released long ago takes nothing away from who came after.
    first.value.release();
    expect(lockFolder(folder, own).ok).toBe(false);
    expect(await readdir(folder)).toEqual(['folder.lock']);
  });

  test('is refused while another process holds it, and taken over when that was killed', async () => {
    const { folder, holder } = await lockedFolder();
    expect(lockFolder(folder, own)).toMatchObject({ ok: false, error: { details: { holder: holder.pid } } });
    await holder.kill();
    expect(lockFolder(folder, own).ok).toBe(true);
    expect(await readdir(folder)).toEqual(['folder.lock']);
  });

  test.runIf(process.platform === 'linux')(
    'is taken over when its number belongs to another process now, or the machine was started again',
    async () => {
      for (const forged of [{ startTime: '1' }, { bootId: 'another' }]) {
        const { folder } = await lockedFolder();
        await forge(folder, {});
        expect(lockFolder(folder, own).ok).toBe(false);
        await forge(folder, forged);
        expect(lockFolder(folder, own).ok).toBe(true);
      }
    },
  );

  test('is taken over from another machine, where boots have no name', async () => {
    const { folder } = await lockedFolder();
    await forge(folder, { bootId: null, startTime: null, host: hostname() });
    expect(lockFolder(folder, own).ok).toBe(false);
    await forge(folder, { bootId: null, startTime: null, host: 'another' });
    expect(lockFolder(folder, own).ok).toBe(true);
  });

  test('does not follow a copy of the folder, but follows the folder when it is moved', async () => {
    const { folder } = await lockedFolder();
    const copy = path.join(await emptyFolder(), 'copy');
    await cp(folder, copy, { recursive: true });
    expect(lockFolder(copy, own).ok).toBe(true);
    const moved = path.join(await emptyFolder(), 'moved');
    await rename(folder, moved);
    expect(lockFolder(moved, own).ok).toBe(false);
  });

  test('is refused while it is being written, and taken over when a crash left it empty', async () => {
    const folder = await emptyFolder();
    await writeFile(lockIn(folder), '');
    expect(lockFolder(folder, own)).toMatchObject({ ok: false, error: { details: { holder: null } } });
    await utimes(lockIn(folder), new Date(0), new Date(0));
    expect(lockFolder(folder, own).ok).toBe(true);
  });

  test('is taken over from who died while taking it over', async () => {
    const { folder, holder } = await lockedFolder();
    const { id, ...record } = JSON.parse(await readFile(lockIn(folder), 'utf8')) as Record<string, string>;
    const place = { folder: record['folder'], inode: record['inode'] };
    await holder.kill();
    const other = await lockedFolder();
    await forge(other.folder, place);
    await cp(lockIn(other.folder), `${lockIn(folder)}.after-${id}`);
    expect(lockFolder(folder, own)).toMatchObject({
      ok: false,
      error: { details: { holder: other.holder.pid } },
    });
    await other.holder.kill();
    expect(lockFolder(folder, own).ok).toBe(true);
    expect(await readdir(folder)).toEqual(['folder.lock']);
  });

  test('is given to exactly one of twenty who ask at once, with a stale lock there and without', async () => {
    const { folder: stale, holder } = await lockedFolder();
    await holder.kill();
    for (const folder of [await emptyFolder(), stale]) {
      const at = Date.now() + 1_300;
      const asked = await Promise.all(Array.from({ length: 20 }, () => another(folder, at)));
      const winners = asked.flatMap(({ said }) => said.pid ?? []);
      expect(winners).toHaveLength(1);
      const losers = asked.flatMap(({ said }) => (said.details === undefined ? [] : said.details.holder));
      expect(losers).toHaveLength(19);
      expect(await readdir(folder)).toEqual(['folder.lock']);
    }
  });

  test.runIf(process.platform === 'linux')(
    'is never held by two, however often it changes hands',
    async () => {
      const folder = path.join(await emptyFolder(), 'desk');
      await mkdir(folder);
      const until = String(Date.now() + 1_500);
      const fighters = Array.from({ length: 4 }, () => fighter.start(folder, until));
      onTestFinished(async () => void (await Promise.all(fighters.map(({ kill }) => kill()))));
      const said = await Promise.all(fighters.map(({ line }) => line()));
      const results = said.map((text) => JSON.parse(text ?? 'null') as { taken: number; shared: number });
      expect(results.map(({ shared }) => shared)).toEqual([0, 0, 0, 0]);
      expect(results.reduce((total, { taken }) => total + taken, 0)).toBeGreaterThan(100);
    },
  );

  test('fails with what the disk says where there is no folder', async () => {
    const gone = path.join(await emptyFolder(), 'gone');
    expect(lockFolder(gone, own)).toMatchObject({ ok: false, error: { details: { code: 'ENOENT' } } });
  });
});
