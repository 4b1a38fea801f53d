import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { useDeskView } from '../../../src/renderer/state/desk-view';
import { openWindow } from '../support/open-window';
import { press, type } from '../support/page';

async function openTicket(body = '') {
  let id = '';
  const opened = await openWindow(async (desk) => {
    const created: { id: string } = await desk.send('ticket.create', {
      subject: 'Slow mail',
      body,
      change: {},
      channel: 'agent',
    });
    id = created.id;
  });
  useDeskView.getState().openTicket(id);
  const main = within(await screen.findByRole('main', { name: 'Ticket' }));
  await main.findByRole('textbox', { name: 'Reply' });
  return { ...opened, id, main };
}

describe('the composer', () => {
  it('stores what is typed without being asked, and brings it back', async () => {
    const { desk, id, main } = await openTicket();
    type(main.getByRole('textbox', { name: 'Reply' }), 'Half a sen');
    await main.findByText('Draft saved');
    const drafts: { body: string }[] = await desk.send('draft.list', { ticketId: id });
    expect(drafts.map(({ body }) => body)).toEqual(['Half a sen']);
    useDeskView.getState().openTicket(null);
    await waitFor(() => expect(screen.queryByRole('main', { name: 'Ticket' })).toBeNull());
    useDeskView.getState().openTicket(id);
    const box = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Reply' });
    expect(box.value).toBe('Half a sen');
  });

  it('never sends as a reply what was written as a note', async () => {
    const { desk, id, main } = await openTicket();
    fireEvent.click(main.getByRole('tab', { name: 'Internal note' }));
    type(await main.findByRole('textbox', { name: 'Internal note' }), 'He is angry');
    fireEvent.click(main.getByRole('tab', { name: 'Reply' }));
    expect((await main.findByRole<HTMLTextAreaElement>('textbox', { name: 'Reply' })).value).toBe('');
    expect(main.getByRole<HTMLButtonElement>('button', { name: 'Send reply' }).disabled).toBe(true);
    const { messages }: { messages: unknown[] } = await desk.send('ticket.detail', { id });
    expect(messages).toEqual([]);
  });

  it('solves with the reply in one step, which one Undo takes back', async () => {
    const { main } = await openTicket();
    type(main.getByRole('textbox', { name: 'Reply' }), 'Fixed it');
    fireEvent.click(main.getByRole('button', { name: 'Solve' }));
    await main.findByRole('article', { name: /^Reply by/ });
    const status = main.getByRole<HTMLInputElement>('combobox', { name: 'Status' });
    await waitFor(() => expect(status.value).toBe('Solved'));
    press('Escape');
    press('u');
    await waitFor(() => expect(status.value).toBe('New'));
  });

  it('shows hostile text as text', async () => {
    const { main } = await openTicket('<img src=x onerror="alert(1)"><script>alert(2)</script>');
    const article = await main.findByRole('article');
    expect(article.textContent).toContain('<img src=x onerror="alert(1)"><script>');
    expect(article.querySelector('img, script')).toBeNull();
  });
});
