import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ElectronApplication, Locator, Page } from '@playwright/test';
import { verifyBackup } from '../../src/durable/backup/backup';
import { expectAccessible } from './support/accessibility';
import { CommandLine } from './support/command-line';
import { chooseInDialog, choosePlaceInDialog } from './support/import-stub';
import { expectKeysIn, gridOf, logTicket } from './support/keyboard';
import { expect, test } from './support/test';

type Check = { ok: boolean; hash: string; counts: { tickets: number } };

const dialogOf = (page: Page): Locator => page.getByRole('dialog', { name: 'Backup and restore' });

test.describe('a backup', () => {
  test('made by keyboard while people work is the desk as of one commit, wherever it is restored', async ({
    desk,
    folder,
    scratch,
    start,
  }) => {
    test.setTimeout(120_000);
    await desk.json(folder, 'generate', '--tickets', '2000');
    const running = await start(folder);
    const page = await running.window();
    const place = path.join(scratch, 'place');
    await mkdir(place);
    const file = path.join(place, 'desk.carrydesk');
    await choosePlaceInDialog(running.app, file);
    const bar = dialogOf(page).getByRole('progressbar', { name: 'Making a backup' });

    await command(page, 'Back up now');
    await expectKeysIn(dialogOf(page).getByRole('button', { name: 'Choose a place…' }));
    await page.keyboard.press('Enter');
    await expect(bar).toBeVisible();
    await expectKeysIn(dialogOf(page).getByRole('button', { name: 'Cancel' }));
    await page.keyboard.press('Enter');
    await expect(dialogOf(page)).toContainText('There is none yet. Everything is on this computer only.');
    await expect.poll(() => readdir(place)).toEqual([]);

    await dialogOf(page).getByRole('button', { name: 'Back up now…' }).press('Enter');
    await expectKeysIn(dialogOf(page).getByRole('button', { name: 'Choose a place…' }));
    await page.keyboard.press('Enter');
    await expect(bar).toBeVisible();
    // It goes on without the dialog.
    await page.keyboard.press('Escape');
    await expect(dialogOf(page)).toHaveCount(0);
    let logged = 0;
    for (; logged < 40 && !existsSync(file); logged += 1) await logTicket(page, `Meanwhile ${logged}`);
    expect(logged, 'there was time to work meanwhile').toBeGreaterThan(0);
    await running.quit();

    const backup = await verifyBackup(file, null);
    if (!backup.ok) throw new Error(backup.error.message);
    const restored = path.join(scratch, 'restored');
    await desk.json(restored, 'restore', file);
    const check = await desk.json<Check>(restored, 'check');
    expect(check).toMatchObject({ ok: true, hash: backup.value.hash });
    expect(check.counts.tickets).toBeGreaterThanOrEqual(2_000);
  });

  test('is made by schedule in the folder that was chosen, and the window says so', async ({
    folder,
    scratch,
    start,
  }) => {
    const running = await start(folder);
    const page = await running.window();
    const place = path.join(scratch, 'place');
    await mkdir(place);
    await chooseInDialog(running.app, place);
    await command(page, 'Backups');
    await dialogOf(page).getByRole('combobox', { name: 'Back up' }).press('Enter');
    await page.getByRole('option', { name: 'Every week' }).press('Enter');
    await expect(dialogOf(page)).toContainText('The next one is due on', { timeout: 20_000 });
    await expect(dialogOf(page).getByRole('region', { name: 'Last backup' })).toContainText(
      'written and checked',
    );
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      await expectAccessible(page);
    }
    const [made = ''] = await readdir(place);
    expect(made).toMatch(/^Carrydesk Desk \d{4}-\d\d-\d\d\.carrydesk$/);
    await running.kill();
    const again = await start(folder);
    const next = await again.window();
    await command(next, 'Backups');
    await expect(dialogOf(next)).toContainText(made);
    expect(await readdir(place)).toEqual([made]);
  });
});

test.describe('restoring in the window', () => {
  test('refuses a wrong passphrase in words, and puts the backup in place at the restart', async ({
    desk,
    folder,
    scratch,
    start,
  }) => {
    const { file, hash } = await makeBackup(desk, folder, scratch, 'open sesame');
    const running = await start(folder);
    const page = await running.window();
    await logTicket(page, 'After the backup');
    await chooseInDialog(running.app, file);
    await command(page, 'Restore a backup');
    await page.keyboard.press('Enter');
    const form = dialogOf(page).getByRole('form', { name: 'Restore a backup' });
    await expect(form).toContainText('Needed to open it');
    await expect(form).toContainText('Your present desk is kept for a week');
    await expectKeysIn(form.getByLabel('Passphrase of the backup'));
    await page.keyboard.type('open barley');
    await page.keyboard.press('Enter');
    await expect(dialogOf(page).getByRole('alert')).toContainText('This is not the passphrase');
    await expectKeysIn(form.getByLabel('Passphrase of the backup'));
    await page.keyboard.type('open sesame');
    await page.keyboard.press('Enter');
    const restart = dialogOf(page).getByRole('button', { name: 'Restart now' });
    await expectKeysIn(restart);
    await expectAccessible(page);
    await restartFrom(running.app, restart);

    const again = await start(folder);
    const restored = await again.window();
    await expect(restored.getByRole('status').filter({ hasText: 'Your desk was restored' })).toBeVisible();
    await expect(gridOf(restored)).toHaveAttribute('aria-rowcount', '2');
    await again.quit();
    expect(await desk.json<Check>(folder, 'check')).toMatchObject({ ok: true, hash });
    const [moment = ''] = await readdir(path.join(folder, 'replaced'));
    // What was there is a desk that opens.
    const before = path.join(scratch, 'before');
    await cp(path.join(folder, 'replaced', moment), before, { recursive: true });
    expect(await desk.json<Check>(before, 'check')).toMatchObject({ ok: true, counts: { tickets: 2 } });
  });

  test('works where the data cannot be opened, and refuses what is damaged with the place of the damage', async ({
    desk,
    folder,
    scratch,
    start,
  }) => {
    const { file, hash } = await makeBackup(desk, folder, scratch);
    for (const part of ['profile', 'journal', 'snapshots'])
      await rm(path.join(folder, part), { recursive: true, force: true });
    const { damaged, at } = await damage(file);
    const notes = path.join(scratch, 'notes.txt');
    await writeFile(notes, 'No backup.');

    const running = await start(folder);
    await expect.poll(() => running.windows().length, { timeout: 20_000 }).toBe(1);
    const page = running.windows()[0]!;
    await page.getByRole('button', { name: 'Restore a backup…' }).press('Enter');
    const choose = dialogOf(page).getByRole('button', { name: 'Choose a backup…' });
    await expectKeysIn(choose);
    await chooseInDialog(running.app, notes);
    await page.keyboard.press('Enter');
    const alert = dialogOf(page).getByRole('alert');
    await expect(alert).toContainText('“notes.txt” was not written by Carrydesk');
    await chooseInDialog(running.app, damaged);
    await choose.press('Enter');
    const begin = dialogOf(page).getByRole('button', { name: 'Check and restore' });
    await begin.press('Enter');
    await expect(alert).toContainText(/“damaged\.carrydesk” is damaged at byte \d+/);
    const position = Number(/byte (\d+)/.exec(await alert.innerText())?.[1]);
    expect(position).toBeGreaterThan(0);
    expect(position).toBeLessThanOrEqual(at);
    await chooseInDialog(running.app, file);
    await dialogOf(page).getByRole('button', { name: 'Choose another…' }).press('Enter');
    await expect(alert).toHaveCount(0);
    await begin.press('Enter');
    await restartFrom(running.app, dialogOf(page).getByRole('button', { name: 'Restart now' }));
    expect(await desk.json<Check>(folder, 'check')).toMatchObject({ ok: true, hash });
  });
});

test('a restore that is killed anywhere leaves the old desk or the new one, and the next start finishes it', async ({
  appPath,
  desk,
  folder,
  scratch,
}) => {
  test.setTimeout(150_000);
  const { file, hash: newHash } = await makeBackup(desk, folder, scratch);
  await desk.json(folder, 'new', '--subject', 'After the backup');
  const { hash: oldHash } = await desk.json<Check>(folder, 'check');
  expect(oldHash).not.toBe(newHash);
  const planned = path.join(scratch, 'planned');
  await cp(folder, planned, { recursive: true });
  await desk.json(planned, 'restore', file);
  const killed = [
    { from: folder, words: ['restore', file], at: 'snapshot.verified', leaves: oldHash },
    { from: folder, words: ['restore', file], at: 'swap.planned', leaves: newHash },
    { from: planned, words: ['list', ''], at: 'swap.movedOld@2', leaves: newHash },
    { from: planned, words: ['list', ''], at: 'swap.movedNew', leaves: newHash },
    { from: planned, words: ['list', ''], at: 'swap.finished', leaves: newHash },
  ] as const;
  for (const { from, words, at, leaves } of killed) {
    const copy = path.join(scratch, at);
    await cp(from, copy, { recursive: true });
    const [point, pass = '1'] = at.split('@');
    const env = { ...appPath.env, CARRYDESK_FAIL_POINTS: `${point}=kill@${pass}` };
    const ended = await new CommandLine({ ...appPath, env }).run(copy, ...words);
    expect(ended.code, `${at} is reached`).toBeNull();
    expect(await desk.json<Check>(copy, 'check'), at).toMatchObject({ ok: true, hash: leaves });
    const left = (await readdir(copy)).filter((name) => name.startsWith('restor'));
    expect(left, at).toEqual([]);
  }
});

/** Makes a desk with one ticket and a backup of it. */
async function makeBackup(
  desk: CommandLine,
  folder: string,
  scratch: string,
  passphrase?: string,
): Promise<{ file: string; hash: string }> {
  await desk.json(folder, 'new', '--subject', 'In the backup', '--body', 'Since Monday.');
  const file = path.join(scratch, 'desk.carrydesk');
  const secret = path.join(scratch, 'passphrase.txt');
  await writeFile(secret, `${passphrase ?? ''}\n`);
  const more = passphrase === undefined ? [] : ['--passphrase-file', secret];
  const { hash } = await desk.json<{ hash: string }>(folder, 'backup', file, ...more);
  return { file, hash };
}

/** Flips one bit in the middle of a copy of a backup. */
async function damage(file: string): Promise<{ damaged: string; at: number }> {
  const bytes = await readFile(file);
  const at = Math.floor(bytes.length / 2);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  const damaged = path.join(path.dirname(file), 'damaged.carrydesk');
  await writeFile(damaged, bytes);
  return { damaged, at };
}

/** Chooses a command in the palette. */
async function command(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog', { name: 'Command palette' })).toBeVisible();
  await page.keyboard.type(words);
  const option = page.getByRole('option', { name: new RegExp(`^${words}`) });
  await expect(option).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(dialogOf(page)).toBeVisible();
}

/** Takes the app's wish to be started again, which a test carries out itself, and waits until it has left. */
async function restartFrom(app: ElectronApplication, button: Locator): Promise<void> {
  await app.evaluate(({ app: electron }) => {
    electron.relaunch = () => {};
  });
  const closed = app.waitForEvent('close');
  // The window may be gone before the key is up again.
  await button.press('Enter').catch(() => undefined);
  await closed;
}
