import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Desk } from '../../support/open-desk';
import { openWindow } from '../support/open-window';
import { press } from '../support/page';

const rows = () =>
  within(screen.getByRole('grid', { name: 'Tickets' }))
    .getAllByRole('row')
    .slice(1);
const row = (subject: string) => rows().find((element) => element.textContent?.includes(subject));

function withTickets(count: number, prepare?: (desk: Desk) => Promise<void>) {
  return openWindow(async (desk) => {
    for (let place = 1; place <= count; place += 1) {
      desk.clock.advance(60_000);
      await desk.send('ticket.create', {
        subject: `Ticket ${place}`,
        body: '',
        change: {},
        channel: 'agent',
      });
    }
    await prepare?.(desk);
  });
}

describe('the list of tickets', () => {
  it('says how many rows there are and numbers them from 1, the head included', async () => {
    await withTickets(3);
    await waitFor(() => expect(rows()).toHaveLength(3));
    expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('4');
    expect(rows().map((element) => element.getAttribute('aria-rowindex'))).toEqual(['2', '3', '4']);
  });

  it('draws only the rows in view, however many there are', async () => {
    await withTickets(120);
    await waitFor(() => expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('121'));
    expect(rows().length).toBeLessThan(40);
  });

  it('sorts by a column, and the other way round with a second click', async () => {
    await withTickets(3);
    await waitFor(() => expect(rows()).toHaveLength(3));
    const subjects = () => rows().map((element) => /Ticket \d/u.exec(element.textContent ?? '')?.[0]);
    const head = screen.getByRole('button', { name: 'Subject' });
    fireEvent.click(head);
    await waitFor(() => expect(subjects()).toEqual(['Ticket 1', 'Ticket 2', 'Ticket 3']));
    fireEvent.click(head);
    await waitFor(() => expect(subjects()).toEqual(['Ticket 3', 'Ticket 2', 'Ticket 1']));
    expect(screen.getByRole('columnheader', { name: 'Subject' }).getAttribute('aria-sort')).toBe(
      'descending',
    );
  });

  it('follows every change of the desk', async () => {
    const { desk } = await withTickets(1);
    await waitFor(() => expect(rows()).toHaveLength(1));
    await desk.send('ticket.create', { subject: 'Brand new', body: '', change: {}, channel: 'agent' });
    await waitFor(() => expect(row('Brand new')).toBeDefined());
  });

  it('keeps one row in the Tab order and moves it with the keys', async () => {
    await withTickets(3);
    await waitFor(() => expect(rows()).toHaveLength(3));
    const stops = () => rows().filter((element) => element.tabIndex === 0);
    press('j');
    await waitFor(() => expect(document.activeElement?.getAttribute('aria-rowindex')).toBe('3'));
    expect(stops()).toEqual([document.activeElement]);
    press('ArrowDown');
    press('ArrowDown');
    await waitFor(() => expect(document.activeElement?.getAttribute('aria-rowindex')).toBe('4'));
    press('Home');
    await waitFor(() => expect(document.activeElement?.getAttribute('aria-rowindex')).toBe('2'));
  });

  it('changes all selected tickets at once and takes it back as one', async () => {
    await withTickets(3);
    await waitFor(() => expect(rows()).toHaveLength(3));
    press('j');
    await waitFor(() => expect(document.activeElement?.getAttribute('aria-rowindex')).toBe('3'));
    press('x');
    press('Shift+J');
    const bar = within(await screen.findByRole('group', { name: 'Selected tickets' }));
    expect(bar.getByRole('status').textContent).toBe('2 tickets selected');
    press('e');
    await waitFor(() => expect(rows()).toHaveLength(1));
    fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(rows()).toHaveLength(3));
  });

  it('tells an empty desk from an empty view and from a filter that fits nothing', async () => {
    await openWindow();
    await screen.findByText('No tickets yet');
    fireEvent.click(screen.getByRole('button', { name: 'New ticket' }));
    await screen.findByRole('form', { name: 'New ticket' });
  });
});
