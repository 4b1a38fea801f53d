import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { finishSwap, planSwap, stagingFolder, withdrawSwap } from '../../src/durable/backup/swap';
import { filesBelow, writeFiles } from './backup-tools';

const now = Date.UTC(2026, 0, 5, 9, 30);
const names = ['journal', 'snapshots'];
const old = { 'journal/1.journal': 'old', 'windows.json': '{}' };
let data = '';

beforeEach(() => {
  data = mkdtempSync(path.join(os.tmpdir(), 'withdraw-'));
  writeFiles(data, old);
});

afterEach(() => rmSync(data, { recursive: true, force: true }));

async function planOne(): Promise<void> {
  const staging = stagingFolder(data, now);
  mkdirSync(staging);
  writeFiles(staging, { 'snapshots/9.snapshot': 'new' });
  expect(await planSwap(data, staging, names, now)).toMatchObject({ ok: true });
}

function standing(): Record<string, string> {
  const files = Object.entries(filesBelow(data));
  return Object.fromEntries(files.map(([name, content]) => [name, content.toString()]));
}

it('leaves the old desk where it is, and nothing of the new one', async () => {
  await planOne();
  expect(await withdrawSwap(data)).toEqual({ ok: true, value: null });
  expect(standing()).toEqual(old);
  expect(await finishSwap(data)).toEqual({ ok: true, value: 'nothing' });
});

it('makes room for another plan', async () => {
  await planOne();
  await withdrawSwap(data);
  await planOne();
  expect(await finishSwap(data)).toEqual({ ok: true, value: 'finished' });
  expect(standing()).toMatchObject({ 'snapshots/9.snapshot': 'new' });
});

it('without it the plan is carried out (control)', async () => {
  await planOne();
  expect(await finishSwap(data)).toEqual({ ok: true, value: 'finished' });
  expect(standing()).not.toHaveProperty('journal/1.journal');
});

it('of nothing is no failure', async () => {
  expect(await withdrawSwap(data)).toEqual({ ok: true, value: null });
});
