import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generateDesk } from '../../src/domain/generate/generate';
import type { PreparedChunk } from '../../src/domain/import/prepared';
import { contentOf, rowsOf } from '../support/content';
import { anyHistory, live } from '../support/histories';
import { openDesk, type Desk } from '../support/open-desk';
import { replayInto } from '../support/replay';
import { runs } from '../support/runs';
import { addMessage, changeTicket, createTicket, detailOf, subjectsOf } from '../support/tickets';
import { exportRows, importChunks, importRows } from '../support/transfer';

const made = (created: number) => ({ created, updated: 0, skipped: 0, failed: 0 });

/** Two tickets of a source, as a reader would hand them on; `more` stands on the second one. */
function source(more: object = {}, sourceRows: readonly string[] = []): PreparedChunk[] {
  const at = Date.UTC(2024, 0, 1);
  const row = (name: string) => ({
    id: `source-${name}`,
    subject: `Ticket ${name}`,
    status: 'new',
    source: 'their-desk',
    sourceIds: [name],
    createdAt: at,
    updatedAt: at,
  });
  const event = {
    id: 'source-event',
    ticketId: 'source-B',
    kind: 'imported' as const,
    at,
    actorId: null,
    changes: [],
  };
  return [
    {
      records: [
        { kind: 'people', row: { id: 'source-ana', name: 'Ana', organisation: 'source-shop' } },
        { kind: 'organisations', row: { id: 'source-shop', name: 'Shop' } },
      ],
      tickets: [
        { row: { ...row('A'), requester: 'source-ana' }, messages: [], events: [] },
        {
          row: { ...row('B'), priority: 'low', ...more, sourceRows: ['file:1', ...sourceRows] },
          messages: [],
          events: [event],
        },
      ],
      rows: [],
    },
  ];
}

async function check(desk: Desk): Promise<{
  readonly ok: boolean;
  readonly hash: string;
  readonly counts: Readonly<Record<string, number>>;
}> {
  return desk.send('desk.check', {});
}

/** The desk is sound, and a rebuild from its journal gives the same one. */
async function expectSound(desk: Desk): Promise<void> {
  const now = await check(desk);
  expect(now).toMatchObject({ ok: true, problems: [] });
  expect(await check(await replayInto(desk.journal, desk.clock))).toEqual(now);
}

describe('an import', () => {
  it('makes everything once, however often it is repeated', async () => {
    const desk = await openDesk();
    expect(await importChunks(desk, generateDesk(150, 3), 'first')).toEqual(made(150));
    const before = await check(desk);
    expect(await importChunks(desk, generateDesk(150, 3), 'second')).toEqual({ ...made(0), skipped: 150 });
    expect(await check(desk)).toEqual(before);
    await expectSound(desk);
  });

  it('numbers its tickets after those that are there, and leaves the next number to the next', async () => {
    const desk = await openDesk();
    await createTicket(desk, 'Mine');
    await importChunks(desk, source(), 'first');
    const { number } = await createTicket(desk, 'Next');
    const numbers = (await rowsOf(desk, 'tickets')).map((row) => Number(row['number']));
    expect([numbers.sort((left, right) => left - right), number]).toEqual([[1, 2, 3, 4], 4]);
  });

  it('says beforehand what it would do, and does nothing then', async () => {
    const desk = await openDesk();
    const before = await check(desk);
    const [chunk] = source();
    const records = desk.journal.length;
    expect(await desk.host('import.chunk', { batch: 'trial', chunk, isDryRun: true })).toEqual(made(2));
    expect([await check(desk), desk.journal.length]).toEqual([before, records]);
    await importChunks(desk, source(), 'first');
    const [again] = source({}, ['file:2']);
    expect(await desk.host('import.chunk', { batch: 'trial', chunk: again, isDryRun: true })).toMatchObject({
      created: 0,
      updated: 2,
    });
  });

  it('brings a known ticket up to date, but keeps what a person typed here', async () => {
    const desk = await openDesk();
    await importChunks(desk, source(), 'first');
    await changeTicket(desk, 'source-B', { set: { priority: 'urgent' }, add: { tags: ['mine'] } });
    const newer = source({ priority: 'high', type: 'incident', tags: ['theirs'] }, ['file:2']);
    expect(await importChunks(desk, newer, 'second')).toEqual({ ...made(0), updated: 1, skipped: 1 });
    expect((await detailOf(desk, 'source-B')).ticket).toMatchObject({
      priority: 'urgent',
      type: 'incident',
      tags: ['mine', 'theirs'],
    });
    await expectSound(desk);
  });

  it('would lose what a person typed if only the time of a write counted (control)', async () => {
    const desk = await openDesk();
    await importChunks(desk, source(), 'first');
    desk.clock.advance(1_000);
    // Nobody typed here: then the source may say otherwise.
    await importChunks(desk, source({ priority: 'high' }, ['file:2']), 'second');
    expect((await detailOf(desk, 'source-B')).ticket).toMatchObject({ priority: 'high' });
  });

  it('that was interrupted goes on in its batch', async () => {
    const desk = await openDesk();
    const chunks = [...generateDesk(250, 5)];
    await importChunks(desk, chunks.slice(0, 2), 'same');
    const again = await desk.reopen();
    expect(await importChunks(again, chunks, 'same')).toEqual({ ...made(150), skipped: 100 });
    expect(await again.send('import.undo', { batch: 'same' })).toMatchObject({ removed: 250 });
    expect((await check(again)).counts).toMatchObject({
      tickets: 0,
      people: 0,
      organisations: 0,
      messages: 0,
      events: 0,
    });
    await expectSound(again);
  });
});

describe('taking an import back', () => {
  it('leaves the desk as it was before', async () => {
    const desk = await openDesk();
    await createTicket(desk, 'Mine', {}, 'Hello');
    const before = await check(desk);
    await importChunks(desk, generateDesk(120, 3), 'first');
    expect(await desk.send('import.undo', { batch: 'first' })).toEqual({
      removed: 120,
      restored: 0,
      trashed: 0,
    });
    expect(await check(desk)).toEqual(before);
    expect(await desk.send('import.batches', {})).toMatchObject([{ id: 'first', state: 'undone' }]);
    expect(await desk.failureOf('import.undo', { batch: 'first' })).toMatchObject({ code: 'conflict' });
    await expectSound(desk);
  });

  it('puts tickets that it only changed back as they were', async () => {
    const desk = await openDesk();
    await importChunks(desk, source(), 'first');
    const before = await contentOf(desk);
    await importChunks(desk, source({ priority: 'high', type: 'task', tags: ['x'] }, ['file:2']), 'second');
    expect(await contentOf(desk)).not.toEqual(before);
    expect(await desk.send('import.undo', { batch: 'second' })).toEqual({
      removed: 0,
      restored: 1,
      trashed: 0,
    });
    expect(await contentOf(desk)).toEqual(before);
    await expectSound(desk);
  });

  it('puts tickets that somebody worked on into the trash, with what was written', async () => {
    const desk = await openDesk();
    await importChunks(desk, source(), 'first');
    await addMessage(desk, 'source-A', 'I am on it', { kind: 'note' });
    expect(await desk.send('import.undo', { batch: 'first' })).toEqual({
      removed: 1,
      restored: 0,
      trashed: 1,
    });
    expect([await subjectsOf(desk, ''), await subjectsOf(desk, 'is:deleted')]).toEqual([[], ['Ticket A']]);
    expect((await detailOf(desk, 'source-A')).messages).toMatchObject([{ body: 'I am on it' }]);
    await expectSound(desk);
  });

  it.each<readonly [string, (desk: Desk) => Promise<unknown>]>([
    ['a field was set', (desk) => changeTicket(desk, 'source-A', { set: { type: 'task' } })],
    ['a tag was added', (desk) => changeTicket(desk, 'source-A', { add: { tags: ['x'] } })],
    [
      'it was linked',
      (desk) => desk.send('ticket.link', { from: 'source-A', to: 'source-B', type: 'related' }),
    ],
    ['it was merged', (desk) => desk.send('ticket.merge', { into: 'source-B', ids: ['source-A'] })],
    [
      'it was trashed and restored',
      async (desk) => {
        await desk.send('ticket.trash', { ids: ['source-A'] });
        await desk.send('ticket.restore', { ids: ['source-A'] });
      },
    ],
  ])('removes no ticket for good on which %s', async (_, work) => {
    const desk = await openDesk();
    await importChunks(desk, source(), 'first');
    await work(desk);
    await desk.send('import.undo', { batch: 'first' });
    expect(await desk.send('ticket.ids', { query: 'is:deleted is:merged,deleted' })).toContain('source-A');
    await expectSound(desk);
  });

  it('may be followed by the same import again', async () => {
    const desk = await openDesk();
    await importChunks(desk, source(), 'same');
    const before = await contentOf(desk);
    await desk.send('import.undo', { batch: 'same' });
    expect(await importChunks(desk, source(), 'same')).toEqual(made(2));
    const numberless = (content: typeof before) => Object.values(content).map(({ number: _, ...row }) => row);
    expect(numberless(await contentOf(desk))).toEqual(numberless(before));
    expect(await desk.send('import.undo', { batch: 'same' })).toMatchObject({ removed: 2 });
    await expectSound(desk);
  });

  it('keeps the people whom a ticket of this desk needs', async () => {
    const desk = await openDesk();
    await importChunks(desk, source(), 'first');
    await createTicket(desk, 'Hers', { set: { requester: 'source-ana' } });
    await desk.send('import.undo', { batch: 'first' });
    expect((await check(desk)).counts).toMatchObject({ tickets: 1, organisations: 1 });
    await expectSound(desk);
  });
});

describe('an export put back', () => {
  it('into an empty desk makes the same desk, after any history', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        anyHistory(16),
        fc.constantFrom(1, 3, 500),
        fc.constantFrom(1, 7, 100),
        async (history, pageRows, chunkRows) => {
          const { desk } = await live(await openDesk(), history);
          const copy = await openDesk(desk.clock);
          await importRows(copy, await exportRows(desk, pageRows), 'rows', chunkRows);
          expect(await check(copy)).toEqual(await check(desk));
          expect(await contentOf(copy)).toEqual(await contentOf(desk));
          await expectSound(copy);
        },
      ),
      { numRuns: runs(25) },
    );
  });

  it('into the desk that it is of changes nothing', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(anyHistory(16), async (history) => {
        const { desk } = await live(await openDesk(), history);
        const rows = await exportRows(desk);
        const before = await check(desk);
        const tickets = before.counts['tickets'] ?? 0;
        expect(await importRows(desk, rows)).toEqual({ ...made(0), skipped: tickets });
        expect(await check(desk)).toEqual(before);
        await expectSound(desk);
      }),
      { numRuns: runs(25) },
    );
  });

  it('merges what both desks did since, whichever way it goes', async () => {
    const here = await openDesk();
    const { id } = await createTicket(here, 'Shared', { add: { tags: ['old'] } });
    const there = await openDesk(here.clock);
    await importRows(there, await exportRows(here), 'copy');
    here.clock.advance(1_000);
    await changeTicket(here, id, { set: { priority: 'high' }, add: { tags: ['here'] } });
    here.clock.advance(1_000);
    await changeTicket(there, id, {
      set: { type: 'task' },
      add: { tags: ['there'] },
      remove: { tags: ['old'] },
    });
    const [mine, theirs] = [await exportRows(here), await exportRows(there)];
    await importRows(here, theirs, 'merge');
    await importRows(there, mine, 'merge');
    expect((await detailOf(here, id)).ticket).toMatchObject({
      priority: 'high',
      type: 'task',
      tags: ['here', 'there'],
    });
    expect((await detailOf(there, id)).ticket).toEqual((await detailOf(here, id)).ticket);
    await expectSound(here);
  });

  it('gives every ticket a number of its own where numbers are taken', async () => {
    const [desk, other] = [await openDesk(), await openDesk()];
    await createTicket(desk, 'Mine');
    for (const subject of ['a', 'b', 'c', 'd']) await createTicket(other, subject);
    await importRows(desk, await exportRows(other), 'rows', 3);
    await createTicket(desk, 'After');
    const numbers = (await rowsOf(desk, 'tickets')).map((row) => Number(row['number']));
    expect(new Set(numbers).size).toBe(6);
    expect(await desk.send('ticket.find', { number: '1' })).not.toBeNull();
    await expectSound(desk);
  });

  it('that was taken back may be put back again', async () => {
    const [desk, other] = [await openDesk(), await openDesk()];
    await importChunks(other, source(), 'first');
    await addMessage(other, 'source-A', 'Hello');
    const rows = await exportRows(other);
    await importRows(desk, rows, 'same');
    await desk.send('import.undo', { batch: 'same' });
    expect((await check(desk)).counts).toMatchObject({ tickets: 0, messages: 0 });
    expect(await importRows(desk, rows, 'same')).toEqual(made(2));
    expect((await detailOf(desk, 'source-A')).messages).toMatchObject([{ body: 'Hello' }]);
    await expectSound(desk);
  });

  it('can be taken back where it changed tickets that were there', async () => {
    const here = await openDesk();
    const { id } = await createTicket(here, 'Shared', { add: { tags: ['old'] } });
    const there = await openDesk(here.clock);
    await importRows(there, await exportRows(here), 'copy');
    here.clock.advance(1_000);
    await changeTicket(there, id, {
      set: { type: 'task' },
      add: { tags: ['there'] },
      remove: { tags: ['old'] },
    });
    await addMessage(there, id, 'From there', { kind: 'note' });
    const before = await contentOf(here);
    await importRows(here, await exportRows(there), 'merge');
    expect(await contentOf(here)).not.toEqual(before);
    expect(await here.send('import.undo', { batch: 'merge' })).toEqual({
      removed: 0,
      restored: 1,
      trashed: 0,
    });
    expect(await contentOf(here)).toEqual(before);
    await expectSound(here);
  });

  it('from a desk whose clock is ahead loses against what is typed here afterwards', async () => {
    const ahead = await openDesk();
    ahead.clock.advance(86_400_000);
    const { id } = await createTicket(ahead, 'From tomorrow', { set: { priority: 'low' } });
    await changeTicket(ahead, id, { set: { type: 'task' }, add: { tags: ['theirs'] } });
    const desk = await openDesk();
    const rows = await exportRows(ahead);
    await importRows(desk, rows, 'first');
    await changeTicket(desk, id, {
      set: { priority: 'high', type: 'incident' },
      remove: { tags: ['theirs'] },
    });
    await importRows(desk, rows, 'second');
    expect((await detailOf(desk, id)).ticket).toMatchObject({ priority: 'high', type: 'incident', tags: [] });
    const again = await desk.reopen();
    await changeTicket(again, id, { set: { type: 'question' } });
    expect((await detailOf(again, id)).ticket).toMatchObject({ type: 'question' });
    await expectSound(again);
  });

  it('holds nothing that is derived or only this desk’s', async () => {
    const desk = await openDesk();
    const { id } = await createTicket(desk, 'One', {}, 'Hello');
    await desk.send('draft.save', { id: 'd', ticketId: id, kind: 'reply', body: 'not yet' });
    const rows = await exportRows(desk);
    expect(rows.filter(({ row }) => 'activity' in row)).toEqual([]);
    expect(JSON.stringify(rows)).not.toContain('not yet');
  });

  it('of some tickets holds what stands under them', async () => {
    const desk = await openDesk();
    const { id } = await createTicket(desk, 'One', {}, 'Hello');
    await createTicket(desk, 'Two', {}, 'Other');
    const { rows }: { rows: { kind: string; row: { id: string } }[] } = await desk.host('export.tickets', {
      ids: [id, 'gone'],
    });
    expect(rows.map(({ kind }) => kind).sort()).toEqual(['events', 'messages', 'tickets']);
  });
});
