import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { carryOut, live, anyHistory, undoableAction } from '../support/histories';
import { callContext, openDesk, type Desk } from '../support/open-desk';
import { runs } from '../support/runs';
import {
  addMessage,
  changeTicket,
  createAgent,
  createRecord,
  createTicket,
  detailOf,
} from '../support/tickets';

/** Everything that a command could leave behind. */
async function traces(desk: Desk): Promise<unknown> {
  const tables = await Promise.all(
    desk.database.tables.map(async (table) => [table.name, await table.toArray()]),
  );
  return {
    tables: Object.fromEntries(tables) as unknown,
    records: desk.journal.length,
    seq: desk.store.live.seq(),
  };
}

describe('a command that arrives again', () => {
  it('is answered with what it answered, and changes nothing', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(anyHistory(8), undoableAction, async (history, action) => {
        const { desk, commandIds } = await live(await openDesk(), history);
        const requests: Parameters<Desk['ask']>[] = [];
        const spying: Desk = {
          ...desk,
          ask: async (op, input, context) => {
            requests.push([op, input, { ...context, commandId: 'again' }]);
            return desk.ask(op, input, { ...context, commandId: 'again' });
          },
        };
        const first = await carryOut(spying, action, 0, commandIds);
        const [request] = requests;
        fc.pre(first?.ok === true && request !== undefined);
        const after = await traces(desk);
        desk.clock.advance(5_000);
        expect(request === undefined ? null : await desk.ask(...request)).toEqual(first);
        expect(await traces(desk)).toEqual(after);
      }),
      { numRuns: runs(30) },
    );
  });

  it('is done again under another id (control)', async () => {
    const desk = await openDesk();
    const input = { subject: 'Twice', change: {} };
    const first = await desk.send('ticket.create', input, { commandId: 'one' });
    expect(await desk.send('ticket.create', input, { commandId: 'two' })).not.toEqual(first);
    expect(await desk.send('ticket.counts', { queries: [''] })).toEqual([2]);
  });

  it('is known after a restart', async () => {
    const desk = await openDesk();
    const input = { subject: 'Once', change: {} };
    const first = await desk.send('ticket.create', input, { commandId: 'same' });
    const again = await desk.reopen();
    expect(await again.send('ticket.create', input, { commandId: 'same' })).toEqual(first);
    expect(await again.send('ticket.ids', { query: '' })).toHaveLength(1);
  });
});

type Failing = readonly [
  name: string,
  code: string,
  op: Parameters<Desk['ask']>[0],
  input: (known: Known) => object,
];

type Known = {
  readonly id: string;
  readonly other: string;
  readonly closed: string;
  readonly person: string;
  readonly messageId: string;
};

const failing: readonly Failing[] = [
  ['a ticket without a subject', 'invalid_input', 'ticket.create', () => ({ subject: '  ' })],
  [
    'a ticket with a new requester and an impossible value',
    'invalid_input',
    'ticket.create',
    () => ({ subject: 'x', requesterName: 'Nobody', change: { set: { priority: 'huge' } } }),
  ],
  [
    'a ticket that came by an unknown channel',
    'invalid_input',
    'ticket.create',
    () => ({ subject: 'x', channel: 'fax' }),
  ],
  ['a change of nothing', 'invalid_input', 'ticket.change', ({ id }) => ({ ids: [id], change: {} })],
  [
    'a change of an unknown field',
    'invalid_input',
    'ticket.change',
    ({ id }) => ({ ids: [id], change: { set: { colour: 'red' } } }),
  ],
  [
    'a change of a field that the desk keeps',
    'invalid_input',
    'ticket.change',
    ({ id }) => ({ ids: [id], change: { set: { number: 7 } } }),
  ],
  [
    'a list set as one value',
    'invalid_input',
    'ticket.change',
    ({ id }) => ({ ids: [id], change: { set: { tags: ['a'] } } }),
  ],
  [
    'one value added to as a list',
    'invalid_input',
    'ticket.change',
    ({ id }) => ({ ids: [id], change: { add: { subject: ['a'] } } }),
  ],
  [
    'a good change of one ticket and one that is gone',
    'not_found',
    'ticket.change',
    ({ id }) => ({ ids: [id, 'gone'], change: { set: { type: 'task' } } }),
  ],
  [
    'a step that the lifecycle does not have',
    'conflict',
    'ticket.change',
    ({ closed }) => ({ ids: [closed], change: { set: { status: 'pending' } } }),
  ],
  [
    'an assignment to nobody',
    'invalid_input',
    'ticket.change',
    ({ id }) => ({ ids: [id], change: { set: { assignee: 'nobody' } } }),
  ],
  [
    'a follower who is nobody',
    'invalid_input',
    'ticket.change',
    ({ id }) => ({ ids: [id], change: { add: { followers: ['nobody'] } } }),
  ],
  [
    'a message without words',
    'invalid_input',
    'message.add',
    ({ id }) => ({ ticketId: id, kind: 'reply', body: ' \n ' }),
  ],
  [
    'a message with a step that is not allowed',
    'conflict',
    'message.add',
    ({ closed }) => ({ ticketId: closed, kind: 'reply', body: 'x', change: { set: { status: 'pending' } } }),
  ],
  [
    'a message on a ticket that is gone',
    'not_found',
    'message.add',
    () => ({ ticketId: 'gone', kind: 'note', body: 'x' }),
  ],
  ['a link to itself', 'invalid_input', 'ticket.link', ({ id }) => ({ from: id, to: id, type: 'related' })],
  [
    'a link of an unknown kind',
    'invalid_input',
    'ticket.link',
    ({ id, other }) => ({ from: id, to: other, type: 'friend' }),
  ],
  [
    'a link that only merging makes',
    'invalid_input',
    'ticket.link',
    ({ id, other }) => ({ from: id, to: other, type: 'merged' }),
  ],
  [
    'a link to a ticket that is gone',
    'not_found',
    'ticket.link',
    ({ id }) => ({ from: id, to: 'gone', type: 'related' }),
  ],
  [
    'a merge into itself',
    'invalid_input',
    'ticket.merge',
    ({ id, other }) => ({ into: id, ids: [other, id] }),
  ],
  [
    'a merge of one good ticket and one that is gone',
    'not_found',
    'ticket.merge',
    ({ id, other }) => ({ into: id, ids: [other, 'gone'] }),
  ],
  ['unmerging what was not merged', 'conflict', 'ticket.unmerge', ({ id }) => ({ id })],
  [
    'a split of nothing',
    'invalid_input',
    'ticket.split',
    ({ id }) => ({ ticketId: id, messageIds: ['none'], subject: 'x' }),
  ],
  [
    'a split without a subject',
    'invalid_input',
    'ticket.split',
    ({ id, messageId }) => ({ ticketId: id, messageIds: [messageId], subject: '' }),
  ],
  [
    'trashing one good ticket and one that is gone',
    'not_found',
    'ticket.trash',
    ({ id }) => ({ ids: [id, 'gone'] }),
  ],
  [
    'a record without a name',
    'invalid_input',
    'record.save',
    () => ({ kind: 'teams', change: { set: { name: ' ' } } }),
  ],
  [
    'a person of an organisation that is not there',
    'invalid_input',
    'record.save',
    () => ({ kind: 'people', change: { set: { name: 'x', organisation: 'gone' } } }),
  ],
  [
    'a custom field with a name that no query can hold',
    'invalid_input',
    'record.save',
    () => ({ kind: 'customFields', change: { set: { key: 'A b', type: 'text' } } }),
  ],
  [
    'a custom field with the name of a built-in one',
    'conflict',
    'record.save',
    () => ({ kind: 'customFields', change: { set: { key: 'priority', type: 'text' } } }),
  ],
  [
    'a view with a query that is wrong',
    'invalid_input',
    'record.save',
    () => ({ kind: 'views', change: { set: { name: 'x', query: 'colour:red' } } }),
  ],
  ['removing a basic status', 'conflict', 'record.remove', () => ({ kind: 'statuses', id: 'open' })],
  ['removing who is in use', 'conflict', 'record.remove', ({ person }) => ({ kind: 'people', id: person })],
  ['removing what is gone', 'not_found', 'record.remove', () => ({ kind: 'teams', id: 'gone' })],
  ['undoing what never was', 'not_found', 'command.undo', () => ({ target: 'gone' })],
  ['taking back an import that never was', 'not_found', 'import.undo', () => ({ batch: 'gone' })],
];

async function knownDesk(): Promise<{ readonly desk: Desk; readonly known: Known }> {
  const desk = await openDesk();
  const person = await createAgent(desk, 'Bea');
  const { id } = await createTicket(desk, 'One', { set: { assignee: person } });
  const other = await createTicket(desk, 'Other');
  const closed = await createTicket(desk, 'Closed', { set: { status: 'closed' } });
  const message = await addMessage(desk, id, 'Hello');
  return { desk, known: { id, other: other.id, closed: closed.id, person, messageId: message.id } };
}

describe('a command that cannot be done', () => {
  it.each(failing)('leaves nothing behind: %s', async (_, code, op, input) => {
    const { desk, known } = await knownDesk();
    const before = await traces(desk);
    let told = 0;
    const stop = desk.store.live.watch('desk.status', {}, () => {
      told += 1;
    });
    await desk.send('ticket.ids', { query: '' });
    told = 0;
    const error = await desk.failureOf(op, input(known));
    stop();
    expect({ code: error.code, hasSentence: error.message.length > 10, told }).toEqual({
      code,
      hasSentence: true,
      told: 0,
    });
    expect(await traces(desk)).toEqual(before);
  });

  it('leaves the number that it would have taken to the next ticket', async () => {
    const { desk } = await knownDesk();
    await desk.failureOf('ticket.create', { subject: 'x', change: { set: { priority: 'huge' } } });
    expect((await createTicket(desk, 'Next')).number).toBe(4);
  });

  it('of many tickets changes those that may take the step, and counts the others', async () => {
    const { desk, known } = await knownDesk();
    const done = await desk.send('ticket.change', {
      ids: [known.id, known.closed],
      change: { set: { status: 'pending' } },
    });
    expect(done).toMatchObject({ changed: 1, skipped: 1 });
  });
});

describe('commands', () => {
  it('that are asked for at once are done one after the other', async () => {
    const desk = await openDesk();
    const made = await Promise.all(
      Array.from({ length: 20 }, (_, place) => createTicket(desk, `Ticket ${place}`)),
    );
    expect(made.map((ticket) => ticket.number)).toEqual(Array.from({ length: 20 }, (_, place) => place + 1));
    expect(await desk.send('desk.check', {})).toMatchObject({ ok: true, problems: [] });
  });

  it('are refused while the desk closes, with a sentence that says so', async () => {
    const desk = await openDesk();
    const drained = desk.store.drain();
    const refused = await desk.store.handlers['ticket.create'](
      { subject: 'Late', body: '', change: {}, channel: 'agent' },
      callContext(),
    );
    await drained;
    expect(refused).toMatchObject({ ok: false, error: { code: 'store_unavailable', retryable: true } });
  });

  it('are offered for undo to the agent who did them, newest first', async () => {
    const desk = await openDesk();
    const bea = await createAgent(desk, 'Bea');
    const { id, commandId } = await createTicket(desk, 'Mine');
    const hers = await changeTicket(desk, id, { set: { type: 'task' } }, bea);
    const recent = async (actorId: string): Promise<string[]> => {
      const commands: { commandId: string; op: string }[] = await desk.send(
        'command.recent',
        {},
        { actorId },
      );
      return commands.map((command) => command.commandId);
    };
    expect([(await recent(''))[0], await recent(bea)]).toEqual([commandId, [hers]]);
    await desk.send('command.undo', { target: hers }, { actorId: bea });
    expect(await recent(bea)).not.toContain(hers);
  });
});

describe('undo', () => {
  it('keeps a person whom another ticket was given since, and says so', async () => {
    const desk = await openDesk();
    const first = (await desk.send('ticket.create', { subject: 'First', requesterName: 'Ana' })) as {
      commandId: string;
    };
    await desk.send('ticket.create', { subject: 'Second', requesterName: 'Ana' });
    const undone = await desk.send('command.undo', { target: first.commandId });
    expect(undone).toMatchObject({ kept: ['Ana'] });
    expect(await desk.send('desk.check', {})).toMatchObject({
      ok: true,
      problems: [],
      counts: { tickets: 1 },
    });
  });

  it('does not give a ticket back to somebody who is gone', async () => {
    const desk = await openDesk();
    const bea = await createAgent(desk, 'Bea');
    const { id } = await createTicket(desk, 'Passed on', { set: { assignee: bea } });
    const passed = await changeTicket(desk, id, { set: { assignee: null, type: 'task' } });
    await desk.send('record.remove', { kind: 'people', id: bea });
    expect(await desk.send('command.undo', { target: passed })).toMatchObject({ kept: ['Assignee'] });
    expect((await detailOf(desk, id)).ticket).toMatchObject({ assignee: null, type: null });
    expect(await desk.send('desk.check', {})).toMatchObject({ ok: true, problems: [] });
  });

  it('puts a ticket that others have written on into the trash instead of away', async () => {
    const desk = await openDesk();
    const { id, commandId } = await createTicket(desk, 'Worked on');
    await addMessage(desk, id, 'Done', { kind: 'note' });
    expect(await desk.send('command.undo', { target: commandId })).toMatchObject({ kept: ['Subject'] });
    expect((await detailOf(desk, id)).messages).toHaveLength(1);
    expect(await desk.send('ticket.ids', { query: 'is:deleted' })).toEqual([id]);
  });

  it('is not done twice, and not of what an import did step by step', async () => {
    const desk = await openDesk();
    const { commandId } = await createTicket(desk, 'Once');
    await desk.send('command.undo', { target: commandId });
    expect(await desk.failureOf('command.undo', { target: commandId })).toMatchObject({ code: 'not_found' });
  });
});

describe('a merge that is taken apart again', () => {
  it.each(['new', 'open', 'pending', 'on-hold', 'solved', 'closed'])(
    'gives the ticket that was %s back as it was',
    async (status) => {
      const desk = await openDesk();
      const into = await createTicket(desk, 'Into');
      const { id } = await createTicket(desk, 'Merged', status === 'new' ? {} : { set: { status } });
      const lifecycle = async (): Promise<unknown> => {
        const { ticket } = await detailOf(desk, id);
        return ['status', 'pendingAt', 'onHoldAt', 'solvedAt', 'closedAt', 'mergedInto', 'reopenCount'].map(
          (field) => ticket[field],
        );
      };
      const before = await lifecycle();
      desk.clock.advance(60_000);
      await desk.send('ticket.merge', { into: into.id, ids: [id] });
      desk.clock.advance(60_000);
      await desk.send('ticket.unmerge', { id });
      expect(await lifecycle()).toEqual(before);
    },
  );
});

describe('the directory', () => {
  it('is asked before its time, just after a start, whether a record is in use', async () => {
    const desk = await openDesk();
    const team = await createRecord(desk, 'teams', { name: 'Network' });
    await createTicket(desk, 'Routed', { set: { team } });
    const cold = await desk.reopen();
    expect(await cold.failureOf('record.remove', { kind: 'teams', id: team })).toMatchObject({
      code: 'conflict',
    });
  });

  it('shows tickets of a status that changed its stage where they belong now', async () => {
    const desk = await openDesk();
    const status = await createRecord(desk, 'statuses', { name: 'With vendor', category: 'on-hold' });
    await createTicket(desk, 'Waiting', { set: { status } });
    const open = async (): Promise<unknown> =>
      desk.send('ticket.counts', { queries: ['is:open', 'status:"with vendor"', 'status:solved'] });
    expect(await open()).toEqual([1, 1, 0]);
    await desk.send('record.save', { kind: 'statuses', id: status, change: { set: { category: 'solved' } } });
    expect(await open()).toEqual([0, 1, 1]);
  });

  it('keeps the name and the type of a custom field that tickets have values for', async () => {
    const desk = await openDesk();
    const field = await createRecord(
      desk,
      'customFields',
      { key: 'size', type: 'choice' },
      { options: ['s', 'l'] },
    );
    await createTicket(desk, 'Shirt', { set: { 'custom.size': 's' } });
    const save = (set: object) =>
      desk.failureOf('record.save', { kind: 'customFields', id: field, change: { set } });
    expect([(await save({ key: 'width' })).code, (await save({ type: 'number' })).code]).toEqual([
      'conflict',
      'conflict',
    ]);
    expect(
      await desk.failureOf('record.save', {
        kind: 'customFields',
        change: { set: { key: 'size', type: 'text' } },
      }),
    ).toMatchObject({ code: 'conflict' });
    expect(await desk.failureOf('record.remove', { kind: 'customFields', id: field })).toMatchObject({
      code: 'conflict',
    });
    await desk.send('record.save', {
      kind: 'customFields',
      id: field,
      change: { set: { label: 'T-shirt' }, add: { options: ['xl'] } },
    });
    expect(await desk.send('ticket.counts', { queries: ['size:s', 'size:xl'] })).toEqual([1, 0]);
  });
});
