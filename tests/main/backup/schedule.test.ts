import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inspectBackup } from '../../../src/durable/backup/backup';
import { appError } from '../../../src/domain/errors';
import { failure, ok, type Result } from '../../../src/domain/result';
import { BackupSchedule } from '../../../src/main/backup/schedule';
import type { BackupSummary } from '../../../src/protocol/backup-shapes';
import { back, backupHead } from '../../durable/backup-tools';
import { somePages } from '../../durable/desk-pages';
import { writeAs } from './write-as';
import { FakeClock } from '../fake-clock';
import { silentLogger } from '../silent-logger';

const hourMs = 60 * 60 * 1000;
const dayMs = 24 * hourMs;

let root = '';
let folder = '';
let clock: FakeClock;
let schedule: BackupSchedule;
let isOpen = true;
/** What the next backup fails with; null where it succeeds. */
let fault: string | null = null;
let made = 0;

beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'schedule-'));
  folder = path.join(root, 'backups');
  mkdirSync(folder);
  clock = new FakeClock();
  clock.time = new Date(2026, 2, 10, 9).getTime();
  isOpen = true;
  fault = null;
  made = 0;
  schedule = open();
});

afterEach(async () => {
  await schedule.close();
  rmSync(root, { recursive: true, force: true });
});

function open(): BackupSchedule {
  return new BackupSchedule({
    file: path.join(root, 'backup-schedule.json'),
    isOpen: () => isOpen,
    desk: async () => ok({ name: 'Harbour/Office', storeId: backupHead.storeId }),
    makeBackup,
    onChange: () => {},
    timers: clock.timers,
    now: clock.now,
    log: silentLogger,
  });
}

async function makeBackup(file: string): Promise<Result<BackupSummary>> {
  made += 1;
  if (fault !== null) return failure(appError('store_unavailable', fault));
  const head = { ...backupHead, takenAt: clock.time };
  const { bytes } = await writeAs(file, root, head);
  return ok({
    file,
    bytes,
    tickets: 1,
    desk: head.deskName,
    takenAt: clock.time,
    isEncrypted: false,
  });
}

/** Lets time pass, a step after the other, and what is due after each happen. */
async function after(steps: number, stepMs: number): Promise<void> {
  for (let step = 0; step < steps; step += 1) {
    clock.time += stepMs;
    await schedule.check();
  }
}

const days = (count: number): Promise<void> => after(count, dayMs);

describe('a schedule', () => {
  it('makes one a day in its folder, named after desk and day, and keeps the newest', async () => {
    await schedule.set({ every: 'day', keep: 3 }, folder);
    await schedule.check();
    expect(readdirSync(folder)).toEqual(['Carrydesk Harbour Office 2026-03-10.carrydesk']);
    await days(4);
    expect(readdirSync(folder)).toEqual([
      'Carrydesk Harbour Office 2026-03-12.carrydesk',
      'Carrydesk Harbour Office 2026-03-13.carrydesk',
      'Carrydesk Harbour Office 2026-03-14.carrydesk',
    ]);
    expect(schedule.notes.last?.takenAt).toBe(clock.time);
  });

  it('removes nothing that it did not make, whatever it is called', async () => {
    await schedule.set({ every: 'day', keep: 1 }, folder);
    await schedule.check();
    const first = path.join(folder, 'Carrydesk Harbour Office 2026-03-10.carrydesk');
    // Somebody keeps this one, and puts another backup of the same desk under its name.
    renameSync(first, path.join(folder, 'Before the move.carrydesk'));
    await back(first, root, somePages(1));
    const foreign = path.join(folder, 'Carrydesk Harbour Office 2026-03-11.carrydesk');
    await writeAs(foreign, root, { ...backupHead, storeId: '11111111-1111-4111-8111-111111111111' });
    writeFileSync(path.join(folder, 'Carrydesk notes.txt'), 'mine');
    await days(3);
    expect(readdirSync(folder)).toEqual([
      'Before the move.carrydesk',
      'Carrydesk Harbour Office 2026-03-10.carrydesk',
      'Carrydesk Harbour Office 2026-03-11.carrydesk',
      'Carrydesk Harbour Office 2026-03-13.carrydesk',
      'Carrydesk notes.txt',
    ]);
    const kept = await inspectBackup(foreign);
    expect(kept.ok && kept.value.storeId).toBe('11111111-1111-4111-8111-111111111111');
  });

  it('replaces nothing: a second one of a day has a number', async () => {
    writeFileSync(path.join(folder, 'Carrydesk Harbour Office 2026-03-10.carrydesk'), 'mine');
    await schedule.set({ every: 'day', keep: 3 }, folder);
    await schedule.check();
    expect(readdirSync(folder)).toContain('Carrydesk Harbour Office 2026-03-10 (2).carrydesk');
    expect(readFileSync(path.join(folder, 'Carrydesk Harbour Office 2026-03-10.carrydesk'), 'utf8')).toBe(
      'mine',
    );
  });

  it('tells a failure with its beginning, tries again after an hour, and forgets it when it worked', async () => {
    await schedule.set({ every: 'day', keep: 3 }, folder);
    await schedule.check();
    fault = 'The stick is not there.';
    await days(1);
    const since = clock.time;
    expect(schedule.notes.trouble).toEqual({ text: 'The stick is not there.', since, triedAt: since });
    const tries = made;
    await after(3 * 60, hourMs / 60);
    expect(made).toBe(tries + 3);
    expect(schedule.notes.trouble).toMatchObject({ since, triedAt: clock.time });
    fault = null;
    await after(1, hourMs);
    expect(schedule.notes.trouble).toBeNull();
    expect(readdirSync(folder)).toHaveLength(2);
  });

  it('waits until the desk is open, and then looks by itself', async () => {
    isOpen = false;
    schedule.start();
    await schedule.set({ every: 'week', keep: 3 }, folder);
    await clock.pass(5 * 60_000);
    expect([made, schedule.notes.trouble]).toEqual([0, null]);
    isOpen = true;
    await clock.pass(2 * 60_000);
    // The timer has fired; what it began reads and writes real files.
    await expect.poll(() => made).toBe(1);
    await schedule.close();
    expect(clock.waiting).toBe(0);
  });

  it('begins anew in another folder, and leaves the former one as it is', async () => {
    await schedule.set({ every: 'day', keep: 1 }, folder);
    await schedule.check();
    const other = path.join(root, 'other');
    mkdirSync(other);
    await schedule.set({ every: 'day', keep: 1 }, other);
    await schedule.check();
    await days(2);
    expect([readdirSync(folder).length, readdirSync(other).length]).toEqual([1, 1]);
  });

  it('goes on after the app was started again, and removes what a killed one left half written', async () => {
    await schedule.set({ every: 'day', keep: 2 }, folder);
    await schedule.check();
    await schedule.close();
    const notes = JSON.parse(readFileSync(path.join(root, 'backup-schedule.json'), 'utf8')) as object;
    const begun = 'Carrydesk Harbour Office 2026-03-11.carrydesk';
    writeFileSync(path.join(root, 'backup-schedule.json'), JSON.stringify({ ...notes, begun }));
    writeFileSync(path.join(folder, `${begun}.part`), 'half');
    clock.time += dayMs;
    schedule = open();
    await schedule.check();
    await days(1);
    expect(readdirSync(folder)).toEqual([
      'Carrydesk Harbour Office 2026-03-11.carrydesk',
      'Carrydesk Harbour Office 2026-03-12.carrydesk',
    ]);
  });

  it('that cannot be read any more is not silently gone', async () => {
    await schedule.close();
    writeFileSync(path.join(root, 'backup-schedule.json'), '{"every":"day"');
    schedule = open();
    expect(schedule.notes).toMatchObject({ every: 'never', trouble: { since: clock.time } });
    await schedule.set({ every: 'day', keep: 2 }, folder);
    expect(schedule.notes.trouble).toBeNull();
  });

  it('that cannot be saved is as it was, and the failure is told', async () => {
    await schedule.set({ every: 'day', keep: 2 }, folder);
    await schedule.check();
    renameSync(root, `${root}-gone`);
    const set = await schedule.set({ every: 'week', keep: 9 }, folder);
    renameSync(`${root}-gone`, root);
    expect([set.ok, schedule.notes.every, schedule.notes.keep]).toEqual([false, 'day', 2]);
  });
});
