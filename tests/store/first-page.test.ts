import { describe, expect, it } from 'vitest';
import { importGenerated } from '../support/histories';
import { openDesk, type Desk } from '../support/open-desk';
import { createTicket } from '../support/tickets';

/** Starts the desk again and asks at once: before the first row could be read into the index. */
async function firstAnswer(
  desk: Desk,
  request: object,
): Promise<{ readonly cold: Desk; readonly early: Page }> {
  const cold = await desk.reopen();
  const [counts, early] = await Promise.all([
    cold.send('ticket.counts', { queries: [''] }),
    cold.send('ticket.list', request),
  ]);
  // A count is null as long as the index is cold.
  expect(counts).toEqual([null]);
  return { cold, early };
}

type Page = { readonly tickets: readonly object[] };

async function filledDesk(): Promise<Desk> {
  const desk = await openDesk();
  await importGenerated(desk, 1, 60);
  for (const subject of ['one', 'two', 'three'])
    await createTicket(desk, subject, { add: { tags: ['same'] } });
  await desk.send('draft.save', { id: 'd', ticketId: null, kind: 'ticket', body: 'x' });
  return desk;
}

const queries = [
  '',
  'is:open',
  'sort:-updated',
  'tag:same',
  'has:reply -status:closed',
  'is:unassigned priority:high,urgent',
  'created>2025-06-01',
];

describe('the first page, served before the index is read', () => {
  it.each(queries)('is the page that the index gives: %j', async (query) => {
    const request = { query, limit: 20 };
    const { cold, early } = await firstAnswer(await filledDesk(), request);
    await cold.send('ticket.ids', { query: '' });
    expect(early).toEqual(await cold.send('ticket.list', request));
  });

  it.each(['sort:number', 'sort:-created', 'requester:any sort:updated'])(
    'waits for the index where the order is another: %j',
    async (query) => {
      const { cold, early } = await firstAnswer(await filledDesk(), { query, limit: 20 });
      expect(early).toEqual(await cold.send('ticket.list', { query, limit: 20 }));
    },
  );

  it('counts tickets whose last change nobody knows', async () => {
    const desk = await openDesk();
    await createTicket(desk, 'known');
    await importRows(desk, [{ id: 'undated', number: 9, subject: 'undated', status: 'new' }]);
    const { cold, early } = await firstAnswer(desk, { query: '', limit: 20 });
    expect(early.tickets).toHaveLength(2);
    expect(early).toEqual(await cold.send('ticket.list', { query: '', limit: 20 }));
  });

  it('is the same where thousands of tickets changed at one moment', { timeout: 60_000 }, async () => {
    const desk = await openDesk();
    const row = (number: number, updatedAt: number) => ({
      id: `ticket-${String(number).padStart(5, '0')}`,
      number,
      updatedAt,
      subject: 'x',
      status: 'new',
    });
    await importRows(
      desk,
      Array.from({ length: 2_250 }, (_, place) => row(place + 1, 1_000)),
    );
    const same = await firstAnswer(desk, { query: 'is:open', limit: 5 });
    expect(same.early).toEqual(await same.cold.send('ticket.list', { query: 'is:open', limit: 5 }));
    await importRows(same.cold, [row(3_000, 2_000), row(3_002, 3_000), row(3_001, 3_000)]);
    const few = await firstAnswer(same.cold, { query: 'is:open', limit: 3 });
    expect(few.early).toMatchObject({
      total: null,
      tickets: [{ number: 3_001 }, { number: 3_002 }, { number: 3_000 }],
    });
  });
});

/** Puts rows in as they are. */
async function importRows(desk: Desk, rows: readonly Readonly<Record<string, unknown>>[]): Promise<void> {
  await desk.host('import.begin', { batch: 'rows', format: 'carrydesk', fileName: '' });
  for (let first = 0; first < rows.length; first += 500) {
    const part = rows.slice(first, first + 500).map((row) => ({ kind: 'tickets', row }));
    await desk.host('import.chunk', { batch: 'rows', chunk: { records: [], tickets: [], rows: part } });
  }
}
