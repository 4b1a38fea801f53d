import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { floorOf, freeSpace, returnFactor } from '../../src/durable/free-space';
import { emptyFolder } from '../build/folder';

const mebibyte = 2 ** 20;

test('the room on a volume is what the system says it is', async () => {
  const folder = await emptyFolder();
  const told = await freeSpace(folder);
  if (!told.ok) throw new Error(told.error.message);
  const { freeBytes, totalBytes } = told.value;
  const { stdout } = await promisify(execFile)('df', ['-kP', folder]);
  const [, kibibytes] = stdout.split('\n')[1]?.match(/\S+\s+(\d+)/) ?? [];
  expect(totalBytes).toBe(Number(kibibytes) * 1024);
  expect(freeBytes).toBeGreaterThan(0);
  expect(freeBytes).toBeLessThan(totalBytes);
});

test('a folder that is gone is an answer', async () => {
  expect(await freeSpace(path.join(await emptyFolder(), 'gone'))).toMatchObject({
    ok: false,
    error: { code: 'store_unavailable', details: { code: 'ENOENT' } },
  });
});

test('the floor is two parts in a hundred, between 16 and 256 MiB', () => {
  const cases = [0, 100, 800, 1000, 12_800, 20_000, 4_000_000].map((total) => [
    total,
    floorOf(total * mebibyte) / mebibyte,
  ]);
  expect(cases).toEqual([
    [0, 16],
    [100, 16],
    [800, 16],
    [1000, 20],
    [12_800, 256],
    [20_000, 256],
    [4_000_000, 256],
  ]);
});

test('a desk comes back later than it stops', () => {
  expect(returnFactor).toBeGreaterThan(1);
});
