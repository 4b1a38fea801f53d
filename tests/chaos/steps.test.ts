import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppPath, findApp, keepApp } from './app.mjs';
import { controlNames, isHarmSeen, runControl } from './controls.mjs';
import { DeskRun } from './desk-run.mjs';
import { endAt, failPoints, rotation, untried } from './fail-points.mjs';
import { randomOf } from './random.mjs';

const seed = '1';
const results = mkdtempSync(path.join(os.tmpdir(), 'carrydesk-chaos-'));
let app: AppPath;

beforeAll(async () => {
  app = keepApp(await findApp(), path.join(results, 'app'));
}, 240_000);

afterAll(() => rmSync(results, { recursive: true, force: true }));

describe('without a guard the harm comes that it prevents, and with it none', () => {
  it.each(controlNames)('%s', async (name) => {
    const options = { app, results, seed };
    const bare = await runControl(name, { ...options, isGuarded: false });
    expect(isHarmSeen(name, bare), JSON.stringify(bare)).toBe(true);
    const guarded = await runControl(name, { ...options, isGuarded: true });
    expect(guarded.problems).toEqual([]);
  });
});

describe('an app that ends between two steps loses nothing', () => {
  const random = randomOf(seed, 'fail-points');
  const desks = new Map<string, DeskRun>();
  const deskNamed = (name: string, lengths?: { short: number; page: number; log: number }): DeskRun => {
    const folder = path.join(results, name);
    const known = desks.get(name);
    const desk = known ?? new DeskRun({ app, folder, random, name: 'p', ...(lengths && { lengths }) });
    desks.set(name, desk);
    return desk;
  };

  it('at any place that there is', () => {
    expect(untried()).toEqual([]);
  });

  it.each(Object.keys(failPoints))('%s', async (name) => {
    expect(await endAt(deskNamed('points'), name, random)).toEqual([]);
  });

  it(rotation, async () => {
    const desk = deskNamed('rotation', { short: 0, page: 0, log: 1 });
    expect(await endAt(desk, rotation, random)).toEqual([]);
  });

  it('and a disk that refuses at the start what was to be brought back is asked again', async () => {
    const desk = deskNamed('points');
    expect(await endAt(desk, 'store.told', random)).toEqual([]);
    const app = await desk.start({ CARRYDESK_FAIL_POINTS: 'journal.written=EIO' });
    expect(await desk.opened()).toEqual({ isOpen: true, problems: [] });
    expect(await desk.check({ isWhole: true })).toEqual([]);
    await app.kill();
  });

  it('and all of it is there at the end', async () => {
    for (const desk of desks.values()) {
      await desk.start();
      expect(await desk.opened()).toEqual({ isOpen: true, problems: [] });
      expect(await desk.check({ isWhole: true })).toEqual([]);
      await desk.app?.leave();
      expect(desk.oracle.compared).toBeGreaterThan(20);
    }
  });
});
