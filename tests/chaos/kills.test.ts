import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AppPath, findApp, keepApp } from './app.mjs';
import { runChaos } from './chaos.mjs';
import { mayMount, runFullDisk } from './full-disk.mjs';
import { ProgressFile } from './progress.mjs';
import { randomOf } from './random.mjs';

const seed = '1';
const kills = 25;
const results = mkdtempSync(path.join(os.tmpdir(), 'carrydesk-kills-'));
let app: AppPath;

beforeAll(async () => {
  app = keepApp(await findApp(), path.join(results, 'app'));
}, 240_000);

afterAll(() => rmSync(results, { recursive: true, force: true }));

it(`${kills} kills at moments that nobody chose`, { timeout: 240_000 }, async () => {
  const file = new ProgressFile(path.join(results, 'random'), seed);
  const said: string[] = [];
  const say = (sentence: string): void => void said.push(sentence);
  await runChaos({
    app,
    results: path.join(results, 'random'),
    file,
    kills,
    until: Infinity,
    fullDisks: 0,
    say,
  });
  const { progress } = file;
  expect(progress, said.slice(-8).join('\n')).toMatchObject({ lost: 0, wiped: 0, manual: 0, problems: 0 });
  expect(progress.kills).toBeGreaterThanOrEqual(kills);
  expect(progress.acked).toBeGreaterThan(200);
});

it('a disk that fills up while it is written to', { timeout: 120_000 }, async ({ skip }) => {
  if (!mayMount()) skip('Only the administrator of Linux may mount a small disk.');
  const random = randomOf(seed, 'disk');
  const { problems, acked } = await runFullDisk({ app, results, random, round: 1 });
  expect(problems).toEqual([]);
  expect(acked).toBeGreaterThan(50);
});
