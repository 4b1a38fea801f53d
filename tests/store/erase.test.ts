import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { IDBFactory } from 'fake-indexeddb';
import { ok } from '../../src/domain/result';
import { prepareDatabase } from '../../src/store/prepared-store';
import { replayRecords } from '../../src/store/commit/replay';
import { databaseIn, openDesk, openOver, type Desk } from '../support/open-desk';
import { replayInto } from '../support/replay';
import {
  addMessage,
  changeTicket,
  createAgent,
  createRecord,
  createTicket,
  detailOf,
} from '../support/tickets';
import { exportRows, importChunks, importRows } from '../support/transfer';

/** Every text by which somebody would find the person again; each stands in another place. */
const secrets = {
  name: 'Johanna Felderhoff',
  formerName: 'Johanna Mittermayr',
  email: 'johanna@felderhoff.example',
  formerEmail: 'jmitter@old.example',
  phone: '+49 171 5550199',
  title: 'Harbour pilot second class',
  location: 'Pier 17 upstairs',
  about: 'Prefers to be called after nine',
} as const;

const words = {
  description: 'The printer in my cabin smells of burnt toast',
  reply: 'It still smells and now the drawer is stuck',
  outcome: 'She will try the drawer herself',
} as const;

type Erased = {
  readonly people: number;
  readonly messages: number;
  readonly events: number;
  readonly mentionedIn: readonly number[];
  readonly sources: readonly string[];
};

/** A desk on which the person left something in every table that can hold it. */
async function deskWithPerson(): Promise<{ desk: Desk; person: string; ticket: string; agent: string }> {
  const desk = await openDesk();
  const agent = await createAgent(desk, 'Marek');
  const person = await createRecord(
    desk,
    'people',
    { name: secrets.formerName, title: secrets.title, location: secrets.location, about: secrets.about },
    { emails: [secrets.formerEmail], phones: [secrets.phone] },
  );
  await desk.send('record.save', {
    kind: 'people',
    id: person,
    change: {
      set: { name: secrets.name },
      add: { emails: [secrets.email] },
      remove: { emails: [secrets.formerEmail] },
    },
  });
  const { id: ticket } = await createTicket(
    desk,
    'Printer smells',
    { set: { requester: person } },
    words.description,
  );
  await addMessage(desk, ticket, words.reply, { direction: 'in' });
  await desk.send('message.add', {
    ticketId: ticket,
    kind: 'call',
    direction: 'in',
    body: '',
    call: { direction: 'in', seconds: 40, outcome: words.outcome },
  });
  await addMessage(desk, ticket, 'We are sending somebody.');
  await changeTicket(desk, ticket, { set: { holdReason: `Waiting for ${secrets.name}` } });
  await changeTicket(desk, ticket, { set: { holdReason: 'Waiting for the requester' } });
  const draft = { id: 'note', ticketId: ticket, kind: 'note' };
  await desk.send('draft.save', { ...draft, body: `Told ${secrets.name} to wait a little longer` });
  await desk.send('draft.save', { ...draft, body: 'Told her' });
  await importRows(desk, [
    { kind: 'people', row: await storedPerson(desk, person, { location: 'Pier 18' }) },
  ]);
  return { desk, person, ticket, agent };
}

/** The person's row as an export of another desk has it: newer in one field, so that it changes something here. */
async function storedPerson(desk: Desk, id: string, newer: object): Promise<{ id: string }> {
  const row = (await desk.database.people.get(id)) as { id: string; stamp: string; stamps?: object };
  const later = `f${row.stamp.slice(1)}`.replace(/^f/, '0');
  const stamp = `${(Number.parseInt(later.slice(0, 12), 16) + 60_000).toString(16).padStart(12, '0')}${later.slice(12)}`;
  const stamps = Object.fromEntries(Object.keys(newer).map((field) => [field, stamp]));
  return { ...row, ...newer, stamps: { ...row.stamps, ...stamps } } as { id: string };
}

const erase = (desk: Desk, id: string, withMessages = true, more: object = {}): Promise<Erased> =>
  desk.send('person.erase', { id, withMessages }, more);

/** Everything that the database holds, as one text. */
async function everythingIn({ database }: Desk): Promise<string> {
  const rows = await Promise.all(database.tables.map((table) => table.toArray()));
  const text = new TextDecoder();
  const readable = (_key: string, value: unknown): unknown =>
    value instanceof Uint8Array ? text.decode(value) : value;
  return JSON.stringify(rows, readable);
}

async function foundIn(desk: Desk, texts: object): Promise<string[]> {
  const everything = await everythingIn(desk);
  // A text inside of a record is text inside of a text.
  return Object.values(texts).filter((text: string) => everything.includes(text));
}

const all = { ...secrets, ...words };

/** What main does once a new snapshot stands alone. */
async function forget(desk: Desk): Promise<void> {
  await desk.host('forgetting.end', { through: await desk.host('forgetting.since', {}) });
}

describe('erasing a person', () => {
  it('leaves nothing of them in any table', async () => {
    const { desk, person } = await deskWithPerson();
    expect(await foundIn(desk, all)).toEqual(Object.values(all));
    const erased = await erase(desk, person);
    expect(erased).toEqual({ people: 1, messages: 3, events: 2, mentionedIn: [], sources: [] });
    // The oplog is kept until the journal is known to have been thrown away.
    expect(await foundIn(desk, all)).not.toEqual([]);
    await forget(desk);
    expect(await foundIn(desk, all)).toEqual([]);
    expect(await desk.send('desk.check', {})).toMatchObject({ ok: true, problems: [] });
    const again = await desk.reopen();
    expect(await foundIn(again, all)).toEqual([]);
    expect(await again.send('desk.check', {})).toMatchObject({ ok: true, problems: [] });
  });

  it('would leave some of it without cleaning what can be undone, drafts, imports and the oplog (control)', async () => {
    const { desk, person } = await deskWithPerson();
    const tables = ['commands', 'draftVersions', 'batchEntries'] as const;
    const before = await Promise.all(tables.map((table) => desk.database.table(table).toArray()));
    await erase(desk, person);
    await forget(desk);
    for (const [at, table] of tables.entries()) {
      const cleaned = await desk.database.table(table).toArray();
      await desk.database.table(table).bulkPut(before[at] ?? []);
      expect([table, (await foundIn(desk, all)).length > 0]).toEqual([table, true]);
      await desk.database.table(table).clear();
      await desk.database.table(table).bulkPut(cleaned);
    }
    expect(await foundIn(desk, all)).toEqual([]);
  });

  it('keeps the ticket, its requester and its history readable', async () => {
    const { desk, person, ticket } = await deskWithPerson();
    await erase(desk, person);
    const detail = await detailOf(desk, ticket);
    expect(detail.ticket).toMatchObject({ requester: person, subject: 'Printer smells' });
    expect(detail.messages.map(({ authorId, body }) => [authorId === person, body])).toEqual([
      [true, 'This message was erased.'],
      [true, 'This message was erased.'],
      [true, 'This message was erased.'],
      [false, 'We are sending somebody.'],
    ]);
    expect(detail.messages[2]).toMatchObject({ call: { direction: 'in', seconds: 40, outcome: '' } });
    expect(detail.events.filter(({ kind }) => kind === 'erased')).toHaveLength(1);
    const changes = detail.events.flatMap((event) => event['changes'] as { field: string }[]);
    expect(changes.filter(({ field }) => field === 'holdReason')).toEqual([
      { field: 'holdReason', from: '', to: null },
      { field: 'holdReason', from: null, to: 'Waiting for the requester' },
    ]);
    const [shown] = (await desk.send('ticket.readable', { ids: [ticket], detail: 'whole' })) as [
      { requester: string; messages: { author: string }[] },
    ];
    expect([shown.requester, ...shown.messages.map(({ author }) => author)]).toEqual([
      ...Array.from({ length: 4 }, () => 'Erased person'),
      'me',
    ]);
  });

  it('finds them no more, by any name', async () => {
    const { desk, person } = await deskWithPerson();
    await erase(desk, person);
    for (const text of ['', 'Erased', 'Johanna', secrets.email])
      expect(
        ((await desk.send('people.search', { text })) as { id: string }[]).map(({ id }) => id),
      ).not.toContain(person);
    expect(await desk.failureOf('ticket.list', { query: `requester:"${secrets.name}"` })).toMatchObject({
      code: 'invalid_input',
    });
    const listed = await desk.send('ticket.list', { query: `requester:"${person}"` });
    expect(listed).toMatchObject({ total: 1 });
  });

  it('without their messages keeps what they said, under no name', async () => {
    const { desk, person, ticket } = await deskWithPerson();
    expect(await erase(desk, person, false)).toMatchObject({ people: 1, messages: 0 });
    const { messages } = await detailOf(desk, ticket);
    expect(messages.map(({ body }) => body)).toContain(words.reply);
    await forget(desk);
    expect(await foundIn(desk, secrets)).toEqual([]);
    // Once more, and now with them.
    expect(await erase(desk, person)).toMatchObject({ people: 0, messages: 3 });
    await forget(desk);
    expect(await foundIn(desk, all)).toEqual([]);
    expect(await erase(desk, person)).toMatchObject({ people: 0, messages: 0, events: 0 });
  });

  it('says where others still name them, and leaves that as it is', async () => {
    const { desk, person, ticket } = await deskWithPerson();
    await addMessage(desk, ticket, `Passed on to the colleagues of johanna  FELDERHOFF.`, { kind: 'note' });
    const other = await createTicket(desk, `Key of ${secrets.name}`);
    await createTicket(desk, 'Johanna Felderhoffer is somebody else');
    const erased = await erase(desk, person);
    expect(erased.mentionedIn).toEqual([1, other.number]);
    expect((await detailOf(desk, other.id)).ticket['subject']).toBe(`Key of ${secrets.name}`);
  });

  it('does not touch drafts, which are somebody’s work', async () => {
    const { desk, person, ticket } = await deskWithPerson();
    const draft = { id: 'reply', ticketId: ticket, kind: 'reply', body: `Dear ${secrets.name}` };
    await desk.send('draft.save', draft);
    await erase(desk, person);
    expect(await desk.send('draft.list', { ticketId: ticket })).toMatchObject([
      { body: 'Told her' },
      { body: draft.body },
    ]);
  });

  it('is refused for the desk’s own agent, for whoever asks, and for nobody', async () => {
    const { desk, agent } = await deskWithPerson();
    const { me } = (await desk.send('directory', {})) as { me: { id: string } };
    const before = await desk.send('desk.check', {});
    expect(await desk.failureOf('person.erase', { id: me.id })).toMatchObject({ code: 'conflict' });
    expect(await desk.failureOf('person.erase', { id: agent }, { actorId: agent })).toMatchObject({
      code: 'conflict',
    });
    expect(await desk.failureOf('person.erase', { id: 'nobody' })).toMatchObject({ code: 'not_found' });
    expect(await desk.send('desk.check', {})).toEqual(before);
    expect(await desk.host('forgetting.since', {})).toBeNull();
    expect(await erase(desk, agent, true)).toMatchObject({ people: 1 });
  });

  it('takes messages of an import that name them without a row, unless somebody else has that name', async () => {
    const named = (name: string) => [
      {
        records: [],
        rows: [],
        tickets: [
          {
            row: {
              id: 'imported',
              source: 'old',
              sourceIds: ['A-1'],
              sourceRows: ['a88f0ec632b265b2:1'],
              requester: 'p',
            },
            messages: [message('m1', name), message('m2', 'Somebody Else')],
            events: [
              { ...event('e1'), actorName: name },
              { ...event('e2'), changes: [{ field: 'followers', from: [], to: [name, 'Ben'] }] },
            ],
          },
        ],
      },
    ];
    for (const isAlone of [true, false]) {
      const desk = await openDesk();
      const person = await createRecord(desk, 'people', { name: secrets.name });
      if (!isAlone) await createRecord(desk, 'people', { name: secrets.name });
      const [chunk] = named(secrets.name);
      if (chunk !== undefined)
        chunk.tickets[0] = {
          ...chunk.tickets[0],
          row: { ...chunk.tickets[0]?.row, requester: person },
        } as never;
      await importChunks(desk, [chunk as never], 'batch');
      const erased = await erase(desk, person);
      expect(erased).toMatchObject({
        messages: isAlone ? 1 : 0,
        events: isAlone ? 2 : 1,
        sources: ['a88f0ec632b265b2'],
      });
      if (!isAlone) continue;
      const { messages, events } = await detailOf(desk, 'imported');
      expect(messages.map(({ authorName }) => authorName)).toEqual(['Erased person', 'Somebody Else']);
      expect(events.flatMap((one) => (one['changes'] as unknown[]) ?? [])).toContainEqual({
        field: 'followers',
        from: [],
        to: ['Ben'],
      });
      await forget(desk);
      expect(await foundIn(desk, secrets)).toEqual([]);
    }
  });
});

const message = (id: string, authorName: string) => ({
  id,
  ticketId: 'imported',
  kind: 'reply' as const,
  direction: 'in' as const,
  authorId: null,
  authorName,
  at: 1,
  body: 'x',
  channel: 'import',
});

const event = (id: string) => ({
  id,
  ticketId: 'imported',
  kind: 'changed' as const,
  at: 1,
  actorId: null,
  changes: [],
});

describe('a person who was erased', () => {
  it('is not brought back by an undo of anything before', async () => {
    const { desk, person } = await deskWithPerson();
    const commands = await desk.database.commands.orderBy('seq').reverse().toArray();
    await erase(desk, person);
    for (const { commandId } of commands) await desk.ask('command.undo', { target: commandId });
    await desk.ask('import.undo', { batch: 'rows' });
    await forget(desk);
    expect((await foundIn(desk, all)).filter((text) => text !== words.reply)).toEqual([]);
  });

  it('cannot be written about any more', async () => {
    const { desk, person } = await deskWithPerson();
    await erase(desk, person);
    expect(
      await desk.failureOf('record.save', { kind: 'people', id: person, change: { set: { name: 'X' } } }),
    ).toMatchObject({ code: 'conflict' });
    const commands = (await desk.send('command.recent', {})) as { op: string }[];
    expect(commands.map(({ op }) => op)).not.toContain('person.erase');
  });

  it('is not brought back by an older export, nor by one of another desk, nor by an import once the row is gone', async () => {
    const { desk, person } = await deskWithPerson();
    const exported = await exportRows(desk);
    await erase(desk, person);
    await importRows(desk, exported, 'again');
    await forget(desk);
    expect(await foundIn(desk, all)).toEqual([]);
    await desk.send('ticket.change', { ids: [await onlyTicket(desk)], change: { set: { requester: null } } });
    await desk.send('record.remove', { kind: 'people', id: person });
    expect(await desk.database.people.get(person)).toBeUndefined();
    await importRows(
      desk,
      exported.filter(({ kind }) => kind === 'people'),
      'third',
    );
    expect(await desk.database.people.get(person)).toMatchObject({ name: 'Erased person' });
    expect(await foundIn(desk, secrets)).toEqual([]);
  });

  it('is erased at a desk that imports an export made after it, and copies there are to be thrown away too', async () => {
    const { desk, person } = await deskWithPerson();
    const other = await openDesk();
    await importRows(other, await exportRows(desk));
    expect(await foundIn(other, secrets)).not.toEqual([]);
    await erase(desk, person);
    const after = await exportRows(desk);
    expect(Object.values(all).filter((text) => JSON.stringify(after).includes(text))).toEqual([]);
    await importRows(other, after, 'later');
    expect(await other.host('forgetting.since', {})).not.toBeNull();
    await forget(other);
    expect(await foundIn(other, all)).toEqual([]);
  });

  it('stays erased when the journal is replayed from the beginning, and when single records come again', async () => {
    const { desk, person } = await deskWithPerson();
    await erase(desk, person);
    const rebuilt = await replayInto(desk.journal, desk.clock);
    expect(await rebuilt.send('desk.check', {})).toEqual(await desk.send('desk.check', {}));
    // As long as main has not thrown the journal away, its records say what was erased; the mark says that it must.
    expect(await rebuilt.host('forgetting.since', {})).toBe(await desk.host('forgetting.since', {}));
    await forget(rebuilt);
    expect(await foundIn(rebuilt, all)).toEqual([]);
    await forget(desk);
    for (const record of desk.journal.slice(0, -1)) await replayRecords(desk.database, [record]);
    const { name } = (await desk.database.people.get(person)) as unknown as { name: string };
    expect(name).toBe('Erased person');
    const drafts = ['drafts', 'draftVersions', 'batchEntries'];
    const others = desk.database.tables.filter((table) => !drafts.includes(table.name));
    const rows = await Promise.all(others.map((table) => table.toArray()));
    const texts = JSON.stringify(rows, (_key, value) =>
      value instanceof Uint8Array ? Buffer.from(value).toString() : value,
    );
    expect(Object.values(all).filter((text) => texts.includes(text))).toEqual([]);
  });

  it('is in no snapshot that is begun afterwards, and none of the rows that it rebuilds', async () => {
    const { desk, person } = await deskWithPerson();
    await erase(desk, person);
    const scan = randomUUID();
    await desk.host('snapshot.begin', { scan });
    const pages: { table: string; bytes: Uint8Array }[] = [];
    for (;;) {
      const page = (await desk.host('snapshot.page', { scan })) as (typeof pages)[number] | null;
      if (page === null) break;
      pages.push(page);
    }
    const end = (await desk.host('snapshot.finish', { scan })) as { pages: typeof pages };
    const factory = new IDBFactory();
    const prepared = await prepareDatabase(databaseIn(factory), {
      now: desk.clock.now,
      journal: async () => ok(null),
    });
    for (const page of [...pages, ...end.pages]) {
      expect(Object.values(all).filter((text) => Buffer.from(page.bytes).toString().includes(text))).toEqual(
        [],
      );
      await prepared.load(page);
    }
    prepared.close();
    const loaded = await openOver(factory, desk.clock);
    expect(await loaded.send('desk.check', {})).toEqual(await desk.send('desk.check', {}));
    expect(await foundIn(loaded, all)).toEqual([]);
  });
});

async function onlyTicket(desk: Desk): Promise<string> {
  const [id = ''] = (await desk.send('ticket.ids', { query: '' })) as string[];
  return id;
}

describe('the mark that copies are to be thrown away', () => {
  it('stays while something was erased after what was thrown away', async () => {
    const { desk, person, agent } = await deskWithPerson();
    expect(await desk.host('forgetting.since', {})).toBeNull();
    await erase(desk, person);
    const first = (await desk.host('forgetting.since', {})) as number;
    expect(first).toBe(desk.journal.length);
    await erase(desk, agent);
    await desk.host('forgetting.end', { through: first });
    expect(await desk.host('forgetting.since', {})).toBe(first + 1);
    await forget(desk);
    expect(await desk.host('forgetting.since', {})).toBeNull();
  });
});
