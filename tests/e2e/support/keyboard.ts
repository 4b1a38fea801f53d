import { expect, type Locator, type Page } from '@playwright/test';

/** The list of tickets. */
export function gridOf(page: Page): Locator {
  return page.getByRole('grid', { name: 'Tickets' });
}

/** The open ticket. */
export function ticketOf(page: Page): Locator {
  return page.getByRole('main', { name: 'Ticket' });
}

/** The picker of a field of the open ticket. */
export function propertyOf(page: Page, name: string): Locator {
  return page.getByRole('complementary', { name: 'Properties' }).getByRole('combobox', { name });
}

/** Keys go to this place. (A window behind another one has such a place too, but is not focused as a whole.) */
export async function expectKeysIn(place: Locator): Promise<void> {
  await expect.poll(() => hasKeys(place)).toBe(true);
}

function hasKeys(place: Locator): Promise<boolean> {
  return place.evaluate((element) => element === document.activeElement);
}

/** Logs a ticket by its subject and waits until it is open. */
export async function logTicket(page: Page, subject: string): Promise<void> {
  await page.keyboard.press('c');
  const form = page.getByRole('form', { name: 'New ticket' });
  await expectKeysIn(form.getByRole('textbox', { name: 'Subject' }));
  await page.keyboard.type(subject);
  await page.keyboard.press('Control+Enter');
  await expect(ticketOf(page).getByRole('textbox', { name: 'Subject' })).toHaveValue(subject);
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

/** Goes to the first row of the list, which has to show this subject, and opens it. */
export async function openFirstTicket(page: Page, subject: string | RegExp): Promise<void> {
  const row = gridOf(page).getByRole('row').nth(1);
  await expect(row).toContainText(subject);
  // Whatever had the focus before, `k` puts it on the row.
  await page.keyboard.press('k');
  await expectKeysIn(row);
  await page.keyboard.press('Enter');
  await expect(ticketOf(page)).toBeVisible();
}

/** Opens the picker behind a shortcut, types the beginning of a value and takes it. */
export async function pickByKey(page: Page, key: string, field: string, value: string): Promise<void> {
  await page.keyboard.press(key);
  const box = propertyOf(page, field);
  await expectKeysIn(box);
  await page.keyboard.type(value);
  await expect(page.getByRole('option', { name: value })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(box).toHaveValue(new RegExp(`^${value}`));
  // Whoever came by a shortcut is back where they were, so the next letter is a command again.
  await expect.poll(() => hasKeys(box)).toBe(false);
}

/** Goes to the reply (`r`) or the internal note (`n`) of the open ticket and types. */
export async function writeMessage(page: Page, key: 'r' | 'n', text: string): Promise<void> {
  await page.keyboard.press(key);
  await expectKeysIn(messageBox(page, key));
  await page.keyboard.type(text);
}

/** The box in which a reply or a note is written. */
export function messageBox(page: Page, key: 'r' | 'n'): Locator {
  return ticketOf(page).getByRole('textbox', { name: key === 'r' ? 'Reply' : 'Internal note' });
}

/** What the composer says about the text in it. */
export function draftNote(page: Page): Locator {
  return ticketOf(page).getByText('Draft saved');
}

/** The sentences of the ticket's history, newest first. */
export function historyOf(page: Page): Locator {
  return ticketOf(page).getByRole('region', { name: 'History' }).getByRole('listitem');
}
