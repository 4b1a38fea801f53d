import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LiveSource } from '../../src/protocol/rpc/live';
import { storeContract } from '../../src/protocol/store';
import { anyHistory, importGenerated, live, type Step } from '../support/histories';
import { openDesk, type Desk } from '../support/open-desk';
import { runs } from '../support/runs';
import { createTicket } from '../support/tickets';

type Op = Parameters<Desk['ask']>[0];

/** One thing that a window watches, with the answer that it shows. */
type Watched = {
  readonly op: Op;
  readonly input: object;
  shown: string;
  isInvalid: boolean;
  readonly stop: () => void;
};

/** What windows ask; nothing in it changes with the time alone. */
async function watchedBy(desk: Desk): Promise<(readonly [Op, object])[]> {
  const ids = await desk.database.tickets.orderBy(':id').primaryKeys();
  const people = await desk.database.people.orderBy(':id').primaryKeys();
  return [
    ['ticket.list', { query: 'is:open sort:subject' }],
    ['ticket.list', { query: 'is:draft OR is:unread', groupBy: 'assignee' }],
    ['ticket.counts', { queries: ['', 'is:mine', 'has:reply', 'tag:vpn', 'requester:any', 'is:deleted'] }],
    ['ticket.facets', { query: '', fields: ['status', 'tag', 'assignee'] }],
    ['ticket.ids', { query: 'sort:assignee sort:status' }],
    ...ids.flatMap((id): (readonly [Op, object])[] => [
      ['ticket.detail', { id }],
      ['ticket.readable', { ids: [id], detail: 'whole' }],
    ]),
    ['ticket.find', { number: '2' }],
    ['draft.list', {}],
    ['draft.versions', { id: 'draft-1' }],
    ['directory', {}],
    ['people.search', { text: 'a' }],
    ['record.get', { kind: 'people', ids: people }],
    ['view.list', {}],
    ['command.recent', {}],
    ['import.batches', {}],
    ['desk.status', {}],
  ];
}

async function answer(desk: Desk, op: Op, input: object): Promise<string> {
  return JSON.stringify(await desk.ask(op, input));
}

async function watchAll(desk: Desk, source: LiveSource): Promise<Watched[]> {
  const watched: Watched[] = [];
  for (const [op, input] of await watchedBy(desk)) {
    const one = { op, input, shown: await answer(desk, op, input), isInvalid: false };
    const stop = source.watch(op, storeContract[op].input.parse(input), () => {
      one.isInvalid = true;
    });
    watched.push(Object.assign(one, { stop }));
  }
  return watched;
}

/** Everything that would show something old after the last command was answered. */
async function stale(desk: Desk, watched: readonly Watched[]): Promise<string[]> {
  const told = watched.map((one) => one.isInvalid);
  const found: string[] = [];
  for (const [place, one] of watched.entries()) {
    const now = await answer(desk, one.op, one.input);
    if (now !== one.shown && told[place] !== true) found.push(`${one.op} ${JSON.stringify(one.input)}`);
    one.shown = now;
    one.isInvalid = false;
  }
  return found;
}

/** An import is told a quarter of a second late on purpose, and a restart ends every subscription. */
const personal = (steps: readonly Step[]): Step[] =>
  steps.filter(({ action }) => !['import', 'undoImport', 'restart'].includes(action.type));

const readsItsWrites = (sourceOf: (desk: Desk) => LiveSource) =>
  fc.asyncProperty(anyHistory(8), anyHistory(8), async (before, after) => {
    const { desk } = await live(await openDesk(), before);
    // A start tells everyone once more when the index is warm, which would hide what a commit forgot to tell.
    await desk.send('ticket.ids', { query: '' });
    const watched = await watchAll(desk, sourceOf(desk));
    await new Promise((resolve) => setTimeout(resolve, 0));
    for (const one of watched) one.isInvalid = false;
    await live(desk, personal(after), async () => {
      expect(await stale(desk, watched)).toEqual([]);
    });
    for (const one of watched) one.stop();
  });

describe('a subscription', () => {
  it('hears of every commit that changes its answer before the command is answered', {
    timeout: 120_000,
  }, async () => {
    await fc.assert(
      readsItsWrites((desk) => desk.store.live),
      { numRuns: runs(50) },
    );
  });

  it.each(['ticket.list', 'ticket.detail', 'directory', 'draft.list'])(
    'would be caught showing something old: %s (control)',
    { timeout: 120_000 },
    async (deaf) => {
      const property = readsItsWrites(({ store }) => ({
        ...store.live,
        watch: (op, input, onInvalidate) =>
          op === deaf ? () => undefined : store.live.watch(op, input, onInvalidate),
      }));
      const found = await fc.check(property, { numRuns: 60, endOnFailure: true });
      expect(found.failed).toBe(true);
    },
  );

  it('to a ticket hears of a message on one that was merged into it, however far down', async () => {
    const desk = await openDesk();
    const [bottom, middle, top] = [
      await createTicket(desk, 'Bottom'),
      await createTicket(desk, 'Middle'),
      await createTicket(desk, 'Top'),
    ];
    await desk.send('ticket.merge', { into: middle.id, ids: [bottom.id] });
    await desk.send('ticket.merge', { into: top.id, ids: [middle.id] });
    await desk.send('ticket.ids', { query: '' });
    let told = 0;
    const stop = desk.store.live.watch('ticket.detail', { id: top.id }, () => {
      told += 1;
    });
    await new Promise((resolve) => setTimeout(resolve, 0));
    told = 0;
    await desk.send('message.add', { ticketId: bottom.id, kind: 'note', body: 'Deep down' });
    stop();
    const { messages } = (await desk.send('ticket.detail', { id: top.id })) as {
      messages: { body: string }[];
    };
    expect([messages.map((message) => message.body), told]).toEqual([['Deep down'], 1]);
  });

  it('to the steps of an import is told at most four times a second', async () => {
    const desk = await openDesk();
    await desk.send('ticket.ids', { query: '' });
    let told = 0;
    const stop = desk.store.live.watch('ticket.list', { query: '' }, () => {
      told += 1;
    });
    await new Promise((resolve) => setTimeout(resolve, 0));
    told = 0;
    await importGenerated(desk, 1, 250);
    const during = told;
    await new Promise((resolve) => setTimeout(resolve, 600));
    stop();
    expect([during <= 4, told >= 1, told <= 4]).toEqual([true, true, true]);
  });

  it('is not told of anything once it is disposed', async () => {
    const desk = await openDesk();
    let told = 0;
    const stop = desk.store.live.watch('ticket.list', { query: '' }, () => {
      told += 1;
    });
    stop();
    await createTicket(desk, 'Unheard');
    await desk.send('ticket.ids', { query: '' });
    expect(told).toBe(0);
  });
});
