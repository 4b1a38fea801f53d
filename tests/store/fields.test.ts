import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Field } from '../../src/domain/field/field';
import { registeredFields } from '../../src/domain/ticket/fields';
import { ticketCsv } from '../../src/main/export/ticket-csv';
import { runImport } from '../../src/main/import/run-import';
import { openClients } from '../support/clients';
import { openDesk, type Desk } from '../support/open-desk';
import { createRecord, createTicket, detailOf } from '../support/tickets';

/** What people may set: a field that joins the registry joins these tests by itself. */
const fields = registeredFields().filter((field) => field.writer === 'person');

const when = Date.UTC(2026, 4, 1, 10);

/** A value that a field of this nature may hold, on a desk that holds what it points at. */
async function valueFor(desk: Desk, { nature }: Field): Promise<unknown> {
  switch (nature.type) {
    case 'text':
      return 'Some words';
    case 'choice':
      return nature.options.at(-1)?.id ?? null;
    case 'reference':
      return nature.to === 'statuses' ? 'pending' : createRecord(desk, nature.to, { name: 'Thing' });
    case 'time':
      return when;
    case 'number':
      return 3;
    case 'flag':
      return true;
    case 'tags':
      return ['x', 'y'];
    case 'references':
      return [await createRecord(desk, nature.to, { name: 'Thing' })];
  }
}

/** The same in the words of people. */
function words({ nature }: Field, value: unknown): unknown {
  if (nature.type === 'time') return new Date(when).toISOString();
  if (nature.type === 'references') return ['Thing'];
  return nature.type === 'reference' && nature.to !== 'statuses' ? 'Thing' : value;
}

async function filled(
  field: Field,
): Promise<{ readonly desk: Desk; readonly id: string; readonly value: unknown }> {
  const desk = await openDesk();
  const value = await valueFor(desk, field);
  const { id } = await createTicket(desk, 'Plain');
  const change = Array.isArray(value) ? { add: { [field.key]: value } } : { set: { [field.key]: value } };
  await desk.send('ticket.change', { ids: [id], change });
  return { desk, id, value };
}

const named = fields.map((field) => [field.key, field] as const);

describe.each(named)('the field %s', (key, field) => {
  it('is set, told in the history, and kept by a restart', async () => {
    const { desk, id, value } = await filled(field);
    const { ticket, events } = await detailOf(await desk.reopen(), id);
    const changes = events.flatMap((event) => event['changes'] as { field: string; to: unknown }[]);
    expect(ticket[key]).toEqual(value);
    expect(changes.filter((change) => change.field === key).map((change) => change.to)).toEqual(
      field.inHistory ? [value] : [],
    );
  });

  it('is found, and missed, by its name in queries', async () => {
    const { desk, id } = await filled(field);
    const name = field.queryName;
    if (name === null) {
      expect(await desk.failureOf('ticket.ids', { query: `${key.toLowerCase()}:any` })).toMatchObject({
        code: 'invalid_input',
      });
      return;
    }
    const other = await createTicket(desk, 'Other');
    const never = name === 'subject' || name === 'status' ? [id, other.id] : [id];
    const found: string[] = await desk.send('ticket.ids', { query: `${name}:any` });
    expect(found.sort()).toEqual(never.sort());
    expect(await desk.send('ticket.ids', { query: `${name}:any ${name}:none` })).toEqual([]);
  });

  it('is told in words, and set from the same words', async () => {
    const { desk, id, value } = await filled(field);
    const [ticket]: { fields: Record<string, unknown> }[] = await desk.send('ticket.readable', {
      ids: [id],
      detail: 'fields',
    });
    const name = field.queryName ?? key;
    const told = ticket?.fields[name];
    expect(told).toEqual(words(field, value));
    const text = Array.isArray(told) ? told.join(',') : told === true ? 'yes' : String(told);
    const { change }: { change: { set: object; add: object } } = await desk.send('change.fromText', {
      values: { [name]: text },
    });
    expect({ ...change.set, ...change.add }).toEqual({ [key]: value });
  });

  it('goes through a table and back', async () => {
    const { desk, id, value } = await filled(field);
    const folder = mkdtempSync(path.join(tmpdir(), 'carrydesk-field-'));
    const clients = openClients(desk);
    onTestFinished(() => {
      clients.close();
      rmSync(folder, { recursive: true, force: true });
    });
    const filePath = path.join(folder, 'tickets.csv');
    await ticketCsv(filePath, [id], { store: clients.store });
    const column = field.queryName ?? key;
    expect(readFileSync(filePath, 'utf8').split('\r\n')[0]?.split(',')).toContain(column);
    const other = await openDesk();
    const columns = {
      id: 'custom.theirs',
      ...(key === 'subject' ? {} : { subject: 'subject' }),
      [column]: key,
    };
    const done = await runImport(
      {
        filePath,
        dataFolder: folder,
        format: 'csv',
        map: { key: 'id', columns },
        timezone: null,
        dryRun: false,
        batch: 'b',
        importedAt: 0,
      },
      {
        begin: async (start) => ({ ok: true, value: await other.host('import.begin', start) }),
        apply: async (chunk) => ({
          ok: true,
          value: await other.host('import.chunk', { batch: 'b', chunk }),
        }),
        progress: () => undefined,
      },
      new AbortController().signal,
    );
    expect(done).toMatchObject({ ok: true, value: { created: 1, failed: 0 } });
    const found = (await other.send('ticket.find', { number: id })) as { id: string } | null;
    const [read]: { fields: Record<string, unknown> }[] = await other.send('ticket.readable', {
      ids: [found?.id ?? ''],
      detail: 'fields',
    });
    expect(read?.fields[column]).toEqual(words(field, value));
  });
});

describe('the fields that people set', () => {
  it('are most of those of the design', () => {
    expect(fields.length).toBeGreaterThan(15);
  });
});
