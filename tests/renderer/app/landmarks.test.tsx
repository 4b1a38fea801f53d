import { screen, within } from '@testing-library/react';
import { it } from 'vitest';
import { useDeskView } from '../../../src/renderer/state/desk-view';
import { openWindow } from '../support/open-window';

it('has every landmark and control under the name that people and programs know it by', async () => {
  let id = '';
  await openWindow(async (desk) => {
    const created: { id: string } = await desk.send('ticket.create', {
      subject: 'A',
      body: 'b',
      change: {},
      channel: 'agent',
    });
    id = created.id;
  });
  await screen.findByRole('grid', { name: 'Tickets' });
  useDeskView.getState().openTicket(id);
  const main = within(await screen.findByRole('main', { name: 'Ticket' }));
  await main.findByRole('textbox', { name: 'Reply' });
  screen.getByRole('navigation', { name: 'Views' });
  screen.getByRole('button', { name: 'New ticket' });
  screen.getByRole('combobox', { name: 'Search and filter' });
  screen.getByRole('status', { name: 'Desk status' });
  main.getByRole('region', { name: 'Conversation' });
  main.getByRole('region', { name: 'History' });
  main.getByRole('complementary', { name: 'Properties' });
  main.getByRole('complementary', { name: 'Requester' });
  for (const name of ['Send reply', 'Solve']) main.getByRole('button', { name });
  for (const name of ['Status', 'Priority', 'Assignee', 'Team', 'Category'])
    main.getByRole('combobox', { name });
});
