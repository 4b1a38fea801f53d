import path from 'node:path';
import { writeAuditLog } from './support/audit-log';
import { projectFolder } from './support/app-path';
import { onlyDocument, runScript } from './support/command-line';
import { expect, test } from './support/test';

type Check = { ok: boolean; hash: string; counts: Record<string, number>; problems: string[] };
type Listed = { total: number; tickets: { number: number }[] };
type Made = { number: number; id: string; seq: number };

const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

test.describe('the command line', () => {
  test('makes a desk, logs a ticket and works on it; each command prints its one document', async ({
    desk,
    folder,
  }) => {
    const made = await desk.json(folder, 'init', '--name', 'Shop', '--me', 'Ana');
    expect(made).toMatchObject({ name: 'Shop', me: 'Ana' });
    const fields = ['--field', 'priority=high', '--field', 'tag=till,counter'];
    const first = await desk.json<Made>(
      folder,
      'new',
      '--subject',
      'Till is stuck',
      '--body',
      'B',
      ...fields,
    );
    expect(first).toEqual({ number: 1, id: expect.any(String), seq: expect.any(Number) });
    const { id } = first;
    const done = [
      await desk.json<Made>(folder, 'set', '1', 'status=pending', 'assignee=Ana', 'team=Counter'),
      await desk.json<Made>(folder, 'reply', '1', 'Which', 'till', 'is', 'it?'),
      await desk.json<Made>(folder, 'note', '1', 'Drawer 2 again'),
    ];
    expect(done.map(({ number }) => number)).toEqual([1, 1, 1]);
    expect(done[0]?.id).toBe(id);
    const seqs = [first, ...done].map(({ seq }) => seq);
    expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b));
    const listed = await desk.json<Listed>(folder, 'list', 'status:pending assignee:me', '--limit', '5');
    expect(listed).toEqual({
      total: 1,
      tickets: [
        expect.objectContaining({
          id,
          number: 1,
          subject: 'Till is stuck',
          status: 'pending',
          priority: 'high',
          assignee: 'Ana',
          team: 'Counter',
          requester: null,
          created: expect.stringMatching(isoTime),
          updated: expect.stringMatching(isoTime),
        }),
      ],
    });
    const shown = await desk.json<Record<string, { kind: string; body?: string }[]>>(folder, 'show', '1');
    expect(shown).toMatchObject({ number: 1, fields: { status: 'pending', tag: ['counter', 'till'] } });
    expect(shown['links']).toEqual([]);
    expect(shown['messages']?.map(({ kind, body }) => [kind, body])).toEqual(
      expect.arrayContaining([
        ['reply', 'Which till is it?'],
        ['note', 'Drawer 2 again'],
      ]),
    );
    expect(shown['events']?.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['created', 'pending', 'replied', 'noted']),
    );
    expect(await desk.json(folder, 'check')).toMatchObject({
      ok: true,
      problems: [],
      counts: { tickets: 1 },
    });
  });

  test('is reached through npm, from the folder where it was typed, with its exit code', async ({
    folder,
  }) => {
    const made = await runScript('desk', 'new', '--subject', 'Through npm', '--json', '--data', folder);
    expect({ code: made.code, document: onlyDocument(made.stdout) }).toMatchObject({
      code: 0,
      document: { number: 1 },
    });
    const relative = path.relative(projectFolder, folder);
    const listed = await runScript('desk', 'list', 'Through', '--json', '--data', relative);
    expect(onlyDocument(listed.stdout)).toMatchObject({ total: 1 });
    const refused = await runScript('desk', 'list', 'status:lost', '--data', folder);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toMatch(/^lost is not a value of status.*\(at character 8\)\n$/);
  });

  test('refuses bad input with exit code 2 and says where a query is wrong', async ({ desk, folder }) => {
    await desk.json(folder, 'init', '--name', 'Shop', '--me', 'Ana');
    const positions: unknown[] = [];
    for (const query of [
      'status:lost',
      'is:open colour:red',
      'is:open (status:new',
      'created>yesterdayish',
    ]) {
      const { code, error } = await desk.refusal(folder, 'list', query);
      expect({ query, code, kind: error.code }).toEqual({ query, code: 2, kind: 'invalid_input' });
      positions.push(error.details?.['position']);
    }
    expect(positions).toEqual([7, 8, 8, 8]);
    const others = [
      ['nonsense'],
      ['list', '--limit', 'many'],
      ['list', '--colour'],
      ['new'],
      ['reply', '1'],
      ['generate', '--tickets', '-3'],
    ];
    for (const words of others)
      expect({ words, code: (await desk.refusal(folder, ...words)).code }).toEqual({ words, code: 2 });
    await desk.json(folder, 'new', '--subject', 'One');
    const { code, error } = await desk.refusal(folder, 'set', '1', 'status=lost');
    expect({ code, field: error.details?.['field'] }).toEqual({ code: 2, field: 'status' });
  });

  test('fails with exit code 1 where a ticket does not exist', async ({ desk, folder }) => {
    expect(await desk.refusal(folder, 'show', '7')).toMatchObject({ code: 1, error: { code: 'not_found' } });
  });

  test('acts as the agent who is named, and as the one of the folder otherwise', async ({ desk, folder }) => {
    await desk.json(folder, 'init', '--name', 'Shop', '--me', 'Bob');
    await desk.json(folder, 'new', '--subject', 'One', '--as', 'Ana');
    await desk.json(folder, 'reply', '1', 'Hello', '--as', 'Ana');
    await desk.json(folder, 'set', '1', 'assignee=me', '--as', 'Ana');
    await desk.json(folder, 'note', '1', 'From the owner');
    const shown = await desk.json<{ events: { kind: string; actor: string }[]; assignee: string }>(
      folder,
      'show',
      '1',
    );
    expect(shown.assignee).toBe('Ana');
    const actors = Object.fromEntries(shown.events.map(({ kind, actor }) => [kind, actor]));
    expect(actors).toMatchObject({ created: 'Ana', replied: 'Ana', noted: 'Bob' });
    expect(await desk.json(folder, 'list', 'assignee:me', '--as', 'Ana')).toMatchObject({ total: 1 });
    expect(await desk.json(folder, 'list', 'assignee:me')).toMatchObject({ total: 0 });
  });

  test('invents the same tickets from the same seed, and others from another', async ({ desk, scratch }) => {
    const from = async (name: string, seed: string): Promise<Record<string, unknown>> =>
      desk.json(path.join(scratch, name), 'generate', '--tickets', '60', '--seed', seed);
    const [one, same, other] = [await from('one', '7'), await from('same', '7'), await from('other', '8')];
    expect(one).toEqual({
      tickets: 60,
      people: expect.any(Number),
      events: expect.any(Number),
      hash: expect.any(String),
    });
    expect(same).toEqual(one);
    expect(other['hash']).not.toBe(one['hash']);
    const checks = [
      await desk.json<Check>(path.join(scratch, 'one'), 'check'),
      await desk.json<Check>(path.join(scratch, 'same'), 'check'),
    ];
    expect(checks.map(({ ok, counts }) => [ok, counts['tickets']])).toEqual([
      [true, 60],
      [true, 60],
    ]);
    expect(checks[0]?.hash).toBe(checks[1]?.hash);
  });

  test('exports everything, and an import into a new folder gives the same content', async ({
    desk,
    folder,
    scratch,
  }) => {
    await desk.json(folder, 'generate', '--tickets', '120', '--seed', '3');
    await desk.json(folder, 'reply', '4', 'Ünïcode ‮ and "quotes",\nlines');
    const before = await desk.json<Check>(folder, 'check');
    const out = path.join(scratch, 'export');
    const exported = await desk.json<{ tickets: number; files: string[] }>(folder, 'export', out, '--csv');
    expect(exported.tickets).toBe(120);
    expect(exported.files).toEqual(
      expect.arrayContaining(['tickets.ndjson', 'people.ndjson', 'messages.ndjson', 'events.ndjson']),
    );
    const twin = path.join(scratch, 'twin');
    expect(await desk.json(twin, 'import', out)).toMatchObject({ created: 120, failed: 0 });
    expect(await desk.json<Check>(twin, 'check')).toEqual(before);
    expect(await desk.json(twin, 'import', out)).toMatchObject({ created: 0, failed: 0 });
    expect((await desk.json<Check>(twin, 'check')).hash).toBe(before.hash);
  });

  test('imports once however often it is asked, and takes an import back as a whole', async ({
    desk,
    folder,
    scratch,
  }) => {
    const file = path.join(scratch, 'log.csv');
    await writeAuditLog(file, 50);
    const empty = await desk.json<Check>(folder, 'check');
    expect(await desk.json(folder, 'import', file, '--dry-run')).toMatchObject({ created: 50, rows: 200 });
    expect((await desk.json<Check>(folder, 'check')).hash).toBe(empty.hash);
    const report = await desk.json<{ batch: string }>(folder, 'import', file);
    expect(report).toEqual({
      batch: expect.any(String),
      format: 'servicenow-audit-log',
      rows: 200,
      created: 50,
      updated: 0,
      skipped: 0,
      failed: 0,
      messageCount: expect.any(Number),
      messages: expect.any(Array),
    });
    expect(await desk.json(folder, 'import', file)).toMatchObject({ created: 0, skipped: 50 });
    expect(await desk.json(folder, 'show', 'INC0000012')).toMatchObject({
      status: 'solved',
      priority: 'normal',
    });
    expect(await desk.json(folder, 'undo-import', report.batch)).toMatchObject({ removed: 50, restored: 0 });
    expect(await desk.json(folder, 'list', '')).toEqual({ total: 0, tickets: [] });
    expect(await desk.json<Check>(folder, 'check')).toMatchObject({
      ok: true,
      problems: [],
      counts: { tickets: 0, messages: 0, events: 0 },
    });
  });

  test('pages through a list without losing or repeating a ticket', async ({ desk, folder }) => {
    await desk.json(folder, 'generate', '--tickets', '45', '--seed', '2');
    const numbers: number[] = [];
    for (const offset of ['0', '20', '40']) {
      const page = await desk.json<Listed>(
        folder,
        'list',
        'sort:number',
        '--limit',
        '20',
        '--offset',
        offset,
      );
      expect(page.total).toBe(45);
      numbers.push(...page.tickets.map(({ number }) => number));
    }
    expect(numbers).toEqual(Array.from({ length: 45 }, (_ticket, at) => at + 1));
  });

  test('finds damage: a message whose ticket is gone fails the check with exit code 1', async ({
    desk,
    folder,
    start,
  }) => {
    await desk.json(folder, 'generate', '--tickets', '5', '--seed', '1');
    const app = await start(folder);
    await app.window();
    const store = app.app.windows().find((page) => page.url().startsWith('desk://store/'));
    await store?.evaluate(
      () =>
        new Promise<void>((resolve, reject) => {
          const opening = indexedDB.open('carrydesk');
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => {
            const transaction = opening.result.transaction('tickets', 'readwrite');
            const tickets = transaction.objectStore('tickets');
            tickets.getAllKeys().onsuccess = (event) => {
              const [first] = (event.target as IDBRequest<IDBValidKey[]>).result;
              if (first !== undefined) tickets.delete(first);
            };
            transaction.oncomplete = () => resolve();
          };
        }),
    );
    await app.quit();
    const { code, stdout } = await desk.run(folder, 'check', '--json');
    expect(code).toBe(1);
    expect(onlyDocument(stdout)).toMatchObject({ ok: false, counts: { tickets: 4 } });
    expect((onlyDocument(stdout) as Check).problems.length).toBeGreaterThan(0);
  });
});
