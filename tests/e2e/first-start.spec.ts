import { expectAccessible } from './support/accessibility';
import { gridOf, logTicket, messageBox, ticketOf } from './support/keyboard';
import { expect, test } from './support/test';

test.describe('the first start', () => {
  test('opens a window named Carrydesk with its landmarks and says that there are no tickets yet', async ({
    folder,
    start,
  }) => {
    const desk = await start(folder);
    const page = await desk.window();
    const titles = await desk.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((window) => window.getTitle()),
    );
    expect(titles).toEqual(['Carrydesk']);
    await expect(page).toHaveTitle('Carrydesk');
    await expect(page.getByRole('navigation', { name: 'Views' })).toBeVisible();
    await expect(gridOf(page)).toBeVisible();
    await expect(page.getByRole('status', { name: 'Desk status' })).toContainText('Saved on this device');
    await expect(page.getByRole('button', { name: 'New ticket' })).toBeVisible();
    await expect(page.getByRole('combobox', { name: 'Search and filter' })).toBeVisible();
    await expect(page.getByText('No tickets yet')).toBeVisible();
    await expect(page.getByRole('alert')).toHaveCount(0);
  });

  test('is usable with assistive technology: the empty list and an open ticket have no serious fault', async ({
    folder,
    start,
  }) => {
    const page = await (await start(folder)).window();
    await expectAccessible(page);
    await logTicket(page, 'The beamer in room 4 stays dark');
    await expect(messageBox(page, 'r')).toBeVisible();
    for (const name of ['Properties', 'Requester'])
      await expect(page.getByRole('complementary', { name })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Conversation' })).toBeVisible();
    for (const name of ['Status', 'Priority', 'Assignee', 'Team', 'Category'])
      await expect(ticketOf(page).getByRole('combobox', { name })).toBeVisible();
    await expectAccessible(page);
  });

  test('a button without a name would be noticed', async ({ folder, start }) => {
    const page = await (await start(folder)).window();
    await page.evaluate(() => document.querySelector('nav')?.append(document.createElement('button')));
    await expect(expectAccessible(page)).rejects.toThrow('button-name');
  });

  test('offers the palette and the list of shortcuts by key', async ({ folder, start }) => {
    const page = await (await start(folder)).window();
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('dialog', { name: 'Command palette' })).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
    await expectAccessible(page);
  });
});
