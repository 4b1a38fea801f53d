import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csv } from '../../../src/domain/import/formats/csv';
import { hostileStrings } from './hostile';
import { openError, readTable } from './read-records';

const at = (...parts: readonly [number, number, number, number?, number?]): number =>
  Date.UTC(parts[0], parts[1] - 1, parts[2], parts[3] ?? 0, parts[4] ?? 0);

describe('a table with a map', () => {
  test('puts each column where the map says', () => {
    const columns = [
      'Ref',
      'Title',
      'Text',
      'State',
      'Prio',
      'Who',
      'Mail',
      'Phone',
      'Firm',
      'Group',
      'Agent',
      'Made',
      'Done',
      'Words',
      'Age',
      'Stars',
    ];
    const map = {
      key: 'Ref',
      dateFormat: 'd/M/yyyy H:mm',
      timezone: 'Europe/Vienna',
      missing: ['n/a'],
      columns: {
        Title: 'subject',
        Text: 'description',
        State: 'status',
        Prio: 'priority',
        Who: 'requester.name',
        Mail: 'requester.email',
        Phone: 'requester.phone',
        Firm: 'requester.organisation',
        Group: 'team',
        Agent: 'assignee',
        Made: 'created',
        Done: 'solved',
        Words: 'tags',
        Age: 'custom.age:number',
        Stars: 'satisfaction',
      },
      values: { status: { Erledigt: 'solved' }, team: { G1: 'First line' } },
    };
    const back = readTable(
      csv,
      columns,
      [
        [
          'A-1',
          'No sound',
          'It is quiet.',
          'Erledigt',
          'P1',
          'Ann',
          'ann@example.com',
          'n/a',
          'Acme',
          'G1',
          'Bob',
          '1/7/2024 10:00',
          '2/7/2024 9:30',
          'audio; urgent, audio',
          '42',
          '4,5',
        ],
      ],
      { map },
    );
    const [ticket] = back.tickets;
    const named = (kind: string) => back.records.find((record) => record.kind === kind)?.row;
    expect(ticket?.row).toMatchObject({
      subject: 'No sound',
      status: 'solved',
      priority: 'urgent',
      team: named('teams')?.id,
      createdAt: at(2024, 7, 1, 8),
      solvedAt: at(2024, 7, 2, 7, 30),
      tags: ['audio', 'urgent'],
      'custom.age': 42,
      satisfaction: 4.5,
      sourceIds: ['A-1'],
    });
    expect(named('teams')).toMatchObject({ name: 'First line' });
    const people = back.records.filter(({ kind }) => kind === 'people').map(({ row }) => row);
    expect(people).toContainEqual(
      expect.objectContaining({
        name: 'Ann',
        emails: ['ann@example.com'],
        organisation: named('organisations')?.id,
      }),
    );
    expect(people).toContainEqual(expect.objectContaining({ name: 'Bob', isAgent: true }));
    expect(ticket?.messages).toEqual([
      expect.objectContaining({
        kind: 'reply',
        direction: 'in',
        body: 'It is quiet.',
        authorId: ticket?.row['requester'],
        at: at(2024, 7, 1, 8),
      }),
    ]);
    expect(ticket?.events.map(({ kind }) => kind)).toEqual(['created', 'solved']);
    expect(back.messages).toEqual([]);
  });

  test('carries any text through subject, body, names and fields of its own unchanged', () => {
    const columns = ['s', 'b', 'r', 'c'];
    const map = { columns: { s: 'subject', b: 'body', r: 'requester.name', c: 'custom.note' } };
    const text = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }),
      fc.constantFrom(...hostileStrings()),
    );
    const check = (value: string): void => {
      const { tickets, records } = readTable(csv, columns, [[value, value, value, value]], { map });
      const isBlank = value.trim() === '';
      const person = records.find(({ kind }) => kind === 'people')?.row;
      expect(tickets[0]?.messages[0]?.body ?? '').toBe(value);
      expect(tickets[0]?.row['custom.note'] ?? '').toBe(value);
      if (!isBlank) expect(tickets[0]?.row['subject']).toBe(value);
      if (!isBlank) expect(person?.['name']).toBe(value);
    };
    fc.assert(fc.property(text, check), { numRuns: 300 });
    for (const value of hostileStrings()) check(value);
  });

  test('knows a row without a key by its content, and tells equal rows apart', () => {
    const map = { columns: { s: 'subject' } };
    const rows = [['Printer'], ['Mouse'], ['Printer']];
    const { tickets } = readTable(csv, ['s'], rows, { map });
    const turned = readTable(csv, ['s'], [...rows].reverse(), { map }).tickets;
    expect(new Set(tickets.map(({ row }) => row.id)).size).toBe(3);
    expect(turned.map(({ row }) => row.id).sort()).toEqual(tickets.map(({ row }) => row.id).sort());
    expect(tickets[0]?.row).not.toHaveProperty('sourceIds');
  });

  test('makes a ticket of its own of every row that repeats a key, and says so', () => {
    const back = readTable(
      csv,
      ['k', 's'],
      [
        ['1', 'a'],
        ['1', 'b'],
        ['', 'c'],
      ],
      { map: { key: 'k', columns: { s: 'subject' } } },
    );
    expect(back.tickets.map(({ row }) => [row['subject'], row['sourceIds']])).toEqual([
      ['a', ['1']],
      ['b', ['1#2']],
      ['c', undefined],
    ]);
    expect(back.messages.map(({ reason, rows }) => [reason, rows])).toEqual([
      ['repeated-key', [2]],
      ['no-key', [3]],
    ]);
  });

  test('makes one ticket of all rows of a key where the map says they are its history', () => {
    const map = {
      key: 'k',
      history: true,
      dateFormat: 'yyyy-MM-dd HH:mm',
      columns: { s: 'subject', st: 'status', a: 'assignee', u: 'updated', by: 'updatedBy' },
    };
    const back = readTable(
      csv,
      ['k', 's', 'st', 'a', 'u', 'by'],
      [
        ['1', 'Old', 'new', '', '2024-01-01 10:00', 'Eve'],
        ['2', 'Other', 'new', '', '2024-01-01 10:00', 'Eve'],
        ['1', 'New', 'new', 'Bob', '2024-01-02 10:00', 'Eve'],
        ['1', 'New', 'resolved', 'Bob', '2024-01-03 10:00', 'Bob'],
      ],
      { map },
    );
    expect(back.tickets).toHaveLength(2);
    expect(back.tickets[0]?.row).toMatchObject({
      subject: 'New',
      status: 'solved',
      solvedAt: at(2024, 1, 3, 10),
      assignedAt: at(2024, 1, 2, 10),
    });
    expect(back.tickets[0]?.events.map(({ kind, actorName }) => [kind, actorName])).toEqual([
      ['created', 'Eve'],
      ['assigned', 'Eve'],
      ['solved', 'Bob'],
    ]);
    expect(back.tickets[0]?.events[1]?.changes).toContainEqual({ field: 'subject', from: 'Old', to: 'New' });
  });

  test('keeps tables of different systems apart, and finds its own again', () => {
    const map = { key: 'id', columns: { s: 'subject' } };
    const id = (columns: readonly string[], cells: readonly string[], given: object = map) =>
      readTable(csv, columns, [cells], { map: given }).tickets[0]?.row.id;
    expect(id(['id', 's'], ['1', 'a'])).toBe(id(['id', 's'], ['1', 'b']));
    expect(id(['id', 's', 'x'], ['1', 'a', ''])).not.toBe(id(['id', 's'], ['1', 'a']));
    expect(id(['id', 's', 'x'], ['1', 'a', ''], { ...map, source: 'acme' })).toBe(
      id(['id', 's'], ['1', 'a'], { ...map, source: 'acme' }),
    );
  });

  test('keeps a subject that is too long for a line in the first message', () => {
    const long = 'long '.repeat(400);
    const { tickets, messages } = readTable(csv, ['s', 'b'], [[long, 'Body']], {
      map: { columns: { s: 'subject', b: 'body' } },
    });
    expect(String(tickets[0]?.row['subject'])).toHaveLength(1_000);
    expect(tickets[0]?.messages[0]?.body).toBe(`${long}\n\nBody`);
    expect(messages.map(({ reason }) => reason)).toEqual(['subject-cut']);
  });

  test('continues a text that is too long for one message in further ones', () => {
    const body = '😀'.repeat(750_000);
    const { tickets, messages } = readTable(csv, ['b'], [[body]], { map: { columns: { b: 'body' } } });
    expect(tickets[0]?.messages.map((message) => message.body).join('')).toBe(body);
    expect(tickets[0]?.messages.every((message) => message.body.length <= 1_000_000)).toBe(true);
    expect(messages.map(({ reason }) => reason)).toContain('body-split');
  });

  test('keeps cells beyond the last column', () => {
    const { tickets } = readTable(csv, ['s'], [['a', 'b', 'c']], { map: { columns: { s: 'subject' } } });
    expect(tickets[0]?.row).toMatchObject({ 'custom.extra_cells': 'b\nc' });
  });

  test('says which columns the map leaves out, and takes "ignore" for an answer', () => {
    const { messages } = readTable(csv, ['s', 'x', 'y'], [['a', 'b', 'c']], {
      map: { columns: { s: 'subject', y: 'ignore' } },
    });
    expect(messages).toEqual([expect.objectContaining({ reason: 'column-unused', column: 'x' })]);
  });

  test('keeps a status that nobody understands beside a ticket that is open', () => {
    const { tickets, messages } = readTable(csv, ['s', 'st'], [['a', 'Limbo']], {
      map: { columns: { s: 'subject', st: 'status' } },
    });
    expect(tickets[0]?.row).toMatchObject({ status: 'open', 'custom.source_st': 'Limbo' });
    expect(messages).toEqual([expect.objectContaining({ reason: 'unknown-value', column: 'st', rows: [1] })]);
  });

  test('reports times that cannot be, and keeps them', () => {
    const map = {
      dateFormat: 'yyyy-MM-dd',
      columns: { s: 'subject', c: 'created', f: 'firstResponseAt', r: 'solved', e: 'closed' },
    };
    const { tickets, messages } = readTable(
      csv,
      ['s', 'c', 'f', 'r', 'e'],
      [['a', '2024-01-05', '2024-01-04', '2024-01-03', '2024-01-02']],
      { map },
    );
    expect(tickets[0]?.row).toMatchObject({
      status: 'closed',
      solvedAt: at(2024, 1, 3),
      firstResponseAt: at(2024, 1, 4),
    });
    expect(messages.map(({ reason, column }) => [reason, column])).toEqual([
      ['before-created', 'f'],
      ['before-created', 'r'],
      ['before-created', 'e'],
      ['solved-before-response', null],
      ['closed-before-solved', null],
    ]);
  });
});

describe('a map that does not fit', () => {
  const columns = ['Ticket', 'Subject', 'State', 'Also'];
  test.each([
    [
      'a column that is not there',
      { columns: { Subjet: 'subject' } },
      { column: 'Subjet' },
      'Did you mean “Subject”',
    ],
    ['a key that is not there', { key: 'Nummer', columns: {} }, { key: 'Nummer' }, '“Nummer”'],
    [
      'a field that is not there',
      { columns: { Subject: 'subjekt' } },
      { column: 'Subject', field: 'subjekt' },
      'Did you mean “subject”',
    ],
    [
      'a field that only the desk writes',
      { columns: { Subject: 'sourceIds' } },
      { field: 'sourceIds' },
      'not a field',
    ],
    [
      'a custom field without a proper name',
      { columns: { Subject: 'custom.Über' } },
      { field: 'custom.Über' },
      'starts with a letter',
    ],
    [
      'a custom field that hides one of ours',
      { columns: { Subject: 'custom.status' } },
      { field: 'custom.status' },
      'one of the desk’s own',
    ],
    [
      'a custom field of no known type',
      { columns: { Subject: 'custom.a:colour' } },
      { type: 'colour' },
      'text, number, date and flag',
    ],
    [
      'one field for two columns',
      { columns: { Subject: 'subject', Also: 'title' } },
      { column: 'Also' },
      'two columns into “subject”',
    ],
    [
      'a translation of nothing',
      { columns: { Subject: 'subject' }, values: { status: { a: 'open' } } },
      { values: 'status' },
      'into which it puts no column',
    ],
    [
      'a translation to nothing',
      { columns: { State: 'status' }, values: { status: { a: 'opn' } } },
      { value: 'a' },
      'It can be new, open',
    ],
    [
      'a history without a key',
      { history: true, columns: { Subject: 'subject' } },
      { history: true },
      'needs a “key”',
    ],
    [
      'a date format that means nothing',
      { dateFormat: 'd/M/yyyy X', columns: {} },
      { dateFormat: 'd/M/yyyy X' },
      '“X” at position 10',
    ],
  ])('names %s', (_, map, details, text) => {
    const error = openError(csv, columns, map);
    expect(error).toMatchObject({ code: 'invalid_input', details });
    expect(error.message).toContain(text);
  });
});

describe('a table without a map', () => {
  test('is read by the names of its columns, and says how', () => {
    const { tickets, messages } = readTable(
      csv,
      ['Ticket ID', 'Title', 'Requester Email', 'Colour'],
      [['7', 'Help', 'a@b.example', 'red']],
    );
    expect(tickets[0]?.row).toMatchObject({ subject: 'Help', sourceIds: ['7'], 'custom.colour': 'red' });
    expect(messages).toEqual([expect.objectContaining({ reason: 'map-guessed' })]);
    expect(messages[0]?.text).toContain('Title → subject');
  });

  test('names a ticket without a subject by its text, its key or its row', () => {
    const subjects = (columns: readonly string[], cells: readonly string[]) =>
      readTable(csv, columns, [cells]).tickets[0]?.row['subject'];
    expect(subjects(['id', 'description'], ['7', '\n First line \nsecond'])).toBe('First line');
    expect(subjects(['id', 'colour'], ['7', 'red'])).toBe('Ticket 7');
    expect(subjects(['colour'], ['red'])).toBe('Row 1');
  });

  test.each([
    ['day first', ['13/2/2024', '3/4/2024'], [at(2024, 2, 13), at(2024, 4, 3)], []],
    ['month first', ['2/13/2024', '3/4/2024'], [at(2024, 2, 13), at(2024, 3, 4)], []],
    ['nothing for sure', ['1/2/2024', '3/4/2024'], [at(2024, 2, 1), at(2024, 4, 3)], ['date-order-guessed']],
    ['a name of a month', ['1 Feb 2024', '03/Apr/24 1:05 PM'], [at(2024, 2, 1), at(2024, 4, 3, 13, 5)], []],
    ['dots', ['1.2.2024', '3.4.2024 10:00'], [at(2024, 2, 1), at(2024, 4, 3, 10)], []],
  ])('finds out from its dates how they are written: %s', (_, cells, times, reasons) => {
    const { tickets, messages } = readTable(
      csv,
      ['subject', 'created'],
      cells.map((cell) => ['a', cell]),
    );
    expect(tickets.map(({ row }) => row['createdAt'])).toEqual(times);
    expect(messages.map(({ reason }) => reason).filter((reason) => reason !== 'map-guessed')).toEqual(
      reasons,
    );
  });

  test('keeps two columns that would become one field apart', () => {
    const { tickets } = readTable(csv, ['Über!', 'uber', 'Subject'], [['a', 'b', 's']]);
    expect(tickets[0]?.row).toMatchObject({ 'custom.uber': 'a', 'custom.uber_2': 'b' });
  });
});
