import { describe, expect, it } from 'vitest';
import { openDesk, type Desk } from '../support/open-desk';
import {
  addMessage,
  changeTicket,
  createAgent,
  createRecord,
  createTicket,
  subjectsOf,
} from '../support/tickets';

type Read = {
  readonly change: { readonly set: object; readonly add: object; readonly remove: object };
  readonly made: readonly { readonly kind: string; readonly name: string }[];
};

function fromText(
  desk: Desk,
  values: Readonly<Record<string, string>>,
  more: object = {},
  actorId = '',
): Promise<Read> {
  return desk.send('change.fromText', { values, ...more }, { actorId });
}

async function setFromText(desk: Desk, values: Readonly<Record<string, string>>): Promise<unknown> {
  return (await fromText(desk, values)).change.set;
}

describe('a change written as text', () => {
  it('reads every nature of field', async () => {
    const desk = await openDesk();
    for (const [key, type] of [
      ['paid', 'flag'],
      ['cost', 'number'],
      ['since', 'date'],
      ['serial', 'text'],
    ] as const) {
      await createRecord(desk, 'customFields', { key, label: key, type });
    }
    await createRecord(
      desk,
      'customFields',
      { key: 'size', type: 'choice' },
      { options: ['Small', 'Very large'] },
    );
    const read = await setFromText(desk, {
      priority: 'HIGH',
      status: 'on hold',
      type: 'Incident',
      due: '2026-05-01T14:30Z',
      closeCode: 'Solved, and how',
      paid: 'Yes',
      cost: '-0.5',
      since: '2026-05-01T00:00:00+02:00',
      serial: ' SN = 1 ',
      size: 'very LARGE',
    });
    expect(read).toEqual({
      priority: 'high',
      status: 'on-hold',
      type: 'incident',
      dueAt: Date.UTC(2026, 4, 1, 14, 30),
      closeCode: 'Solved, and how',
      'custom.paid': true,
      'custom.cost': -0.5,
      'custom.since': Date.UTC(2026, 3, 30, 22),
      'custom.serial': ' SN = 1 ',
      'custom.size': 'Very large',
    });
  });

  it('finds people, teams and statuses by their names, and me', async () => {
    const desk = await openDesk();
    const bea = await createAgent(desk, 'Bea');
    const team = await createRecord(desk, 'teams', { name: 'Network' });
    const status = await createRecord(desk, 'statuses', { name: 'With vendor', category: 'on-hold' });
    const read = await fromText(
      desk,
      { assignee: 'bea', team: 'NETWORK', status: 'with vendor', requester: 'me' },
      {},
      bea,
    );
    expect(read).toMatchObject({
      change: { set: { assignee: bea, team, status, requester: bea } },
      made: [],
    });
  });

  it('makes whom nobody knows yet once, and says so', async () => {
    const desk = await openDesk();
    const read = await fromText(desk, {
      assignee: 'Bea',
      requester: 'bea',
      team: 'Office',
      category: 'Printing',
    });
    expect(read.made).toEqual([
      { kind: 'people', name: 'Bea' },
      { kind: 'teams', name: 'Office' },
      { kind: 'categories', name: 'Printing' },
    ]);
    const { assignee, requester } = read.change.set as Record<string, string>;
    expect(requester).toBe(assignee);
    const { agents }: { agents: { name: string }[] } = await desk.send('directory', {});
    expect(agents.map((agent) => agent.name)).toContain('Bea');
    expect((await fromText(desk, { assignee: 'Bea', team: 'office' })).made).toEqual([]);
  });

  it('empties with none, and replaces a list by a list', async () => {
    const desk = await openDesk();
    const { id } = await createTicket(desk, 'Tagged', {
      set: { priority: 'high' },
      add: { tags: ['a', 'b'] },
    });
    expect(
      await fromText(
        desk,
        { tag: ' b, c ,, ', priority: 'none', due: 'none', cause: 'none' },
        { ticketId: id },
      ),
    ).toMatchObject({
      change: {
        set: { priority: null, dueAt: null, cause: '' },
        add: { tags: ['c'] },
        remove: { tags: ['a'] },
      },
    });
    expect(await fromText(desk, { tag: 'none' }, { ticketId: id })).toMatchObject({
      change: { add: { tags: [] }, remove: { tags: ['a', 'b'] } },
    });
  });

  it('takes followers by their names', async () => {
    const desk = await openDesk();
    const bea = await createAgent(desk, 'Bea');
    const { change, made } = await fromText(desk, { followers: 'bea,Cy' });
    expect([change.add, made]).toEqual([
      { followers: [bea, expect.not.stringMatching('Cy')] },
      [{ kind: 'people', name: 'Cy' }],
    ]);
    const { id } = await createTicket(desk, 'Followed', change);
    expect(await desk.send('ticket.detail', { id })).toMatchObject({
      ticket: { followers: expect.arrayContaining([bea]) },
    });
  });

  it.each([
    ['an unknown field', { colour: 'red' }, ['colour']],
    ['a value that is no choice', { priority: 'huge' }, ['huge', 'low, normal, high, urgent']],
    ['an unknown status', { status: 'sleeping' }, ['sleeping', 'New', 'Closed']],
    ['no number', { satisfaction: 'much' }, ['much', '12']],
    ['no date', { due: 'soon' }, ['soon', '2026-05-01']],
    ['a day that does not exist', { due: '2026-13-41' }, ['2026-13-41']],
    ['a nameless team', { team: ' ' }, ['name']],
  ])('names %s, and makes nothing', async (_, values, words) => {
    const desk = await openDesk();
    const before = await desk.send('desk.check', {});
    const error = await desk.failureOf('change.fromText', { values: { assignee: 'New person', ...values } });
    expect(error.code).toBe('invalid_input');
    for (const word of words) expect(error.message).toContain(word);
    expect(await desk.send('desk.check', {})).toEqual(before);
  });
});

describe('a ticket in words', () => {
  async function told(): Promise<{ readonly desk: Desk; readonly id: string }> {
    const desk = await openDesk();
    const bea = await createAgent(desk, 'Bea');
    const team = await createRecord(desk, 'teams', { name: 'Network' });
    const vendor = await createRecord(desk, 'statuses', { name: 'With vendor', category: 'on-hold' });
    await createRecord(desk, 'customFields', { key: 'serial', label: 'Serial', type: 'text' });
    const other = await createTicket(desk, 'Other');
    const { id }: { id: string } = await desk.send('ticket.create', {
      subject: 'VPN',
      body: 'It is down',
      requesterName: 'Ana',
      change: {
        set: { assignee: bea, team, dueAt: Date.UTC(2026, 4, 1), 'custom.serial': 'SN-1' },
        add: { tags: ['vpn'] },
      },
    });
    desk.clock.advance(1_000);
    await addMessage(desk, id, 'On it', { kind: 'note' });
    await changeTicket(desk, id, { set: { status: vendor } });
    await desk.send('ticket.link', { from: id, to: other.id, type: 'related' });
    return { desk, id };
  }

  const read = async (
    desk: Desk,
    ids: readonly string[],
    detail: string,
  ): Promise<Record<string, unknown>[]> => desk.send('ticket.readable', { ids, detail });

  it('has names for ids and times as ISO 8601', async () => {
    const { desk, id } = await told();
    const [ticket] = await read(desk, [id], 'short');
    expect(ticket).toEqual({
      id,
      number: 2,
      subject: 'VPN',
      status: 'on-hold',
      type: null,
      priority: null,
      assignee: 'Bea',
      team: 'Network',
      category: null,
      requester: 'Ana',
      organisation: null,
      channel: 'agent',
      tag: ['vpn'],
      created: '2026-01-15T09:00:00.000Z',
      updated: '2026-01-15T09:00:01.000Z',
      due: '2026-05-01T00:00:00.000Z',
      solved: null,
      closed: null,
    });
  });

  it('has every field under its name in queries, the custom ones too', async () => {
    const { desk, id } = await told();
    const [ticket] = await read(desk, [id], 'fields');
    expect(ticket?.['fields']).toMatchObject({
      subject: 'VPN',
      assignee: 'Bea',
      serial: 'SN-1',
      closeCode: '',
      tag: ['vpn'],
      reopenCount: null,
    });
    expect(ticket).not.toHaveProperty('messages');
  });

  it('has its conversation, its history and its links when it is told whole', async () => {
    const { desk, id } = await told();
    const [ticket] = await read(desk, [id], 'whole');
    expect(ticket).toMatchObject({
      messages: [
        { author: 'Ana', body: 'It is down', at: '2026-01-15T09:00:00.000Z' },
        { author: 'me', body: 'On it', kind: 'note' },
      ],
      links: [{ type: 'related', number: 1, subject: 'Other', status: 'new' }],
    });
    const events = (ticket?.['events'] ?? []) as { kind: string; changes: unknown[] }[];
    const changes = events.map(({ kind, changes: made }) => [kind, made]);
    expect(changes).toContainEqual(['on_hold', [{ field: 'status', from: 'open', to: 'on-hold' }]]);
    expect(changes).toContainEqual([
      'assigned',
      expect.arrayContaining([{ field: 'assignee', from: null, to: 'Bea' }]),
    ]);
  });

  it('is left out where it does not exist', async () => {
    const { desk, id } = await told();
    for (const detail of ['short', 'fields', 'whole'])
      expect(await read(desk, ['gone', id], detail)).toHaveLength(1);
  });
});

describe('several agents at one desk', () => {
  it('each have their own lists, read marks and undo', async () => {
    const desk = await openDesk();
    const [ana, bea] = [await createAgent(desk, 'Ana'), await createAgent(desk, 'Bea')];
    const first = await createTicket(desk, 'Hers', { set: { assignee: ana } });
    await createTicket(desk, 'Theirs', { set: { assignee: bea } });
    desk.clock.advance(1_000);
    await addMessage(desk, first.id, 'A word from outside', { direction: 'in' });
    expect([await subjectsOf(desk, 'assignee:me', ana), await subjectsOf(desk, 'is:mine', bea)]).toEqual([
      ['Hers'],
      ['Theirs'],
    ]);
    expect([await subjectsOf(desk, 'is:unread', ana), await subjectsOf(desk, 'is:unread', bea)]).toEqual([
      ['Hers'],
      ['Hers'],
    ]);
    desk.clock.advance(1_000);
    await desk.send('ticket.markRead', { ids: [first.id], isRead: true }, { actorId: ana });
    expect([await subjectsOf(desk, 'is:unread', ana), await subjectsOf(desk, 'is:unread', bea)]).toEqual([
      [],
      ['Hers'],
    ]);
    await desk.send('ticket.markRead', { ids: [first.id], isRead: false }, { actorId: ana });
    expect(await subjectsOf(desk, 'is:unread', ana)).toEqual(['Hers']);
  });

  it('are named in the history by what they did', async () => {
    const desk = await openDesk();
    const bea = await createAgent(desk, 'Bea');
    const { id } = await createTicket(desk, 'One');
    await changeTicket(desk, id, { set: { type: 'task' } }, bea);
    const { events } = (await desk.send('ticket.detail', { id })) as {
      events: { kind: string; actorId: string }[];
    };
    expect(events.filter((event) => event.actorId === bea).map((event) => event.kind)).toEqual(['changed']);
  });

  it('may assign to the desk’s own agent before that one did anything', async () => {
    const desk = await openDesk();
    const bea = await createAgent(desk, 'Bea');
    const { me }: { me: { id: string } } = await desk.send('directory', {});
    const { id }: { id: string } = await desk.send(
      'ticket.create',
      { subject: 'For me', change: { set: { assignee: me.id } } },
      { actorId: bea },
    );
    expect(await desk.send('desk.check', {})).toMatchObject({ ok: true, problems: [] });
    expect(await desk.send('ticket.readable', { ids: [id] })).toMatchObject([{ assignee: 'me' }]);
  });

  it('starts without people: nobody is a person before somebody acts', async () => {
    const desk = await openDesk();
    expect(await desk.send('desk.check', {})).toMatchObject({ counts: { people: 0 } });
    expect(await desk.send('directory', {})).toMatchObject({
      me: { name: 'me' },
      agents: [{ name: 'me', isAgent: true }],
    });
  });

  it('is given a name once', async () => {
    const desk = await openDesk();
    await desk.host('desk.create', { name: 'Shop', me: 'Ana' });
    await expect(desk.host('desk.create', { name: 'Other', me: 'Bo' })).rejects.toThrow(
      /already holds the desk “Shop”/,
    );
    const again = await desk.reopen();
    expect([await again.send('desk.status', {}), await again.send('directory', {})]).toMatchObject([
      { name: 'Shop' },
      { me: { name: 'Ana' } },
    ]);
  });
});
