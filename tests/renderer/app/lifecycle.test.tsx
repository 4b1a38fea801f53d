import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { openWindow } from '../support/open-window';
import { press, type } from '../support/page';

const properties = async () => within(await screen.findByRole('complementary', { name: 'Properties' }));
const status = async () => (await properties()).getByRole<HTMLInputElement>('combobox', { name: 'Status' });

/** Opens the picker behind a shortcut, types the beginning of a value and takes it. */
async function pick(key: string, label: string, value: string): Promise<void> {
  press(key);
  const box = (await properties()).getByRole<HTMLInputElement>('combobox', { name: label });
  await waitFor(() => expect(document.activeElement).toBe(box));
  type(box, value);
  await screen.findByRole('option', { name: new RegExp(value, 'i') });
  press('Enter');
  // Whoever came by a shortcut is back where they were.
  await waitFor(() => expect(document.activeElement).not.toBe(box));
}

describe('a ticket by keyboard', () => {
  it('is created, assigned, answered, noted, solved, reopened and closed', async () => {
    await openWindow();
    await screen.findByRole('grid', { name: 'Tickets' });
    press('c');
    const form = within(await screen.findByRole('form', { name: 'New ticket' }));
    type(form.getByRole('textbox', { name: 'Subject' }), 'Printer prints blank pages');
    press('Control+Enter');
    const main = within(await screen.findByRole('main', { name: 'Ticket' }));
    expect((await main.findByRole<HTMLTextAreaElement>('textbox', { name: 'Subject' })).value).toBe(
      'Printer prints blank pages',
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());

    await pick('a', 'Assignee', 'me');
    await waitFor(async () => expect((await status()).value).toBe('Open'));

    press('r');
    type(await main.findByRole('textbox', { name: 'Reply' }), 'Which printer is it?');
    press('Control+Enter');
    await main.findByRole('article', { name: /^Reply by me/ });
    press('Escape');

    press('n');
    type(await main.findByRole('textbox', { name: 'Internal note' }), 'Check the drum');
    press('Control+Enter');
    await main.findByRole('article', { name: /^Internal note by me/ });
    press('Escape');

    for (const next of ['Solved', 'Open', 'Closed']) {
      await pick('s', 'Status', next);
      await waitFor(async () => expect((await status()).value).toBe(next));
    }
    const history = within(main.getByRole('region', { name: 'History' }));
    await history.findByText('me closed the ticket');
    for (const sentence of ['me solved the ticket', 'me reopened the ticket', 'me replied'])
      history.getByText(sentence);

    press('u');
    await waitFor(async () => expect((await status()).value).toBe('Open'));
    // A whole working day in one test: it may take its time on a busy machine.
  }, 90_000);
});
