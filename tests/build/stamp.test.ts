import { mkdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { sourceStamp } from '../../build/app/stamp.mjs';
import { emptyFolder } from './folder';

const inputs = ['src', 'package.json'];

async function project() {
  const root = await emptyFolder();
  await mkdir(path.join(root, 'src', 'main'), { recursive: true });
  await writeFile(path.join(root, 'src', 'main', 'index.ts'), 'start()');
  await writeFile(path.join(root, 'package.json'), '{}');
  await writeFile(path.join(root, 'README.md'), 'hello');
  return { root, entry: path.join(root, 'src', 'main', 'index.ts'), stamp: () => sourceStamp(root, inputs) };
}

test('stays the same while the content does', async () => {
  const { entry, stamp } = await project();
  const before = stamp();
  await utimes(entry, 1, 1);
  expect(stamp()).toBe(before);
});

test.each([
  ['changed', (entry: string) => writeFile(entry, 'start(1)')],
  ['removed', (entry: string) => rm(entry)],
  ['renamed', (entry: string) => rename(entry, `${entry}x`)],
  ['added', (entry: string) => writeFile(`${entry}x`, '')],
])('notices a source that was %s', async (_what, change) => {
  const { entry, stamp } = await project();
  const before = stamp();
  await change(entry);
  expect(stamp()).not.toBe(before);
});

test('does not mind files that the build does not read', async () => {
  const { root, stamp } = await project();
  const before = stamp();
  await writeFile(path.join(root, 'README.md'), 'other');
  expect(stamp()).toBe(before);
});
