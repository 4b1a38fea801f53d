import { expect, onTestFinished, test } from 'vitest';
import { keepRetention } from '../../src/main/retention';
import { openClients } from '../support/clients';
import { openDesk } from '../support/open-desk';
import { createTicket } from '../support/tickets';
import { FakeClock } from './fake-clock';
import { silentLogger } from './silent-logger';

const dayMs = 24 * 60 * 60 * 1000;

test('the desk is purged soon after the start, and once a day from then on', async () => {
  const desk = await openDesk();
  const { host, close } = openClients(desk);
  onTestFinished(close);
  const clock = new FakeClock();
  await desk.send('settings.change', { trashDays: 1 });
  const trash = async (): Promise<void> => {
    const { id } = await createTicket(desk, 'Old');
    await desk.send('ticket.trash', { ids: [id] });
    desk.clock.advance(2 * dayMs);
  };
  keepRetention({ host, timers: clock.timers, log: silentLogger });
  await trash();
  await clock.pass(30_000);
  expect(await desk.database.tickets.count()).toBe(1);
  await clock.pass(60_000);
  await expect.poll(() => desk.database.tickets.count()).toBe(0);
  await trash();
  await clock.pass(dayMs / 2);
  expect(await desk.database.tickets.count()).toBe(1);
  await clock.pass(dayMs);
  await expect.poll(() => desk.database.tickets.count()).toBe(0);
});
