import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { openWindow } from '../support/open-window';
import { press, type } from '../support/page';

const form = () => screen.queryByRole('form', { name: 'New ticket' });

describe('a single key', () => {
  it('does its command while nobody types', async () => {
    await openWindow();
    await screen.findByRole('grid', { name: 'Tickets' });
    press('c');
    await waitFor(() => expect(form()).not.toBeNull());
  });

  it('is a letter where somebody types', async () => {
    await openWindow();
    const search = await screen.findByRole('combobox', { name: 'Search and filter' });
    type(search, 'broken');
    press('c');
    press('?');
    expect(form()).toBeNull();
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('belongs to the text while a character is being composed, and with AltGraph', async () => {
    await openWindow();
    await screen.findByRole('grid', { name: 'Tickets' });
    press('c', { isComposing: true });
    press('c', { hasAltGraph: true });
    press('c', { altKey: true });
    expect(form()).toBeNull();
  });

  it('does nothing behind a dialog', async () => {
    await openWindow();
    await screen.findByRole('grid', { name: 'Tickets' });
    press('?');
    await screen.findByRole('dialog', { name: 'Keyboard shortcuts' });
    press('c');
    expect(form()).toBeNull();
  });
});

describe('the command palette', () => {
  it('opens a ticket by its number', async () => {
    await openWindow(async (desk) => {
      await desk.send('ticket.create', { subject: 'Phone is dead', body: '', change: {}, channel: 'agent' });
    });
    await screen.findByRole('grid', { name: 'Tickets' });
    press('Control+k');
    await screen.findByRole('dialog', { name: 'Command palette' });
    type(screen.getByRole('combobox', { name: 'Command palette' }), '#1');
    await screen.findByRole('option', { name: 'Open ticket 1' });
    press('Enter');
    const main = await screen.findByRole('main', { name: 'Ticket' });
    const subject = await within(main).findByRole<HTMLTextAreaElement>('textbox', { name: 'Subject' });
    expect(subject.value).toBe('Phone is dead');
  });
});
