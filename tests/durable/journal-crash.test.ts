import { appendFileSync, rmSync, truncateSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { opened, quarantineOf, scratchFolders, segmentsIn, textsOf } from './journal-tools';
import { makeProgram, type Program } from './program';

const newFolder = scratchFolders('disk');

const segmentBytes = 2000;
let program: Program;

beforeAll(async () => {
  program = await makeProgram('append-forever');
});

afterAll(() => program.remove());

type Lived = { readonly acknowledged: number; readonly signal: string | null };

/** Runs the program on a folder until it is killed: by itself at a fail-point, or from here after a time. */
async function live(folder: string, failPoints: string, killAfterMs: number | null): Promise<Lived> {
  const running = program.start(folder, failPoints);
  let acknowledged = 0;
  const listening = (async () => {
    for (let line = await running.line(); line !== null; line = await running.line()) {
      if (acknowledged === 0 && killAfterMs !== null) setTimeout(() => void running.kill(), killAfterMs);
      acknowledged = Math.max(acknowledged, Number(line));
    }
  })();
  const limit = setTimeout(() => process.kill(running.pid, 'SIGTERM'), 10_000);
  const { signal } = await running.ended;
  clearTimeout(limit);
  await listening;
  return { acknowledged, signal };
}

/** All that was promised is there, in order and as it was sent; what opening cut off was never promised. */
async function check(folder: string, lived: Lived): Promise<void> {
  expect(lived.signal).toBe('SIGKILL');
  const journal = await opened(folder, segmentBytes);
  expect(journal.head()).toBeGreaterThanOrEqual(lived.acknowledged);
  expect(journal.repairs.filter(({ kind }) => kind === 'damaged')).toEqual([]);
  const first = journal.first() ?? journal.head() + 1;
  const expected = Array.from({ length: journal.head() - first + 1 }, (_, index) => {
    const seq = first + index;
    return `${seq} ${`record ${seq} `.padEnd(seq % 300, '.')}`;
  });
  expect(await textsOf(journal)).toEqual(expected);
  expect(journal.gaps()).toEqual([]);
  await journal.close();
}

const points = [
  'journal.received',
  'journal.written',
  'journal.synced',
  'journal.rotated',
  'journal.dropped',
  'journal.begun',
  'file.opened',
  'file.written',
  'file.synced',
  'file.renamed',
];

it('a record that was acknowledged and is gone would be noticed (control)', async () => {
  const folder = newFolder();
  const lived = await live(folder, 'journal.synced=kill@6', null);
  expect(lived.acknowledged).toBeGreaterThan(0);
  rmSync(path.join(folder, segmentsIn(folder)[0] ?? ''));
  for (const name of segmentsIn(folder)) truncateSync(path.join(folder, name), 150);
  await expect(check(folder, lived)).rejects.toThrow('to be greater than or equal');
});

describe('a process that is killed', () => {
  it.each(points)('at %s keeps what it acknowledged', async (point) => {
    const folder = newFolder();
    for (const pass of [1, 4]) await check(folder, await live(folder, `${point}=kill@${pass}`, null));
  });

  it('while it mends a torn tail leaves it to the next one', async () => {
    const folder = newFolder();
    const lived = await live(folder, 'journal.synced=kill@6', null);
    const newest = path.join(folder, segmentsIn(folder).at(-1) ?? '');
    appendFileSync(newest, 'torn');
    await check(folder, { ...(await live(folder, 'journal.quarantined=kill', null)), ...lived });
    // Once by the process that was killed over it, once by the one that then cut it off.
    expect(quarantineOf(folder)).toHaveLength(2);
  });

  it('at any time keeps what it acknowledged', async () => {
    const folder = newFolder();
    let acknowledged = 0;
    for (const afterMs of [0, 7, 25, 60]) {
      const lived = await live(folder, '', afterMs);
      expect(lived.acknowledged).toBeGreaterThan(acknowledged);
      acknowledged = lived.acknowledged;
      await check(folder, lived);
    }
  });
});
