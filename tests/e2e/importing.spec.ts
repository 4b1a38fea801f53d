import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { writeAuditLog } from './support/audit-log';
import { chooseInDialog } from './support/import-stub';
import { gridOf } from './support/keyboard';
import { expect, test } from './support/test';

test.describe('importing in the window', () => {
  test('shows how far it has come, gives an account, and takes everything back', async ({
    desk,
    folder,
    scratch,
    start,
  }) => {
    const file = path.join(scratch, 'incidents.csv');
    await writeAuditLog(file, 1_500);
    const running = await start(folder);
    const page = await running.window();
    await chooseInDialog(running.app, file);
    const dialog = await openImport(page);
    await page.keyboard.press('Enter');
    const bar = dialog.getByRole('progressbar', { name: 'Importing incidents.csv' });
    await expect(bar).toBeVisible();
    await expect.poll(async () => Number(await bar.getAttribute('aria-valuenow'))).toBeGreaterThan(0);
    const account = dialog.getByText('6,000 rows read as servicenow-audit-log');
    await expect(account).toBeVisible({ timeout: 30_000 });
    await expect(dialog.locator('dl')).toHaveText('Created1,500Updated0Already here0Not imported0');

    await dialog.getByRole('button', { name: 'Close' }).press('Enter');
    await expect(page.getByRole('status', { name: 'Desk status' })).toContainText('1,500 tickets');
    await page.keyboard.press('Control+7');
    await expect(gridOf(page)).toHaveAttribute('aria-rowcount', '1501');

    await openImport(page);
    await dialog.getByRole('button', { name: 'Undo import' }).press('Enter');
    await expect(page.getByText('Import taken back: 1,500 tickets removed')).toBeVisible({ timeout: 30_000 });
    await page.keyboard.press('Escape');
    await expect(gridOf(page)).toHaveAttribute('aria-rowcount', '1');
    await expect(page.getByRole('status', { name: 'Desk status' })).toContainText('0 tickets');
    await running.quit();
    expect(await desk.json(folder, 'check')).toMatchObject({ ok: true, counts: { tickets: 0, messages: 0 } });
  });

  test('stays where it is when no file is chosen, and says what is wrong with one that cannot be read', async ({
    folder,
    scratch,
    start,
  }) => {
    const running = await start(folder);
    const page = await running.window();
    await chooseInDialog(running.app, null);
    const dialog = await openImport(page);
    await page.keyboard.press('Enter');
    await expect(dialog.getByRole('button', { name: 'Choose a file…' })).toBeVisible();
    await expect(dialog.getByRole('alert')).toHaveCount(0);

    const broken = path.join(scratch, 'broken.zip');
    await writeFile(broken, Buffer.from([0x50, 0x4b, 0x03, 0x04, 0x14, 0, 0, 0, 8, 0, 1, 2, 3]));
    await chooseInDialog(running.app, broken);
    await page.keyboard.press('Enter');
    await expect(dialog.getByRole('alert')).toContainText('broken.zip');
    await expect(dialog.getByRole('button', { name: 'Choose a file…' })).toBeVisible();
  });

  test('can be stopped; what was taken in until then can be taken back by choosing the file again', async ({
    desk,
    folder,
    scratch,
    start,
  }) => {
    const file = path.join(scratch, 'incidents.csv');
    await writeAuditLog(file, 2_000);
    const running = await start(folder);
    const page = await running.window();
    await chooseInDialog(running.app, file);
    const dialog = await openImport(page);
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: 'Stop' }).press('Enter');
    await expect(dialog.getByRole('progressbar')).toHaveCount(0, { timeout: 20_000 });
    await running.quit();
    const stopped = await desk.json<{ ok: boolean; counts: { tickets: number } }>(folder, 'check');
    expect(stopped.ok).toBe(true);
    expect(stopped.counts.tickets).toBeLessThan(2_000);
    const rest = await desk.json<{ created: number; skipped: number; batch: string }>(folder, 'import', file);
    expect(rest.created + rest.skipped).toBe(2_000);
    expect(await desk.json(folder, 'undo-import', rest.batch)).toMatchObject({ removed: 2_000 });
  });
});

/** Finds the import through the palette. */
async function openImport(page: Page) {
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog', { name: 'Command palette' })).toBeVisible();
  await page.keyboard.type('Import');
  await expect(page.getByRole('option', { name: /^Import tickets/ })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Import' });
  await expect(dialog).toBeVisible();
  return dialog;
}
