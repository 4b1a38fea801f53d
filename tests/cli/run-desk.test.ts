import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '../../src/cli/registry';
import { openCommandLine } from '../support/command-line';
import { openDesk } from '../support/open-desk';
import { createAgent } from '../support/tickets';

type Listed = { readonly total: number; readonly tickets: readonly Readonly<Record<string, unknown>>[] };

const subjects = ({ tickets }: Listed): unknown[] => tickets.map((ticket) => ticket['subject']);

describe('what is typed', () => {
  it.each<readonly [string, readonly string[], RegExp]>([
    ['an unknown command', ['lst'], /no command “lst”.*“list”/],
    ['an unknown option', ['list', '--limt', '5'], /“--limt” is not an option of “list”/],
    ['an option of another command', ['show', '1', '--limit', '5'], /“--limit” is not an option of “show”/],
    ['an option without its value', ['list', '--limit'], /“--limit” needs a value/],
    ['a number that is none', ['list', '--limit', 'ten'], /“--limit” takes a whole number, not “ten”/],
    ['a negative number', ['generate', '--tickets', '-5'], /./],
    ['too few words', ['show'], /Use it like this: desk show NUMBER/],
    ['too many words', ['show', '1', '2'], /Use it like this/],
    ['a ticket without a subject', ['new', '--body', 'x'], /needs a subject/],
    [
      'a pair that is none',
      ['new', '--subject', 'x', '--field', 'priority'],
      /“priority” is not of the form field=value/,
    ],
    ['a pair without a name', ['new', '--subject', 'x', '--field', '=high'], /is not of the form/],
    ['an unknown field', ['new', '--subject', 'x', '--field', 'colour=red'], /“colour”/],
    [
      'a value that is not allowed',
      ['new', '--subject', 'x', '--field', 'priority=huge'],
      /low, normal, high, urgent/,
    ],
    ['a query with an unknown field', ['list', 'is:open colour:red'], /colour/],
    ['a query that names nobody', ['list', 'assignee:nobody'], /No assignee is named “nobody”/],
    ['a query for an unknown command’s help', ['help', 'fly'], /no command “fly”/],
  ])('that is %s is refused with exit code 2, saying what and where', async (_, argv, sentence) => {
    const { run, desk } = await openCommandLine();
    const before = await desk.send('desk.check', {});
    const plain = await run(...argv);
    expect([plain.code, plain.stdout]).toEqual([2, '']);
    expect(plain.stderr).toMatch(sentence);
    const asJson = await run(...argv, '--json');
    expect([asJson.code, asJson.json()]).toMatchObject([2, { error: { code: 'invalid_input' } }]);
    expect(await desk.send('desk.check', {})).toEqual(before);
  });

  it('tells the character at which a query went wrong', async () => {
    const { run } = await openCommandLine();
    const refused = await run('list', 'is:open', 'priority:huge', '--json');
    expect(refused.json()).toMatchObject({ error: { details: { position: 17 } } });
  });

  it('may stand in any order, and words of a query or text need no quotes', async () => {
    const { json } = await openCommandLine();
    await json(
      'new',
      '--body',
      'It is down',
      '--subject',
      'VPN is slow',
      '--field',
      'priority=high',
      '--field',
      'tag=vpn,home',
    );
    await json('note', '1', 'Called', 'them');
    expect(subjects(await json('list', '--limit', '5', 'priority:high', 'vpn', 'tag:home'))).toEqual([
      'VPN is slow',
    ]);
    expect(await json('show', '1')).toMatchObject({
      messages: [{ body: 'It is down' }, { body: 'Called them' }],
    });
  });

  it('takes what begins with one dash as part of a query or text', async () => {
    const { json } = await openCommandLine();
    for (const subject of ['open', 'tagged']) await json('new', '--subject', subject);
    await json('set', '2', 'tag=x');
    expect(subjects(await json('list', '-tag:x'))).toEqual(['open']);
    expect(subjects(await json('list', '-(tag:x OR open)', 'is:open'))).toEqual([]);
    await json('note', '1', '- tried the cable', '-5 degrees');
    expect(await json('show', '1')).toMatchObject({ messages: [{ body: '- tried the cable -5 degrees' }] });
  });

  it('with nothing, or asking for help, shows every command', async () => {
    const { run, json } = await openCommandLine();
    for (const argv of [[], ['help'], ['--help'], ['-h']]) {
      const { code, stdout } = await run(...argv);
      expect([code, commands.filter((command) => !stdout.includes(command.name))]).toEqual([0, []]);
    }
    expect((await run('help', 'import')).stdout).toMatch(/--map MAP[^]*--dry-run/);
    expect(await json('help', 'list')).toMatchObject([{ name: 'list' }]);
  });
});

describe('every command', () => {
  it('has a name of its own, a usage and a sentence of help', () => {
    expect(new Set(commands.map((command) => command.name)).size).toBe(commands.length);
    expect(
      commands.filter((command) => command.help.trim() === '' || command.words[0] > command.words[1]),
    ).toEqual([]);
    expect(
      commands.flatMap((command) => Object.values(command.options).filter((option) => option.help === '')),
    ).toEqual([]);
  });
});

describe('init', () => {
  it('makes the desk once', async () => {
    const { json, run, folder, desk } = await openCommandLine();
    expect(await json('init', '--name', 'Shop', '--me', 'Ana', '--sample')).toEqual({
      name: 'Shop',
      me: 'Ana',
      data: folder,
      tickets: 40,
    });
    expect(await desk.send('desk.status', {})).toMatchObject({ name: 'Shop', tickets: 40 });
    const again = await run('init', '--name', 'Other', '--me', 'Bo', '--json');
    expect([again.code, again.json()]).toMatchObject([1, { error: { code: 'conflict' } }]);
  });
});

describe('a ticket on the command line', () => {
  it('is made, changed, answered and shown, each with its number, id and commit', async () => {
    const { json } = await openCommandLine();
    const made: { number: number; id: string; seq: number } = await json(
      'new',
      '--subject',
      'VPN',
      '--body',
      'Down',
      '--field',
      'assignee=Bea',
    );
    expect(made).toEqual({ number: 1, id: expect.any(String), seq: expect.any(Number) });
    const changed: { seq: number } = await json(
      'set',
      '1',
      'status=pending',
      'tag=vpn',
      'due=2026-05-01T10:00Z',
    );
    expect(changed).toEqual({ number: 1, id: made.id, seq: expect.any(Number) });
    const replied: { id: string; seq: number } = await json('reply', '#1', 'Try again');
    await json('note', '1', 'Asked the vendor');
    expect([changed.seq > made.seq, replied.seq > changed.seq]).toEqual([true, true]);
    expect(await json('show', '1')).toMatchObject({
      number: 1,
      subject: 'VPN',
      status: 'pending',
      assignee: 'Bea',
      fields: { due: '2026-05-01T10:00:00.000Z', tag: ['vpn'] },
      messages: [
        { body: 'Down' },
        { id: replied.id, body: 'Try again', kind: 'reply' },
        { body: 'Asked the vendor', kind: 'note' },
      ],
      events: expect.arrayContaining([expect.objectContaining({ kind: 'assigned' })]),
      links: [],
    });
  });

  it('says on the other stream whom it had to make', async () => {
    const { run } = await openCommandLine();
    const made = await run(
      'new',
      '--subject',
      'x',
      '--field',
      'assignee=Bea',
      '--field',
      'requester=bea',
      '--json',
    );
    expect([made.json(), made.stderr]).toEqual([
      expect.objectContaining({ number: 1 }),
      '“Bea” was new and has been added to people.\n',
    ]);
  });

  it('that nobody knows is exit code 1', async () => {
    const { run } = await openCommandLine();
    for (const argv of [
      ['show', '99'],
      ['set', '99', 'type=task'],
      ['reply', 'INC1', 'x'],
    ]) {
      const outcome = await run(...argv, '--json');
      expect([outcome.code, outcome.json()]).toMatchObject([1, { error: { code: 'not_found' } }]);
    }
  });

  it('may not take a step that the lifecycle does not have', async () => {
    const { json, run } = await openCommandLine();
    await json('new', '--subject', 'x', '--field', 'status=closed');
    const refused = await run('set', '1', 'status=pending');
    expect([refused.code, refused.stdout, refused.stderr]).toEqual([
      1,
      '',
      expect.stringMatching(/Reopen it first/),
    ]);
    await json('set', '1', 'status=open');
  });

  it('is in the words of people without --json', async () => {
    const { run } = await openCommandLine();
    expect((await run('new', '--subject', 'VPN')).stdout).toBe('Ticket #1 was made.\n');
    expect((await run('set', '1', 'type=task')).stdout).toBe('Ticket 1 was changed.\n');
    expect((await run('set', '1', 'type=task')).stdout).toBe('Ticket 1 is like that already.\n');
    expect((await run('list')).stdout).toBe('1  new  –  –  VPN\n1 of 1\n');
    expect((await run('show', '1')).stdout).toMatch(/^#1 VPN\n[^]*type +task/);
  });
});

describe('list', () => {
  it('counts all and shows a part, with ISO times and names', async () => {
    const { json } = await openCommandLine();
    for (const subject of ['a', 'b', 'c']) await json('new', '--subject', subject, '--field', 'team=Office');
    const page: Listed = await json('list', 'sort:subject', '--limit', '1', '--offset', '1');
    expect(page).toEqual({
      total: 3,
      tickets: [
        expect.objectContaining({
          number: 2,
          subject: 'b',
          status: 'new',
          priority: null,
          assignee: null,
          team: 'Office',
          requester: null,
          created: '2026-01-15T09:00:00.000Z',
          updated: '2026-01-15T09:00:00.000Z',
        }),
      ],
    });
    expect(await json('list', '--limit', '0')).toEqual({ total: 3, tickets: [] });
  });

  it('means with “me” the agent who asks', async () => {
    const desk = await openDesk();
    const bea = await createAgent(desk, 'Bea');
    const hers = await openCommandLine(desk, bea);
    await hers.json('new', '--subject', 'Hers', '--field', 'assignee=me');
    expect(subjects(await hers.json('list', 'assignee:me'))).toEqual(['Hers']);
    expect(subjects(await (await openCommandLine(desk)).json('list', 'assignee:me'))).toEqual([]);
  });
});

const csv =
  'Key,Title,Prio,Opened\nT-1,Printer,1,2024-01-05 10:00\nT-2,Mail,?,2024-01-06 10:00\nT-3,VPN,2,never\n';
const map = {
  format: 'csv',
  key: 'Key',
  missing: ['?'],
  dateFormat: 'yyyy-M-d H:mm',
  columns: { Title: 'subject', Prio: 'priority', Opened: 'created' },
  values: { priority: { 1: 'urgent', 2: 'high' } },
};

describe('import and undo-import', () => {
  it('report tickets, and oddities by column and reason', async () => {
    const { json, write } = await openCommandLine();
    const argv = [
      'import',
      write('tickets.csv', csv),
      '--map',
      write('map.json', JSON.stringify(map)),
      '--timezone',
      'Europe/Vienna',
    ];
    const trial = await json(...argv, '--dry-run');
    expect([trial, await json('list')]).toMatchObject([{ created: 3 }, { total: 0 }]);
    const report: { batch: string } = await json(...argv);
    expect(report).toEqual({
      batch: expect.any(String),
      format: 'csv',
      rows: 3,
      created: 3,
      updated: 0,
      skipped: 0,
      failed: 0,
      messageCount: 1,
      messages: [
        { text: expect.stringContaining('never'), column: 'Opened', reason: 'bad-date', count: 1, rows: [3] },
      ],
    });
    expect(await json('show', 'T-1')).toMatchObject({
      subject: 'Printer',
      priority: 'urgent',
      created: '2024-01-05T09:00:00.000Z',
    });
    expect(await json(...argv)).toMatchObject({ batch: report.batch, created: 0, skipped: 3 });
    expect(await json('undo-import', report.batch)).toMatchObject({ removed: 3, restored: 0 });
    expect(await json('list')).toMatchObject({ total: 0 });
  });

  it('of what is not there, or cannot be read, say so', async () => {
    const { run, write } = await openCommandLine();
    const missing = await run('import', 'nothing.csv', '--json');
    expect([missing.code, missing.json()]).toMatchObject([2, { error: { code: 'invalid_input' } }]);
    for (const [name, text, sentence] of [
      ['bad.json', '{', /not valid JSON/],
      ['wrong.json', '{"columns":{"Title":"colour"}}', /colour/],
    ] as const) {
      const refused = await run('import', write('tickets.csv', csv), '--map', write(name, text));
      expect([refused.code, refused.stderr]).toEqual([2, expect.stringMatching(sentence)]);
    }
    expect((await run('import', write('tickets.csv', csv), '--format', 'zendesk')).code).toBe(2);
    expect((await run('undo-import', 'never')).code).toBe(1);
  });
});

describe('export', () => {
  it('writes files that another desk reads back to the same content', async () => {
    const { json, folder } = await openCommandLine();
    await json('generate', '--tickets', '30', '--seed', '3');
    await json('new', '--subject', 'Mine', '--field', 'tag=a,b');
    const written = await json('export', 'out', '--csv');
    expect(written).toMatchObject({
      tickets: 31,
      files: expect.arrayContaining([
        'tickets.ndjson',
        'people.ndjson',
        'messages.ndjson',
        'events.ndjson',
        'tickets.csv',
      ]),
    });
    expect(readdirSync(path.join(folder, 'out'))).toContain('attachments');
    expect(readFileSync(path.join(folder, 'out', 'tickets.csv'), 'utf8').split('\r\n')).toHaveLength(33);
    const other = await openCommandLine();
    expect(await other.json('import', path.join(folder, 'out'))).toMatchObject({
      format: 'carrydesk',
      created: 31,
      failed: 0,
    });
    expect(await other.json('check')).toEqual(await json('check'));
  });

  it('of a query writes only what it finds', async () => {
    const { json, folder } = await openCommandLine();
    for (const subject of ['one', 'two']) await json('new', '--subject', subject, '--body', subject);
    expect(await json('export', 'some', '--query', 'two')).toMatchObject({ tickets: 1 });
    expect(readFileSync(path.join(folder, 'some', 'tickets.ndjson'), 'utf8')).toMatch(
      /^\{.*"subject":"two".*\}\n$/,
    );
    expect(readFileSync(path.join(folder, 'some', 'messages.ndjson'), 'utf8')).not.toContain('one');
  });
});

describe('generate', () => {
  it('gives the same hash for the same seed, on any desk', async () => {
    const argv = ['generate', '--tickets', '25', '--seed', '7'];
    const [one, other] = [await openCommandLine(), await openCommandLine()];
    const report: { hash: string } = await one.json(...argv);
    expect(report).toEqual({
      tickets: 25,
      people: expect.any(Number),
      events: expect.any(Number),
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(await other.json(...argv)).toEqual(report);
    expect(await other.json('generate', '--tickets', '25', '--seed', '8')).not.toMatchObject({
      hash: report.hash,
    });
    expect(await one.json('list')).toMatchObject({ total: 25 });
  });
});

describe('check', () => {
  it('counts and hashes everything, and is exit code 0 while it adds up', async () => {
    const { json, run } = await openCommandLine();
    await json('new', '--subject', 'x', '--body', 'y');
    const report = await json('check');
    expect(report).toEqual({
      ok: true,
      counts: expect.objectContaining({ tickets: 1, messages: 1, people: 1 }),
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      problems: [],
    });
    expect((await run('check')).stdout).toMatch(/Everything adds up/);
  });

  it('is exit code 1 where something is damaged, and names it', async () => {
    const { json, run, desk } = await openCommandLine();
    const { id }: { id: string } = await json('new', '--subject', 'x', '--body', 'y');
    await desk.database.tickets.update(id, { assignee: 'gone', type: 'cat' });
    await desk.database.messages.clear();
    const { code, json: document, stdout } = await run('check', '--json');
    expect([code, document()]).toMatchObject([1, { ok: false }]);
    for (const word of ['assignee', 'type', 'counts of its messages', 'the list shows something else'])
      expect(stdout).toContain(word);
    expect((await run('check')).stdout).toMatch(/problems were found/);
  });
});
