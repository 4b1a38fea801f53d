import { afterEach, expect, test } from 'vitest';
import { ok } from '../../src/domain/result';
import { type DeskScan, withScan } from '../../src/main/durability/snapshot-keeper';
import { type DeskClients, openClients } from '../support/clients';
import { openDesk } from '../support/open-desk';

let clients: DeskClients | undefined;

afterEach(() => clients?.close());

/** What a copy of a desk holds: how many rows of tickets and messages came, and what the scan says that there are. */
async function readAll({ pages, end }: DeskScan) {
  const seen = new Map<string, number>();
  for await (const { table, rows } of pages) seen.set(table, (seen.get(table) ?? 0) + rows);
  const { counts, hash } = end();
  return ok({ seen: [seen.get('tickets'), seen.get('messages')], counts: counts['tickets'], hash });
}

async function openDeskOf(tickets: number): Promise<DeskClients> {
  const desk = await openDesk();
  for (let ticket = 0; ticket < tickets; ticket += 1)
    await desk.send('ticket.create', { subject: 'A', body: 'b', change: {}, channel: 'agent' });
  clients = openClients(desk);
  return clients;
}

test('copies that are asked for at the same time each hold every row', async () => {
  const { host } = await openDeskOf(3);
  const copies = await Promise.all([withScan(host, readAll), withScan(host, readAll)]);
  const whole = { ok: true, value: { seen: [3, 3], counts: 3 } };
  expect(copies).toMatchObject([whole, whole]);
});

test('a copy that was stopped does not keep the next one from its turn', async () => {
  const { host } = await openDeskOf(1);
  const stopped = withScan(host, async ({ pages }) => {
    for await (const _page of pages) throw new Error('The disk is gone.');
    return ok(null);
  });
  const next = withScan(host, readAll);
  await expect(stopped).rejects.toThrow('The disk is gone.');
  expect(await next).toMatchObject({ ok: true, value: { seen: [1, 1] } });
});
