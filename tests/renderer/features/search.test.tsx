import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { openWindow } from '../support/open-window';
import { press, type } from '../support/page';

const open = () =>
  openWindow(async (desk) => {
    for (const subject of ['Printer jam', 'Mail is slow']) {
      await desk.send('ticket.create', { subject, body: '', change: {}, channel: 'agent' });
    }
  });

const box = () => screen.findByRole<HTMLInputElement>('combobox', { name: 'Search and filter' });
const count = () => screen.getByRole('grid', { name: 'Tickets' }).getAttribute('aria-rowcount');

describe('the filter box', () => {
  it('shows the filter of the view, and filters by what is typed', async () => {
    await open();
    expect((await box()).value).toBe('is:open');
    type(await box(), 'printer');
    press('Enter');
    await waitFor(() => expect(count()).toBe('2'));
    expect(within(screen.getByRole('grid')).getByText('Printer jam')).toBeDefined();
  });

  it('offers what may be written at the caret and puts the chosen one there', async () => {
    await open();
    type(await box(), 'prio');
    await screen.findByRole('option', { name: /priority:/ });
    press('ArrowDown');
    press('Enter');
    expect((await box()).value).toBe('priority:');
    await screen.findByRole('option', { name: 'urgent' });
  });

  it('waits with a word that may become a field, until Enter says that it is a word', async () => {
    await open();
    await waitFor(() => expect(count()).toBe('3'));
    type(await box(), 'prio');
    await screen.findByRole('option', { name: /priority:/ });
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(count()).toBe('3');
    press('Enter');
    await waitFor(() => expect(count()).toBe('1'));
  });

  it('says what is wrong and where, and leaves the list alone', async () => {
    await open();
    await waitFor(() => expect(count()).toBe('3'));
    type(await box(), 'is:open priorty:high');
    await screen.findByText(/no field named priorty.*\(at character 9\)/u);
    expect(count()).toBe('3');
  });

  it('forgets what was typed when a view is opened, even the one it began from', async () => {
    await open();
    type(await box(), 'is:open priorty:high');
    await screen.findByText(/no field named priorty/u);
    act(() => screen.getByRole('button', { name: /^All open/u }).click());
    await waitFor(async () => expect((await box()).value).toBe('is:open'));
    expect(screen.queryByText(/no field named priorty/u)).toBeNull();
  });

  it('says so when a name is one that nobody goes by', async () => {
    await open();
    type(await box(), 'assignee:Nobody');
    await waitFor(() => expect(document.body.textContent).toMatch(/Nobody.*\(at character 10\)/u));
  });
});
