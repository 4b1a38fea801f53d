import { describe, expect, it } from 'vitest';
import { openDesk, type Desk } from '../support/open-desk';
import { replayInto } from '../support/replay';
import { addMessage, changeTicket, createTicket, detailOf } from '../support/tickets';

const dayMs = 24 * 60 * 60 * 1000;

type Purge = { readonly tickets: number; readonly draftVersions: number };

const purge = (desk: Desk): Promise<Purge> => desk.host('retention.purge', {});

const set = (desk: Desk, change: object): Promise<object> => desk.send('settings.change', change);

async function numbersIn({ database }: Desk): Promise<number[]> {
  const rows = await database.tickets.toArray();
  return rows.map((row) => Number(row['number'])).sort((left, right) => left - right);
}

describe('settings', () => {
  it('keep everything but old snapshots until somebody says otherwise, and are there after a restart', async () => {
    const desk = await openDesk();
    const usual = { trashDays: null, draftVersionDays: null, snapshotDays: 7 };
    expect(await desk.send('settings.get', {})).toEqual(usual);
    expect(await set(desk, { trashDays: 30 })).toEqual({ ...usual, trashDays: 30 });
    expect(await set(desk, { snapshotDays: 2 })).toEqual({ ...usual, trashDays: 30, snapshotDays: 2 });
    const again = await desk.reopen();
    expect(await again.send('settings.get', {})).toEqual({ ...usual, trashDays: 30, snapshotDays: 2 });
    const rebuilt = await replayInto(desk.journal, desk.clock);
    expect(await rebuilt.send('settings.get', {})).toEqual({ ...usual, trashDays: 30, snapshotDays: 2 });
  });

  it.each([
    { trashDays: 0 },
    { trashDays: 1.5 },
    { snapshotDays: null },
    { draftVersionDays: -1 },
    { trashDays: '7' },
  ])('cannot be %j', async (change) => {
    const desk = await openDesk();
    await expect(desk.send('settings.change', change)).rejects.toThrow();
  });
});

describe('a purge', () => {
  it('removes nothing where nobody asked for it', async () => {
    const desk = await openDesk();
    const { id } = await createTicket(desk, 'Old');
    await desk.send('ticket.trash', { ids: [id] });
    desk.clock.advance(10_000 * dayMs);
    const seq = desk.journal.length;
    expect(await purge(desk)).toEqual({ tickets: 0, draftVersions: 0 });
    expect([await numbersIn(desk), desk.journal.length]).toEqual([[1], seq]);
  });

  it('removes what was in the trash or in spam long enough, with all that stands under it, for good', async () => {
    const desk = await openDesk();
    await set(desk, { trashDays: 30 });
    const [trashed, spam, kept, late, restored] = await Promise.all(
      ['Trashed', 'Spam', 'Kept', 'Late', 'Restored'].map((subject) =>
        createTicket(desk, subject, {}, 'Words'),
      ),
    );
    const ids = [trashed, spam, kept, late, restored].map((ticket) => ticket?.id ?? '');
    const [trashedId = '', spamId = '', keptId = '', lateId = '', restoredId = ''] = ids;
    await addMessage(desk, trashedId, 'Something private');
    await desk.send('draft.save', { id: 'reply', ticketId: trashedId, kind: 'reply', body: 'A draft' });
    await desk.send('ticket.markRead', { ids, isRead: true });
    await desk.send('ticket.link', { from: keptId, to: trashedId, type: 'related' });
    await desk.send('ticket.link', { from: keptId, to: trashedId, type: 'parent' });
    await desk.send('ticket.unlink', { from: keptId, to: trashedId, type: 'parent' });
    const { commandId } = (await desk.send('ticket.trash', { ids: [trashedId, restoredId] })) as {
      commandId: string;
    };
    await desk.send('ticket.spam', { ids: [spamId] });
    desk.clock.advance(29 * dayMs);
    await desk.send('ticket.trash', { ids: [lateId] });
    expect(await purge(desk)).toEqual({ tickets: 0, draftVersions: 0 });
    await desk.send('ticket.restore', { ids: [restoredId] });
    desk.clock.advance(1.5 * dayMs);
    expect(await purge(desk)).toEqual({ tickets: 2, draftVersions: 0 });
    expect(await desk.send('desk.check', {})).toMatchObject({
      ok: true,
      problems: [],
      counts: { tickets: 3 },
    });
    expect((await detailOf(desk, keptId)).links).toEqual([]);
    expect(
      await desk.database.messages
        .where('[ticketId+id]')
        .between([trashedId, ''], [trashedId, '\uffff'])
        .count(),
    ).toBe(0);
    expect(await desk.database.drafts.count()).toBe(0);
    expect(await desk.database.reads.count()).toBe(3);
    const recent = (await desk.send('command.recent', { limit: 100 })) as { commandId: string }[];
    // Undoing the step takes back what is still there, and nothing that went.
    await desk.ask('command.undo', { target: commandId });
    expect(await desk.send('desk.check', {})).toMatchObject({ ok: true, counts: { tickets: 3 } });
    for (const command of recent) await desk.ask('command.undo', { target: command.commandId });
    expect(await desk.send('desk.check', {})).toMatchObject({ ok: true, problems: [] });
    expect(await desk.database.tickets.get(trashedId)).toBeUndefined();
    const rebuilt = await replayInto(desk.journal, desk.clock);
    expect(await rebuilt.send('desk.check', {})).toEqual(await desk.send('desk.check', {}));
    expect(await purge(desk)).toEqual({ tickets: 0, draftVersions: 0 });
  });

  it('keeps tickets whose messages are shown elsewhere, until all of them may go', async () => {
    const desk = await openDesk();
    await set(desk, { trashDays: 1 });
    const [into, merged, source] = [
      await createTicket(desk, 'Into'),
      await createTicket(desk, 'Merged', {}, 'Words'),
      await createTicket(desk, 'Source', {}, 'More words'),
    ];
    await desk.send('ticket.merge', { into: into.id, ids: [merged.id] });
    const [message] = (await detailOf(desk, source.id)).messages;
    const split = (await desk.send('ticket.split', {
      ticketId: source.id,
      messageIds: [message?.['id']],
      subject: 'Split',
    })) as { id: string };
    await desk.send('ticket.trash', { ids: [merged.id, source.id] });
    desk.clock.advance(2 * dayMs);
    expect(await purge(desk)).toEqual({ tickets: 0, draftVersions: 0 });
    await desk.send('ticket.trash', { ids: [into.id, split.id] });
    desk.clock.advance(2 * dayMs);
    expect(await purge(desk)).toEqual({ tickets: 4, draftVersions: 0 });
    expect(await desk.send('desk.check', {})).toMatchObject({
      ok: true,
      counts: { tickets: 0, messages: 0 },
    });
  });

  it('removes earlier states of drafts, and leaves the draft', async () => {
    const desk = await openDesk();
    await set(desk, { draftVersionDays: 2 });
    const save = (body: string): Promise<object> =>
      desk.send('draft.save', { id: 'new', ticketId: null, kind: 'ticket', body });
    await save('One state that is quite long');
    await save('Two');
    desk.clock.advance(3 * dayMs);
    await save('Three states that are quite long');
    await save('Four');
    expect(await desk.database.draftVersions.count()).toBe(3);
    expect(await purge(desk)).toEqual({ tickets: 0, draftVersions: 2 });
    expect(await desk.send('draft.list', { ticketId: null })).toMatchObject([{ body: 'Four' }]);
    expect(await desk.database.draftVersions.toArray()).toMatchObject([
      { body: 'Three states that are quite long' },
    ]);
  });

  it('is done in parts where there is much, and none of it is offered for undo', async () => {
    const desk = await openDesk();
    await set(desk, { trashDays: 1 });
    const { id } = await createTicket(desk, 'First');
    const row = (await desk.database.tickets.get(id)) as object;
    const many = Array.from({ length: 1_100 }, (_, at) => ({
      ...row,
      id: `t${at}`,
      number: at + 2,
      deletedAt: desk.clock.now(),
    }));
    await desk.database.tickets.bulkPut(many as never);
    const again = await desk.reopen();
    again.clock.advance(2 * dayMs);
    const before = again.journal.length;
    expect(await purge(again)).toEqual({ tickets: 1_100, draftVersions: 0 });
    expect([again.journal.length - before, await numbersIn(again)]).toEqual([3, [1]]);
    const recent = (await again.send('command.recent', {})) as { op: string }[];
    expect(recent.map(({ op }) => op)).not.toContain('retention.purge');
    await changeTicket(again, id, { set: { priority: 'high' } });
  });
});
