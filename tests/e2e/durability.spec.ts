import { execFile } from 'node:child_process';
import { cp, mkdir, open, readdir, rename, rm, statfs } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { readSentinel, writeSentinel } from '../../src/durable/sentinel';
import { CommandLine } from './support/command-line';
import { draftNote, gridOf, logTicket, messageBox, ticketOf, writeMessage } from './support/keyboard';
import { expect, test } from './support/test';

const run = promisify(execFile);

type Made = { number: number };
type Check = { ok: boolean; hash: string };

const storeData = (folder: string) => path.join(folder, 'profile', 'Partitions', 'store', 'IndexedDB');

test.describe('the data of a desk', () => {
  test('comes back from the journal when the database is gone, and the window says so', async ({
    desk,
    folder,
    start,
  }) => {
    for (const subject of ['Monitor flickers', 'Keys stick'])
      await desk.json<Made>(folder, 'new', '--subject', subject, '--body', 'Since Monday.');
    const before = await desk.json<Check>(folder, 'check');
    await rm(storeData(folder), { recursive: true });
    const running = await start(folder);
    const page = await running.window();
    await expect(gridOf(page)).toHaveAttribute('aria-rowcount', '3');
    const account = page.getByRole('status').filter({ hasText: 'rebuilt from its journal' });
    await expect(account).toContainText('nothing is missing');
    await account.getByRole('button', { name: 'Dismiss' }).press('Enter');
    await expect(account).toHaveCount(0);
    await running.quit();
    expect(await desk.json<Check>(folder, 'check')).toMatchObject({ ok: true, hash: before.hash });
  });

  test('loses nothing to a torn log, a deleted journal, an older or a foreign profile', async ({
    desk,
    folder,
    scratch,
  }) => {
    await desk.json<Made>(folder, 'new', '--subject', 'First');
    const [older, foreign] = [path.join(scratch, 'older'), path.join(scratch, 'foreign')];
    await cp(path.join(folder, 'profile'), older, { recursive: true });
    await desk.json<Made>(foreign, 'new', '--subject', 'Of another desk');
    await desk.json<Made>(folder, 'new', '--subject', 'Second');
    const { hash } = await desk.json<Check>(folder, 'check');
    const profile = path.join(folder, 'profile');

    // Two starts: the first appends behind the torn record, the second would find the whole database corrupt.
    await tearNewestLog(folder);
    await desk.json(folder, 'list', '');
    expect(await desk.json<Check>(folder, 'check')).toMatchObject({ ok: true, hash });

    await rm(profile, { recursive: true });
    await cp(older, profile, { recursive: true });
    const replayed = await desk.run(folder, 'check', '--json');
    expect(replayed.stderr).toContain('restored from the journal');
    expect(JSON.parse(replayed.stdout)).toMatchObject({ ok: true, hash });

    await rm(profile, { recursive: true });
    await cp(path.join(foreign, 'profile'), profile, { recursive: true });
    expect(await desk.json<Check>(folder, 'check')).toMatchObject({ ok: true, hash });

    await rm(path.join(folder, 'journal'), { recursive: true });
    expect(await desk.json<Check>(folder, 'check')).toMatchObject({ ok: true, hash });
    await desk.json<Made>(folder, 'new', '--subject', 'Third');
    expect(await desk.json(folder, 'list', '')).toMatchObject({ total: 3 });
  });

  test('never looks like a first start once it was there, and is not opened by an older build', async ({
    desk,
    folder,
  }) => {
    await desk.json<Made>(folder, 'new', '--subject', 'Only copy');
    await rm(path.join(folder, 'profile'), { recursive: true });
    await rename(path.join(folder, 'journal'), path.join(folder, 'elsewhere'));
    const refused = await desk.run(folder, 'list', '');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('Restore a backup');
    await rm(path.join(folder, 'journal'), { recursive: true });
    await rename(path.join(folder, 'elsewhere'), path.join(folder, 'journal'));
    expect(await desk.json(folder, 'list', '')).toMatchObject({ total: 1 });

    await pretendNewerElectron(folder);
    const older = await desk.refusal(folder, 'list', '');
    expect([older.code, older.error.message]).toEqual([1, expect.stringContaining('Update Carrydesk')]);
  });
});

test.describe('a disk that fails', () => {
  test('full: says so within five seconds, loses nothing, and goes on when there is space', async ({
    desk,
    scratch,
    start,
  }) => {
    const disk = await mountSmallDisk(scratch);
    try {
      const folder = path.join(disk, 'desk');
      const running = await start(folder);
      const page = await running.window();
      await logTicket(page, 'Before the disk was full');
      await writeMessage(page, 'r', 'Typed before');
      await expect(draftNote(page)).toBeVisible();
      await fillDisk(disk);
      await expect(alertOf(page)).toContainText('almost full', { timeout: 5_000 });
      await page.keyboard.press('Control+Enter');
      await expect(page.getByText(/nothing can be changed|nothing more can be saved/).first()).toBeVisible();
      await expect(messageBox(page, 'r')).toHaveValue('Typed before');
      await expect(ticketOf(page)).toContainText('Before the disk was full');
      await rm(path.join(disk, 'filler'));
      await expect(alertOf(page)).toHaveCount(0, { timeout: 10_000 });
      await messageBox(page, 'r').press('Control+Enter');
      await expect(messageBox(page, 'r')).toHaveValue('');
      await running.quit();
      await fillDisk(disk);
      const refused = await desk.refusal(folder, 'list', '');
      expect([refused.code, refused.error.code]).toEqual([1, 'storage_full']);
      await rm(path.join(disk, 'filler'));
      expect(await desk.json(folder, 'check')).toMatchObject({
        ok: true,
        counts: { tickets: 1, messages: 1 },
      });
    } finally {
      await run('umount', ['--lazy', disk]);
    }
  });

  for (const fault of ['EIO', 'ENOSPC'] as const) {
    test(`${fault}: a change that the journal could not take is refused in words, and is there after the disk is well`, async ({
      desk,
      folder,
      start,
    }) => {
      const running = await start(folder, { failPoints: `journal.written=${fault}@9` });
      const page = await running.window();
      await logTicket(page, 'Cable is loose');
      const said = await listenToAlerts(page);
      for (let note = 1; note <= 8; note += 1) {
        await writeMessage(page, 'n', `Looked ${note} times. `);
        await page.keyboard.press('Control+Enter');
      }
      await expect.poll(said).toMatch(/The disk (answers with an error|is full)/);
      // The disk is well again at once: changes are taken again without anybody doing anything.
      await expect(alertOf(page)).toHaveCount(0, { timeout: 10_000 });
      await running.kill();
      expect(await desk.json(folder, 'check')).toMatchObject({ ok: true, counts: { tickets: 1 } });
    });
  }

  test('read-only: the disk takes nothing any more, and later does again', async ({
    desk,
    scratch,
    start,
  }) => {
    const disk = await mountSmallDisk(scratch);
    try {
      const folder = path.join(disk, 'desk');
      const running = await start(folder);
      const page = await running.window();
      await logTicket(page, 'Card is locked');
      await run('mount', ['--bind', folder, folder]);
      await run('mount', ['-o', 'remount,bind,ro', folder]);
      await expect(alertOf(page)).toContainText('cannot be written', { timeout: 5_000 });
      await writeMessage(page, 'n', 'Turned the switch');
      await page.keyboard.press('Control+Enter');
      await expect(messageBox(page, 'n')).toHaveValue('Turned the switch');
      await run('umount', ['--lazy', folder]);
      await expect(alertOf(page)).toHaveCount(0, { timeout: 20_000 });
      await messageBox(page, 'n').press('Control+Enter');
      await expect(ticketOf(page)).toContainText('Turned the switch');
      await running.quit();
      expect(await desk.json(folder, 'check')).toMatchObject({
        ok: true,
        counts: { tickets: 1, messages: 1 },
      });
    } finally {
      await run('umount', ['--lazy', disk]);
    }
  });

  test('at the start: the journal cannot take what a kill left behind, and the next try can', async ({
    appPath,
    desk,
    folder,
  }) => {
    const failingAt = (failPoints: string) =>
      new CommandLine({ ...appPath, env: { ...appPath.env, CARRYDESK_FAIL_POINTS: failPoints } });
    await desk.json<Made>(folder, 'new', '--subject', 'Safe');
    const killed = await failingAt('journal.received=kill').run(folder, 'new', '--subject', 'Half way');
    expect(killed.code).toBeNull();
    const tickets = await failingAt('journal.written=EIO').json(folder, 'list', '');
    expect(tickets).toMatchObject({ total: 2 });
    expect(await desk.json<Check>(folder, 'check')).toMatchObject({ ok: true });
  });

  test('vanished: the folder is taken away while people work', async ({ desk, folder, start }) => {
    const running = await start(folder);
    const page = await running.window();
    await logTicket(page, 'Stick was pulled out');
    await rename(folder, `${folder}.away`);
    await expect(alertOf(page)).toContainText('not there any more', { timeout: 5_000 });
    await rename(`${folder}.away`, folder);
    await expect(alertOf(page)).toHaveCount(0, { timeout: 10_000 });
    await writeMessage(page, 'n', 'It is back');
    await page.keyboard.press('Control+Enter');
    await expect(ticketOf(page)).toContainText('It is back');
    await running.quit();
    expect(await desk.json(folder, 'check')).toMatchObject({ ok: true, counts: { messages: 1 } });
  });
});

/** A disk of its own, in memory; a test that may not mount one is skipped and says so. */
async function mountSmallDisk(scratch: string): Promise<string> {
  const disk = path.join(scratch, 'disk');
  await mkdir(disk);
  const mounted = await run('mount', ['-t', 'tmpfs', '-o', 'size=150m', 'tmpfs', disk]).catch(() => null);
  test.skip(mounted === null, 'Mounting a small disk is not permitted here.');
  return disk;
}

/** What alerts have said since: the disk is well again so soon that looking now and then could miss one. */
async function listenToAlerts(page: Page): Promise<() => Promise<string>> {
  const heard = await page.evaluateHandle(() => {
    const texts: string[] = [];
    const listen = (): void => {
      for (const alert of document.querySelectorAll('[role=alert]')) texts.push(alert.textContent ?? '');
    };
    new MutationObserver(listen).observe(document.body, { subtree: true, childList: true });
    return texts;
  });
  return () => heard.evaluate((texts) => texts.join('\n'));
}

function alertOf(page: Page) {
  return page.getByRole('alert', { name: 'Safety of your data' });
}

/** A record of which only the header was written: what a kill leaves behind. */
async function tearNewestLog(folder: string): Promise<void> {
  const [database] = await readdir(storeData(folder));
  const place = path.join(storeData(folder), database ?? '');
  const logs = (await readdir(place)).filter((name) => name.endsWith('.log')).toSorted();
  const handle = await open(path.join(place, logs.at(-1) ?? ''), 'a');
  await handle.write(Buffer.alloc(18, 0x5a));
  await handle.close();
}

async function fillDisk(disk: string): Promise<void> {
  const left = 400 * 1024;
  const handle = await open(path.join(disk, 'filler'), 'w');
  const { bavail, bsize } = await statfs(disk);
  const block = Buffer.alloc(1 << 20);
  for (let free = bavail * bsize - left; free > 0; free -= block.length)
    await handle.write(block, 0, Math.min(block.length, free));
  await handle.close();
}

async function pretendNewerElectron(folder: string): Promise<void> {
  const reading = await readSentinel(folder);
  if (reading.kind !== 'read') throw new Error('There is no sentinel.');
  expect(await writeSentinel(folder, { ...reading.sentinel, electronMajor: 999 })).toMatchObject({
    ok: true,
  });
}
