import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { failure, ok } from '../../../src/domain/result';
import { appError } from '../../../src/domain/errors';
import { readSourceRows } from '../../../src/main/import/kept-source';
import { runImport, type ImportRequest } from '../../../src/main/import/run-import';
import {
  collectingSink,
  importError,
  importFile,
  requestOf,
  temporaryFile,
  temporaryFolder,
} from './import-file';

const header = 'number,short_description,state,opened_at';

function list(count: number): string {
  const rows = Array.from(
    { length: count },
    (_, index) => `INC${String(index + 1).padStart(7, '0')},Ticket ${index + 1},New,2024-01-01 10:00:00`,
  );
  return `${header}\n${rows.join('\n')}\n`;
}

describe('an import', () => {
  test('hands on chunks of at most 500 rows, in order, and reports what became of them', async () => {
    const { report, sink, tickets } = await importFile(temporaryFile('list.csv', list(1_200)));
    expect(report).toEqual({
      batch: 'batch-1',
      format: 'servicenow-list',
      rows: 1_200,
      created: 1_200,
      updated: 0,
      skipped: 0,
      failed: 0,
      messageCount: 0,
      messages: [],
    });
    expect(tickets).toHaveLength(1_200);
    expect(sink.infos).toEqual(sink.infos.map((_, index) => ({ index, batch: 'batch-1', dryRun: false })));
    const sizes = sink.chunks.map(
      (chunk) => chunk.records.length + chunk.tickets.reduce((sum, { events }) => sum + 1 + events.length, 0),
    );
    expect(Math.max(...sizes)).toBeLessThanOrEqual(500);
    expect(sink.starts).toEqual([
      {
        batch: 'batch-1',
        format: 'servicenow-list',
        fileName: 'list.csv',
        fileHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ]);
    expect(sink.told.at(-1)).toEqual([1_200, 1_200, 'Storing tickets']);
  });

  test('makes the same rows of the same file, wherever it lies', async () => {
    const [first, second] = [
      await importFile(temporaryFile('a.csv', list(50))),
      await importFile(temporaryFile('b.csv', list(50))),
    ];
    expect(second.sink.chunks).toEqual(first.sink.chunks);
  });

  test('has no more than a few chunks under way', async () => {
    let underWay = 0;
    let most = 0;
    const sink = collectingSink(async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise((resolve) => setTimeout(resolve, 1));
      underWay -= 1;
      return null;
    });
    const request = requestOf(temporaryFile('list.csv', list(5_000)), { dataFolder: temporaryFolder() });
    await runImport(request, sink, new AbortController().signal);
    expect(sink.chunks.length).toBeGreaterThan(10);
    expect([most > 1, most <= 4]).toEqual([true, true]);
  });

  test('that is stopped says so, and reports what it had handed on', async () => {
    const stop = new AbortController();
    const sink = collectingSink(async (_, { index }) => {
      if (index === 2) stop.abort();
      return null;
    });
    const request = requestOf(temporaryFile('list.csv', list(5_000)), { dataFolder: temporaryFolder() });
    const done = await runImport(request, sink, stop.signal);
    const handedOn = sink.chunks.reduce((sum, { tickets }) => sum + tickets.length, 0);
    expect(done).toMatchObject({ ok: true, value: { created: handedOn } });
    expect(handedOn).toBeLessThan(5_000);
    expect(done.ok && done.value.messages.map(({ reason }) => reason)).toEqual(['cancelled']);
  });

  test('that the store refuses ends with its reason and what was stored until then', async () => {
    const sink = collectingSink(async (_, { index }) =>
      index === 3 ? failure(appError('storage_full', 'The disk is full.')) : null,
    );
    const request = requestOf(temporaryFile('list.csv', list(5_000)), { dataFolder: temporaryFolder() });
    const done = await runImport(request, sink, new AbortController().signal);
    expect(done).toMatchObject({ ok: false, error: { code: 'storage_full', details: { chunk: 3 } } });
    expect(sink.chunks.length).toBeLessThan(10);
  });

  test('on trial hands on everything and keeps nothing', async () => {
    const { sink, report, dataFolder } = await importFile(temporaryFile('list.csv', list(10)), {
      dryRun: true,
    });
    expect(report).toMatchObject({ rows: 10, created: 10 });
    expect(sink.infos.every(({ dryRun }) => dryRun)).toBe(true);
    expect(sink.starts).toEqual([]);
    expect(readdirSync(dataFolder)).toEqual([]);
  });

  test('counts what the sink says of its tickets', async () => {
    const sink = collectingSink(async () => ok({ created: 1, updated: 2, skipped: 3, failed: 4 }));
    const request = requestOf(temporaryFile('list.csv', list(10)), { dataFolder: temporaryFolder() });
    expect(await runImport(request, sink, new AbortController().signal)).toMatchObject({
      value: { created: 1, updated: 2, skipped: 3, failed: 4 },
    });
  });

  test('gives times the zone that was asked for before the zone of the map', async () => {
    const file = temporaryFile('a.csv', 'Subject,Made\na,2024-07-01 12:00:00\n');
    const map = { timezone: 'America/New_York', columns: { Subject: 'subject', Made: 'created' } };
    const at = async (timezone: string | null) =>
      (await importFile(file, { map, timezone })).tickets[0]?.row['createdAt'];
    expect(await at(null)).toBe(Date.UTC(2024, 6, 1, 16));
    expect(await at('Europe/Vienna')).toBe(Date.UTC(2024, 6, 1, 10));
  });

  test.each<readonly [string, Partial<ImportRequest>, string, string]>([
    ['a file that is not there', { filePath: '/nowhere/a.csv' }, 'invalid_input', 'There is no file'],
    [
      'a zone that does not exist',
      { timezone: 'Europe/Nowhere' },
      'invalid_input',
      'no time zone “Europe/Nowhere”',
    ],
    ['a format that does not exist', { format: 'zendesk' }, 'invalid_input', 'no import format “zendesk”'],
    [
      'a format that the file is not of',
      { format: 'servicenow-audit-log' },
      'invalid_input',
      'needs the columns number, incident_state',
    ],
    ['a format of another shape', { format: 'carrydesk' }, 'invalid_input', 'has not the shape'],
    [
      'a map for another format',
      { format: 'servicenow-list', map: { columns: {} } },
      'invalid_input',
      'goes with the format “csv”',
    ],
    ['a map that is none', { map: { columns: { a: 1 } } }, 'invalid_input', '“columns.a”'],
    ['a map with a word too many', { map: { columns: {}, colums: {} } }, 'invalid_input', 'colums'],
    [
      'a map with an unknown encoding',
      { map: { columns: {}, encoding: 'klingon' } },
      'invalid_input',
      '“klingon”',
    ],
    [
      'a map with an impossible delimiter',
      { map: { columns: {}, delimiter: '"' } },
      'invalid_input',
      'cannot stand between cells',
    ],
  ])('of %s ends in an error that names it', async (_, wishes, code, text) => {
    const error = await importError(wishes.filePath ?? temporaryFile('list.csv', list(3)), wishes);
    expect(error.code).toBe(code);
    expect(error.message).toContain(text);
  });

  test('of an empty file ends in an error, and of a header alone in a report of nothing', async () => {
    expect((await importError(temporaryFile('a.csv', ''))).message).toContain('is empty');
    expect((await importFile(temporaryFile('a.csv', `${header}\n`))).report).toMatchObject({
      rows: 0,
      created: 0,
      messages: [expect.objectContaining({ reason: 'no-rows' })],
    });
  });
});

describe('the file of an import', () => {
  test('is kept under its hash, and its raw rows are found again', async () => {
    const text = 'k;s;s\n1;"a\r\nb";x\n2;c\n3;d;e;f\n';
    const { tickets, dataFolder, sink } = await importFile(temporaryFile('a.csv', text), {
      map: { delimiter: ';', encoding: 'windows-1252', key: 'k', columns: { s: 'subject' } },
    });
    const hash = sink.starts[0]?.fileHash ?? '';
    expect(readFileSync(path.join(dataFolder, 'sources', hash), 'utf8')).toBe(text);
    expect(readdirSync(path.join(dataFolder, 'sources')).filter((name) => name.endsWith('.part'))).toEqual(
      [],
    );
    expect(tickets.map(({ row }) => row['sourceRows'])).toEqual(
      [1, 2, 3].map((row) => [`${hash.slice(0, 16)}:${row}`]),
    );
    expect(await readSourceRows(dataFolder, `${hash.slice(0, 16)}:1-3`)).toEqual(
      ok([
        { row: 1, cells: { k: '1', s: 'a\r\nb', s_2: 'x' }, extra: [] },
        { row: 2, cells: { k: '2', s: 'c', s_2: '' }, extra: [] },
        { row: 3, cells: { k: '3', s: 'd', s_2: 'e' }, extra: ['f'] },
      ]),
    );
    expect(await readSourceRows(dataFolder, `${hash.slice(0, 16)}:2`)).toMatchObject({ value: [{ row: 2 }] });
  });

  test('is not found where it is gone or was never kept', async () => {
    expect(await readSourceRows(temporaryFolder(), '0123456789abcdef:1')).toMatchObject({
      ok: false,
      error: { code: 'not_found' },
    });
    expect(await readSourceRows(temporaryFolder(), 'row 1')).toMatchObject({
      ok: false,
      error: { code: 'invalid_input' },
    });
  });

  test('is found by all tickets whose numbers do not stand together', async () => {
    const columns = 'number,incident_state,sys_mod_count,sys_updated_at';
    const text = `${columns}\nINC1,New,0,1/1/2024 10:00\nINC2,New,0,1/1/2024 10:00\nINC1,Active,1,1/1/2024 11:00\n`;
    const { tickets } = await importFile(temporaryFile('log.csv', text));
    expect(
      tickets.map(({ row }) => (row['sourceRows'] as string[]).map((reference) => reference.split(':')[1])),
    ).toEqual([['1', '3'], ['2']]);
  });
});

describe('an export of our own', () => {
  const stamp = `${'0'.repeat(31)}1`;
  const line = (row: object): string => `${JSON.stringify({ stamp, ...row })}\n`;

  function exportFolder(): string {
    const folder = temporaryFolder();
    const files = {
      'tickets.ndjson':
        line({ id: 't1', subject: 'One', number: 1 }) +
        line({ id: 't2', subject: 'Two', number: 2 }) +
        '{"id":\n',
      'people.ndjson': `${line({ id: 'p1', name: 'Ann' })}nothing\n`,
      'events.ndjson': line({ id: 'e1', ticketId: 't1', kind: 'created', at: 1, actorId: null, changes: [] }),
      'notes.txt': 'not ours',
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
    return folder;
  }

  test('is put back from its folder, rows after the rows that they point at', async () => {
    const { sink, report } = await importFile(exportFolder());
    expect(sink.chunks.flatMap(({ rows }) => rows.map(({ kind, row }) => `${kind} ${row.id}`))).toEqual([
      'people p1',
      'tickets t1',
      'tickets t2',
      'events e1',
    ]);
    expect(report).toMatchObject({ format: 'carrydesk', rows: 6, created: 2, failed: 1 });
    expect(report.messages.map(({ column, reason, rows }) => [column, reason, rows])).toEqual([
      ['people.ndjson', 'bad-line', [2]],
      ['tickets.ndjson', 'bad-line', [3]],
    ]);
  });

  test('is put back from one of its files', async () => {
    const file = path.join(exportFolder(), 'people.ndjson');
    expect((await importFile(file)).sink.chunks[0]?.rows.map(({ kind }) => kind)).toEqual(['people']);
  });

  test('of no kind that is ours is refused', async () => {
    expect((await importError(temporaryFolder())).message).toContain('is a folder');
  });
});
