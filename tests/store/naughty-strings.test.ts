import { sharedData } from '../support/shared-data';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { foldText } from '../../src/domain/query/fold';
import { ticketCsv } from '../../src/main/export/ticket-csv';
import { runImport } from '../../src/main/import/run-import';
import { contentOf } from '../support/content';
import { openClients, type DeskClients } from '../support/clients';
import { openDesk, type Desk } from '../support/open-desk';
import { createRecord, detailOf } from '../support/tickets';
import { exportRows, importRows } from '../support/transfer';

const file = sharedData('hostile/naughty-strings.json');
const strings = existsSync(file) ? z.array(z.string()).parse(JSON.parse(readFileSync(file, 'utf8'))) : [];

/** A ticket with one string in every place that takes text. */
type Held = {
  readonly text: string;
  readonly id: string;
  readonly person: string;
  readonly messageId: string | null;
};

const isBlank = (text: string): boolean => text.trim() === '';

/** The words that stand in where a blank text is refused. */
const named = (text: string): string => (isBlank(text) ? 'blank' : text);

async function hold(desk: Desk, text: string): Promise<Held> {
  const person = await createRecord(desk, 'people', { name: named(text), about: text });
  const tags = text === '' || text.length > 200 ? [] : [text];
  const { id }: { id: string } = await desk.send('ticket.create', {
    subject: named(text),
    change: { set: { requester: person, cause: text, 'custom.serial': text }, add: { tags } },
  });
  if (isBlank(text)) return { text, id, person, messageId: null };
  const message: { id: string } = await desk.send('message.add', { ticketId: id, kind: 'reply', body: text });
  return { text, id, person, messageId: message.id };
}

/** What was held, as it comes out of a desk. */
async function readBack(desk: Desk, { id, person, messageId }: Held): Promise<unknown> {
  const { ticket, messages } = await detailOf(desk, id);
  const [record]: { name: string; about: string }[] = await desk.send('record.get', {
    kind: 'people',
    ids: [person],
  });
  return {
    subject: ticket['subject'],
    cause: ticket['cause'],
    serial: ticket['custom.serial'],
    tags: ticket['tags'],
    name: record?.name,
    about: record?.about,
    body: messages.find((message) => message['id'] === messageId)?.['body'] ?? null,
  };
}

function expected({ text }: Held): unknown {
  const tags = text === '' || text.length > 200 ? [] : [text];
  const body = isBlank(text) ? null : text;
  // A custom field that was never given and one that holds the empty text read alike.
  return { subject: named(text), cause: text, serial: text, tags, name: named(text), about: text, body };
}

describe.skipIf(strings.length === 0)(`every string of ${file} (skipped where the folder is absent)`, () => {
  let desk: Desk;
  let clients: DeskClients;
  const held: Held[] = [];
  const folder = mkdtempSync(path.join(tmpdir(), 'carrydesk-naughty-'));

  beforeAll(async () => {
    desk = await openDesk();
    clients = openClients(desk);
    await createRecord(desk, 'customFields', { key: 'serial', label: 'Serial', type: 'text' });
    for (const text of strings) held.push(await hold(desk, text));
  }, 60_000);

  afterAll(() => {
    clients?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is one of several hundred', () => {
    expect(strings.length).toBeGreaterThan(400);
  });

  it('comes out of the store as it went in, after a restart too', async () => {
    const again = await desk.reopen();
    clients.close();
    desk = again;
    clients = openClients(desk);
    expect(await Promise.all(held.map((one) => readBack(desk, one)))).toEqual(held.map(expected));
    expect(await desk.send('desk.check', {})).toMatchObject({ ok: true, problems: [] });
  });

  it('is found by its ticket’s tag', async () => {
    const quoted = (text: string): string => `tag:"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
    const tagged = held.filter(({ text }) => !isBlank(text) && text.length <= 200);
    const missed: string[] = [];
    for (const { text, id } of tagged) {
      const found = await desk.ask('ticket.ids', { query: quoted(text) });
      if (!found.ok || !(found.value as string[]).includes(id)) missed.push(text);
    }
    expect(missed).toEqual([]);
  });

  it('comes out of another desk as it went in, through an export', async () => {
    const other = await openDesk();
    await importRows(other, await exportRows(desk));
    expect(await Promise.all(held.map((one) => readBack(other, one)))).toEqual(held.map(expected));
    expect(await contentOf(other)).toEqual(await contentOf(desk));
    expect(await other.send('desk.check', {})).toEqual(await desk.send('desk.check', {}));
  });

  it('comes out of another desk as it went in, through a CSV file', { timeout: 60_000 }, async () => {
    const table = path.join(folder, 'tickets.csv');
    const written = await ticketCsv(
      table,
      held.map((one) => one.id),
      { store: clients.store },
    );
    expect(written).toEqual({ ok: true, value: null });
    const other = await openDesk();
    const columns = {
      id: 'custom.theirs',
      subject: 'subject',
      cause: 'cause',
      serial: 'custom.serial',
      requester: 'requester.name',
    };
    const done = await runImport(
      {
        filePath: table,
        dataFolder: folder,
        format: null,
        map: { key: 'id', columns },
        timezone: null,
        dryRun: false,
        batch: 'csv',
        importedAt: 0,
      },
      {
        begin: async (start) => ({ ok: true, value: await other.host('import.begin', start) }),
        apply: async (chunk) => ({
          ok: true,
          value: await other.host('import.chunk', { batch: 'csv', chunk }),
        }),
        progress: () => undefined,
      },
      new AbortController().signal,
    );
    expect(done).toMatchObject({ ok: true, value: { created: held.length, failed: 0 } });
    const read = await Promise.all(held.map((one) => readFromTable(other, one)));
    expect(read).toEqual(
      held.map(({ text }) => ({
        subject: named(text),
        cause: text,
        serial: text,
        name: foldText(named(text)),
      })),
    );
  });
});

async function readFromTable(desk: Desk, { id }: Held): Promise<unknown> {
  const found = (await desk.send('ticket.find', { number: id })) as { id: string } | null;
  const { ticket } = await detailOf(desk, found?.id ?? 'not found');
  const [person]: { name: string }[] = await desk.send('record.get', {
    kind: 'people',
    ids: [String(ticket['requester'])],
  });
  return {
    subject: ticket['subject'],
    cause: ticket['cause'],
    serial: ticket['custom.serial'] ?? '',
    // A table tells people by their names alone, so two that differ in case are one.
    name: foldText(person?.name ?? ''),
  };
}
