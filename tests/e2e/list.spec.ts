import { expectKeysIn, gridOf, propertyOf, ticketOf } from './support/keyboard';
import { expect, test } from './support/test';

test.describe('the list', () => {
  test('keeps the row of a ticket in view when the ticket opens beside it and closes again', async ({
    desk,
    folder,
    start,
  }) => {
    await desk.json(folder, 'generate', '--tickets', '400', '--seed', '1');
    const page = await (await start(folder)).window();
    await page.keyboard.press('Control+7');
    const first = gridOf(page).getByRole('row').nth(1);
    await expectKeysIn(first);
    for (let steps = 0; steps < 10; steps += 1) await page.keyboard.press('PageDown');
    const row = gridOf(page).locator('[role="row"][tabindex="0"]');
    await expect(row).toBeInViewport();
    expect(Number(await row.getAttribute('aria-rowindex'))).toBeGreaterThan(100);
    const number = await row.getByRole('gridcell').first().innerText();
    await page.keyboard.press('Enter');
    await expect(ticketOf(page)).toContainText(number);
    await expect(row).toBeInViewport();
    await expect(row).toContainText(number);
    await page.keyboard.press('Escape');
    await expect(ticketOf(page)).toHaveCount(0);
    await expect(row).toBeInViewport();
    await expect(row).toContainText(number);
  });

  test('opens a ticket straight at the field that a key asks for', async ({ desk, folder, start }) => {
    await desk.json(folder, 'generate', '--tickets', '20', '--seed', '1');
    const page = await (await start(folder)).window();
    for (const [key, field] of [
      ['s', 'Status'],
      ['a', 'Assignee'],
      ['p', 'Priority'],
    ] as const) {
      const row = gridOf(page).getByRole('row').nth(1);
      await expect(row).toContainText('#');
      await page.keyboard.press('k');
      await expectKeysIn(row);
      await page.keyboard.press(key);
      await expectKeysIn(propertyOf(page, field));
      await expect(page.getByRole('listbox')).toBeVisible();
      await page.keyboard.press('Escape');
      await expectKeysIn(row);
      await page.keyboard.press('Escape');
      await expect(ticketOf(page)).toHaveCount(0);
    }
  });
});
