import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { OpenDialogOptions, SaveDialogOptions } from 'electron';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifyBackup } from '../../../src/durable/backup/backup';
import { finishSwap } from '../../../src/durable/backup/swap';
import { backupTools } from '../../../src/main/backup/backup-tools';
import { DeskBackups } from '../../../src/main/backup/desk-backups';
import { type DataFolder, openDataFolder } from '../../../src/main/data-folder';
import { backupHandlers } from '../../../src/main/shell/backup-handlers';
import { ChosenFiles } from '../../../src/main/shell/chosen-files';
import type { StoreState } from '../../../src/protocol/shell';
import { type DeskClients, openClients } from '../../support/clients';
import { callContext, type Desk, openDesk } from '../../support/open-desk';
import { FakeClock } from '../fake-clock';
import { silentLogger } from '../silent-logger';

const identity = {
  storeId: '22222222-2222-4222-8222-222222222222',
  incarnation: '33333333-3333-4333-8333-333333333333',
};

let root = '';
let documents = '';
let folder: DataFolder;
let desk: Desk;
let clients: DeskClients;
let clock: FakeClock;
let state: StoreState['state'] = 'ready';
let backups: DeskBackups;
/** What the person chooses in the next dialog, and what the dialogs were asked. */
let choice: string | undefined;
let asked: (OpenDialogOptions | SaveDialogOptions)[] = [];
let changes = 0;

beforeEach(async () => {
  root = mkdtempSync(path.join(os.tmpdir(), 'handlers-'));
  documents = path.join(root, 'documents');
  mkdirSync(documents);
  folder = openDataFolder(path.join(root, 'data'));
  desk = await openDesk();
  for (const subject of ['First', 'Second'])
    await desk.send('ticket.create', { subject, body: 'b', change: {}, channel: 'agent' });
  clients = openClients(desk);
  clock = new FakeClock();
  clock.time = new Date(2026, 0, 5, 9).getTime();
  [state, choice, asked, changes] = ['ready', undefined, [], 0];
  const { store, host } = clients;
  const now = clock.now;
  const head = (takenAt: number) => ({ ...identity, takenAt, electronMajor: 33, schemaVersion: 1 });
  const durability = { head };
  backups = new DeskBackups({
    tools: backupTools({ store, host, durability, folder, now }),
    folder,
    store,
    host: {
      get state() {
        return { state, reason: null };
      },
    },
    durability,
    timers: clock.timers,
    now,
    log: silentLogger,
  });
  backups.onChange(() => {
    changes += 1;
  });
});

afterEach(async () => {
  await backups.close();
  clients.close();
  rmSync(root, { recursive: true, force: true });
});

const files = new ChosenFiles();

function handlers() {
  return backupHandlers({
    backups,
    files,
    documents,
    choose: async (options) => {
      asked.push(options);
      return choice === undefined ? [] : [choice];
    },
    choosePlace: async (options) => {
      asked.push(options);
      return choice;
    },
  });
}

async function status() {
  const found = await handlers()['backup.status']();
  if (!found.ok) throw new Error(found.error.message);
  return found.value;
}

/** Makes a backup in the documents and hands over where it is. */
async function makeOne(passphrase: string | null = null): Promise<string> {
  choice = path.join(documents, `desk ${asked.length}.carrydesk`);
  const made = await handlers()['backup.make']({ passphrase }, callContext());
  if (!made.ok) throw new Error(made.error.message);
  return choice;
}

async function chooseOne(file: string) {
  choice = file;
  const chosen = await handlers()['backup.choose']();
  if (!chosen.ok || chosen.value === null) throw new Error('Nothing was chosen.');
  return chosen.value;
}

describe('a backup from the window', () => {
  it('goes where the person says, under a name that says what it is, and is the last one then', async () => {
    const file = await makeOne();
    expect(asked).toMatchObject([
      { defaultPath: path.join(documents, 'Carrydesk Desk 2026-01-05.carrydesk'), buttonLabel: 'Back up' },
    ]);
    const { hash } = (await desk.send('desk.check', {})) as { hash: string };
    expect(await verifyBackup(file, null)).toMatchObject({ ok: true, value: { hash } });
    expect((await status()).last).toMatchObject({ file, tickets: 2, desk: 'Desk', isEncrypted: false });
    expect(changes).toBeGreaterThan(0);
  });

  it('is not made when no place was chosen, nor while the desk is not open', async () => {
    const make = handlers()['backup.make'];
    expect(await make({ passphrase: null }, callContext())).toEqual({ ok: true, value: null });
    state = 'failed';
    choice = path.join(documents, 'desk.carrydesk');
    const refused = await make({ passphrase: null }, callContext());
    expect(refused).toMatchObject({ ok: false, error: { code: 'store_unavailable' } });
    expect([asked.length, readdirSync(documents)]).toEqual([1, []]);
  });

  it('has its ending, and does not replace a file that the dialog did not ask about', async () => {
    writeFileSync(path.join(documents, 'mine.carrydesk'), 'mine');
    choice = path.join(documents, 'mine');
    await handlers()['backup.make']({ passphrase: null }, callContext());
    expect(readdirSync(documents).toSorted()).toEqual(['mine (2).carrydesk', 'mine.carrydesk']);
    expect(readFileSync(path.join(documents, 'mine.carrydesk'), 'utf8')).toBe('mine');
  });

  it('tells how far it has come, and leaves nothing when it is stopped', async () => {
    const stop = new AbortController();
    choice = path.join(documents, 'desk.carrydesk');
    const told: [number, number, string][] = [];
    const progress = (done: number, total: number, label: string): void => {
      told.push([done, total, label]);
      stop.abort();
    };
    const context = callContext({ progress, signal: stop.signal });
    const made = await handlers()['backup.make']({ passphrase: null }, context);
    expect(made).toMatchObject({ ok: false, error: { details: { cancelled: true } } });
    expect(told[0]?.[2]).toBe('Making a backup');
    expect(readdirSync(documents)).toEqual([]);
  });

  it('is stopped, and leaves nothing, when the app is left', async () => {
    choice = path.join(documents, 'desk.carrydesk');
    const progress = (): void => void backups.close();
    const made = await handlers()['backup.make']({ passphrase: null }, callContext({ progress }));
    expect([made.ok, readdirSync(documents)]).toEqual([false, []]);
  });
});

describe('a restore from the window', () => {
  it('waits for the next start, says so, and can be taken back', async () => {
    const file = await makeOne();
    const chosen = await chooseOne(file);
    expect(chosen).toMatchObject({
      name: 'desk 0.carrydesk',
      desk: 'Desk',
      takenAt: clock.time,
      tickets: 2,
      isEncrypted: false,
    });
    expect(JSON.stringify(chosen)).not.toContain(documents);
    const { restore, withdraw } = restoring();
    expect(await restore(chosen.handle, null)).toMatchObject({ ok: true, value: { tickets: 2 } });
    expect((await status()).waiting).toEqual({ desk: 'Desk', takenAt: clock.time });
    expect(await restore(chosen.handle, null)).toMatchObject({ ok: false, error: { code: 'conflict' } });
    expect(await withdraw()).toEqual({ ok: true, value: null });
    expect((await status()).waiting).toBeNull();
    expect(await finishSwap(folder.root)).toEqual({ ok: true, value: 'nothing' });
    expect(readdirSync(folder.root).filter((name) => name.startsWith('rest'))).toEqual([]);
    expect((await restore(chosen.handle, null)).ok).toBe(true);
    expect(await finishSwap(folder.root)).toEqual({ ok: true, value: 'finished' });
    expect(existsSync(path.join(folder.root, 'replaced'))).toBe(true);
  });

  it('of a protected backup needs its passphrase, and says what is wrong without it', async () => {
    const chosen = await chooseOne(await makeOne('open sesame'));
    expect(chosen).toMatchObject({ isEncrypted: true, tickets: null });
    const { restore } = restoring();
    const missing = await restore(chosen.handle, null);
    const wrong = await restore(chosen.handle, 'open barley');
    expect([missing, wrong]).toMatchObject([
      { ok: false, error: { code: 'forbidden' } },
      { ok: false, error: { code: 'forbidden', message: expect.stringContaining('not the passphrase') } },
    ]);
    expect((await status()).waiting).toBeNull();
    expect((await restore(chosen.handle, 'open sesame')).ok).toBe(true);
  });

  it('is refused for a handle that main did not make, and for what is no backup', async () => {
    const { restore } = restoring();
    expect(await restore('/etc/passwd', null)).toMatchObject({ ok: false, error: { code: 'not_found' } });
    choice = path.join(documents, 'notes.txt');
    writeFileSync(choice, 'mine');
    expect(await handlers()['backup.choose']()).toMatchObject({
      ok: false,
      error: { code: 'invalid_input', message: expect.stringContaining('notes.txt') },
    });
    choice = undefined;
    expect(await handlers()['backup.choose']()).toEqual({ ok: true, value: null });
  });

  it('works though the desk cannot be opened', async () => {
    const chosen = await chooseOne(await makeOne());
    state = 'failed';
    expect((await restoring().restore(chosen.handle, null)).ok).toBe(true);
    expect((await status()).waiting).not.toBeNull();
  });
});

function restoring() {
  const { 'backup.restore': start, 'backup.withdraw': withdraw } = handlers();
  return {
    withdraw,
    restore: (handle: string, passphrase: string | null) => start({ handle, passphrase }, callContext()),
  };
}

describe('the schedule from the window', () => {
  it('asks for a folder once, and makes the first backup at once', async () => {
    const set = handlers()['backup.schedule'];
    const day = { every: 'day', keep: 3, isFolderAsked: false } as const;
    expect(await set(day)).toEqual({ ok: true, value: null });
    expect((await status()).schedule).toMatchObject({ every: 'never', folder: null, nextAt: null });
    choice = documents;
    expect(await set(day)).toEqual({ ok: true, value: { every: 'day', keep: 3 } });
    expect(await set({ ...day, keep: 5 })).toMatchObject({ ok: true, value: { keep: 5 } });
    expect(asked).toHaveLength(2);
    await expect.poll(() => readdirSync(documents)).toEqual(['Carrydesk Desk 2026-01-05.carrydesk']);
    await expect.poll(async () => (await status()).isRunning).toBe(false);
    const { schedule, last } = await status();
    expect(schedule).toMatchObject({ every: 'day', keep: 5, folder: documents });
    expect(schedule.nextAt).toBe(new Date(2026, 0, 6).getTime());
    expect(last?.file).toContain('2026-01-05');
  });

  it('goes on in another folder where one is wanted, and is as it was when none is chosen', async () => {
    const set = handlers()['backup.schedule'];
    choice = documents;
    await set({ every: 'day', keep: 3, isFolderAsked: false });
    choice = undefined;
    expect(await set({ every: 'week', keep: 3, isFolderAsked: true })).toEqual({ ok: true, value: null });
    expect((await status()).schedule).toMatchObject({ every: 'day', folder: documents });
    choice = path.join(root, 'other');
    mkdirSync(choice);
    await set({ every: 'week', keep: 3, isFolderAsked: true });
    expect((await status()).schedule).toMatchObject({ every: 'week', folder: choice });
  });

  it('says what is wrong with its folder', async () => {
    choice = path.join(root, 'stick');
    await handlers()['backup.schedule']({ every: 'day', keep: 3, isFolderAsked: false });
    await expect.poll(async () => (await status()).trouble?.text).toContain('There is no folder');
    expect((await status()).schedule.nextAt).toBe(clock.time + 60 * 60 * 1000);
  });
});
