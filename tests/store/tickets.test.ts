import { describe, expect, it } from 'vitest';
import { openDesk, type Desk } from '../support/open-desk';

async function newTicket(
  desk: Desk,
  subject: string,
  change = {},
): Promise<{ id: string; number: number; commandId: string }> {
  return desk.send('ticket.create', { subject, body: '', change, channel: 'agent' });
}

async function list(desk: Desk, query: string): Promise<string[]> {
  const page = (await desk.send('ticket.list', { query, offset: 0, limit: 100 })) as {
    tickets: { subject: string }[];
  };
  return page.tickets.map((ticket) => ticket.subject);
}

describe('a ticket', () => {
  it('is numbered from 1 and found in the list', async () => {
    const desk = await openDesk();
    const first = await newTicket(desk, 'Printer is on fire');
    const second = await newTicket(desk, 'Mail is slow');
    expect([first.number, second.number]).toEqual([1, 2]);
    expect((await list(desk, 'is:open')).sort()).toEqual(['Mail is slow', 'Printer is on fire']);
    expect(await list(desk, 'printer')).toEqual(['Printer is on fire']);
    expect(await list(desk, 'number:2')).toEqual(['Mail is slow']);
  });

  it('goes through its life, with an event for each step', async () => {
    const desk = await openDesk();
    const { id } = await newTicket(desk, 'VPN');
    const agent = (await desk.send('record.ensure', { kind: 'people', name: 'Bea', isAgent: true })) as {
      id: string;
    };
    const step = async (set: object): Promise<void> => {
      desk.clock.advance(60_000);
      await desk.send('ticket.change', { ids: [id], change: { set } });
    };
    await step({ assignee: agent.id });
    desk.clock.advance(60_000);
    await desk.send('message.add', {
      ticketId: id,
      kind: 'reply',
      direction: 'out',
      body: 'Try again',
      change: {},
    });
    await step({ status: 'pending' });
    await step({ status: 'solved' });
    await step({ status: 'open' });
    await step({ status: 'closed' });
    const detail = (await desk.send('ticket.detail', { id })) as {
      ticket: Record<string, unknown>;
      events: { kind: string }[];
      messages: { body: string }[];
    };
    expect(detail.events.map((event) => event.kind)).toEqual([
      'created',
      'assigned',
      'started',
      'replied',
      'pending',
      'solved',
      'reopened',
      'closed',
    ]);
    expect(detail.messages.map((message) => message.body)).toEqual(['Try again']);
    expect(detail.ticket).toMatchObject({
      status: 'closed',
      reopenCount: 1,
      assignee: agent.id,
      pendingAt: null,
    });
    expect(await list(desk, 'assignee:Bea')).toEqual(['VPN']);
    expect(await list(desk, 'is:reopened has:reply status:closed')).toEqual(['VPN']);
  });

  it('cannot go from closed to solved, and says what to do', async () => {
    const desk = await openDesk();
    const { id } = await newTicket(desk, 'Done');
    await desk.send('ticket.change', { ids: [id], change: { set: { status: 'closed' } } });
    await expect(
      desk.send('ticket.change', { ids: [id], change: { set: { status: 'solved' } } }),
    ).rejects.toThrow(/Reopen it first/);
  });

  it('is all there after a restart, and the check is clean', async () => {
    const desk = await openDesk();
    const { id } = await newTicket(desk, 'Kept', {
      set: { impact: 'high', urgency: 'high' },
      add: { tags: ['red', 'blue'] },
    });
    await desk.send('draft.save', { id: 'd1', ticketId: id, kind: 'reply', body: 'half a sen', fields: {} });
    const before = await desk.send('desk.check', {});
    const again = await desk.reopen();
    expect(await again.send('desk.check', {})).toEqual(before);
    expect(before).toMatchObject({ ok: true, problems: [], counts: { tickets: 1 } });
    expect(await list(again, 'tag:red priority:urgent is:draft')).toEqual(['Kept']);
  });

  it('answers a repeated command with what it answered before', async () => {
    const desk = await openDesk();
    const input = { subject: 'Once', body: '', change: {}, channel: 'agent' };
    const first = await desk.send('ticket.create', input, { commandId: 'same' });
    expect(await desk.send('ticket.create', input, { commandId: 'same' })).toEqual(first);
    expect(await list(desk, '')).toEqual(['Once']);
  });

  it('stays out of lists while it is in the trash', async () => {
    const desk = await openDesk();
    const { id } = await newTicket(desk, 'Rubbish');
    await desk.send('ticket.trash', { ids: [id] });
    expect(await list(desk, '')).toEqual([]);
    expect(await list(desk, 'is:deleted')).toEqual(['Rubbish']);
    await desk.send('ticket.restore', { ids: [id] });
    expect(await list(desk, '')).toEqual(['Rubbish']);
  });
});

describe('a bulk change', () => {
  it('changes hundreds of tickets in one commit and takes them back as one', async () => {
    const desk = await openDesk();
    const ids: string[] = [];
    for (let number = 0; number < 300; number += 1) ids.push((await newTicket(desk, `Ticket ${number}`)).id);
    const before = desk.journal.length;
    const done = (await desk.send('ticket.change', { ids, change: { set: { priority: 'high' } } })) as {
      commandId: string;
      changed: number;
    };
    expect([done.changed, desk.journal.length - before]).toEqual([300, 1]);
    await desk.send('command.undo', { target: done.commandId });
    expect(await desk.send('ticket.counts', { queries: ['priority:high', 'priority:none'] })).toEqual([
      0, 300,
    ]);
    expect(await desk.send('desk.check', {})).toMatchObject({ ok: true });
  });
});

describe('undo', () => {
  it('takes back a change, but keeps what was changed again since', async () => {
    const desk = await openDesk();
    const { id } = await newTicket(desk, 'Undo me');
    const change = (set: object): Promise<{ commandId: string }> =>
      desk.send('ticket.change', { ids: [id], change: { set } });
    const first = await change({ priority: 'high', subject: 'Changed' });
    desk.clock.advance(1_000);
    await change({ priority: 'urgent' });
    const undone = await desk.send('command.undo', { target: first.commandId });
    expect(undone).toMatchObject({ kept: ['Priority'] });
    expect(await list(desk, 'priority:urgent')).toEqual(['Undo me']);
    await expect(desk.send('command.undo', { target: first.commandId })).rejects.toThrow(/nothing to undo/);
  });

  it('gives the words of a message back as a draft', async () => {
    const desk = await openDesk();
    const { id } = await newTicket(desk, 'Hasty');
    const sent = (await desk.send('message.add', {
      ticketId: id,
      kind: 'reply',
      direction: 'out',
      body: 'Oops',
      change: {},
    })) as { commandId: string };
    await desk.send('command.undo', { target: sent.commandId });
    const detail = (await desk.send('ticket.detail', { id })) as {
      messages: unknown[];
      drafts: { body: string }[];
    };
    expect(detail.messages).toEqual([]);
    expect(detail.drafts.map((draft) => draft.body)).toEqual(['Oops']);
    expect(await desk.send('desk.check', {})).toMatchObject({ ok: true, problems: [] });
  });
});

describe('merging and splitting', () => {
  it('shows the messages of the merged ticket on the other one until it is unmerged', async () => {
    const desk = await openDesk();
    const [main, other] = [await newTicket(desk, 'Main'), await newTicket(desk, 'Other')];
    await desk.send('message.add', {
      ticketId: other.id,
      kind: 'note',
      direction: 'out',
      body: 'from other',
      change: {},
    });
    await desk.send('ticket.merge', { into: main.id, ids: [other.id] });
    const bodies = async (id: string): Promise<string[]> => {
      const detail = (await desk.send('ticket.detail', { id })) as { messages: { body: string }[] };
      return detail.messages.map((message) => message.body);
    };
    expect(await bodies(main.id)).toEqual(['from other']);
    expect(await list(desk, '')).toEqual(['Main']);
    await expect(desk.send('ticket.merge', { into: other.id, ids: [main.id] })).rejects.toThrow(
      /other way round/,
    );
    await desk.send('ticket.unmerge', { id: other.id });
    expect(await bodies(main.id)).toEqual([]);
    expect((await list(desk, 'is:open')).sort()).toEqual(['Main', 'Other']);
  });

  it('moves the chosen messages to the new ticket', async () => {
    const desk = await openDesk();
    const { id } = await newTicket(desk, 'Two problems');
    const add = (body: string): Promise<{ id: string }> =>
      desk.send('message.add', { ticketId: id, kind: 'note', direction: 'out', body, change: {} });
    await add('first');
    const second = await add('second');
    const split = (await desk.send('ticket.split', {
      ticketId: id,
      messageIds: [second.id],
      subject: 'The second',
    })) as { id: string; commandId: string };
    const bodies = async (ticket: string): Promise<string[]> => {
      const detail = (await desk.send('ticket.detail', { id: ticket })) as { messages: { body: string }[] };
      return detail.messages.map((message) => message.body);
    };
    expect([await bodies(id), await bodies(split.id)]).toEqual([['first'], ['second']]);
    await desk.send('command.undo', { target: split.commandId });
    expect(await bodies(id)).toEqual(['first', 'second']);
    expect(await desk.send('desk.check', {})).toMatchObject({ ok: true, problems: [] });
  });
});
