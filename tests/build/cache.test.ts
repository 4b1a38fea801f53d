import { mkdir, readdir, readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { fillEntry, readEntry, runtimeCache } from '../../build/runtime/cache.mjs';
import { emptyFolder } from './folder';

const origin = { version: '1.2.3', source: 'electron' } as const;

async function fillWith(dist: string, content: string) {
  await mkdir(path.join(dist, 'resources'));
  await writeFile(path.join(dist, 'electron'), content);
  await writeFile(path.join(dist, 'resources', 'default_app.asar'), 'app');
  return origin;
}

async function filledEntry() {
  const entry = path.join(await emptyFolder(), '1.2.3-linux-x64');
  await fillEntry(entry, (dist) => fillWith(dist, 'program'));
  return entry;
}

test('finds again what was provisioned', async () => {
  const entry = await filledEntry();
  expect(await readEntry(entry)).toEqual({
    ...origin,
    files: { electron: 7, 'resources/default_app.asar': 3 },
  });
});

test('does not use a runtime with a file cut short', async () => {
  const entry = await filledEntry();
  await truncate(path.join(entry, 'dist', 'electron'), 3);
  expect(await readEntry(entry)).toBeUndefined();
});

test('does not use a runtime with a file missing', async () => {
  const entry = await filledEntry();
  await rm(path.join(entry, 'dist', 'resources'), { recursive: true });
  expect(await readEntry(entry)).toBeUndefined();
});

test('replaces a torn runtime at the next provision', async () => {
  const entry = await filledEntry();
  await truncate(path.join(entry, 'dist', 'electron'), 0);
  await fillEntry(entry, (dist) => fillWith(dist, 'program'));
  expect(await readFile(path.join(entry, 'dist', 'electron'), 'utf8')).toBe('program');
});

test('leaves nothing behind when a provision fails half way', async () => {
  const cache = await emptyFolder();
  const half = fillEntry(path.join(cache, 'entry'), async (dist) => {
    await writeFile(path.join(dist, 'electron'), 'half');
    throw new Error('connection lost');
  });
  await expect(half).rejects.toThrow('connection lost');
  expect(await readdir(cache)).toEqual([]);
});

test('keeps one whole runtime when two provisions run at once', async () => {
  const cache = await emptyFolder();
  const entry = path.join(cache, 'entry');
  const fills = ['first program', 'other'].map((content) =>
    fillEntry(entry, (dist) => fillWith(dist, content)),
  );
  const manifests = await Promise.all(fills);
  const kept = await readEntry(entry);
  expect(kept).toBeDefined();
  expect(manifests).toContainEqual(kept);
  expect(await readdir(cache)).toEqual(['entry']);
});

test('clears away what an earlier, interrupted provision left', async () => {
  const cache = await emptyFolder();
  const abandoned = path.join(cache, 'staging-1-abandoned');
  await mkdir(abandoned);
  const yesterday = Date.now() / 1000 - 24 * 60 * 60;
  await utimes(abandoned, yesterday, yesterday);
  await fillEntry(path.join(cache, 'entry'), (dist) => fillWith(dist, 'program'));
  expect(await readdir(cache)).toEqual(['entry']);
});

test('lies where the system keeps caches', () => {
  expect(runtimeCache({ XDG_CACHE_HOME: '/cache' }, 'linux')).toBe(
    path.join('/cache', 'carrydesk', 'electron'),
  );
});
