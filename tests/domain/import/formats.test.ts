import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fieldOfCustomField, type CustomFieldType } from '../../../src/domain/custom-field/custom-field';
import type { Field } from '../../../src/domain/field/field';
import type { ImportFormat, ImportOutput, RowRange, SourceRecord } from '../../../src/domain/import/format';
import { PreparedRecord, PreparedTicket } from '../../../src/domain/import/prepared';
import { importFormats } from '../../../src/domain/import/registry';
import { kinds } from '../../../src/domain/kinds';
import { customPrefix, ticketField } from '../../../src/domain/ticket/fields';
import { hostileStrings } from './hostile';
import { contextOf, readRecords, recordsOf, type ReadBack } from './read-records';

/** Tables that formats may want; each format is tried on the first that it takes. */
const tables: readonly (readonly string[])[] = [
  ['file', 'line'],
  [
    'number',
    'incident_state',
    'active',
    'sys_mod_count',
    'made_sla',
    'caller_id',
    'opened_at',
    'sys_updated_by',
    'sys_updated_at',
    'contact_type',
    'category',
    'subcategory',
    'u_symptom',
    'impact',
    'urgency',
    'priority',
    'assignment_group',
    'assigned_to',
    'closed_code',
    'resolved_at',
    'closed_at',
    'short_description',
    'description',
    'tags',
    'email',
    'status',
    'something else',
    'Something Else',
  ],
];

const told: readonly string[] = [
  '',
  '?',
  'INC0000001',
  'INC0000002',
  'INC0000003',
  'New',
  'Active',
  'Awaiting Vendor',
  'Awaiting User Info',
  'Resolved',
  'Closed',
  '-100',
  'true',
  'false',
  '0',
  '7',
  '1.5',
  '1 - High',
  '3 - Moderate',
  '5 - Planning',
  'Phone',
  'IVR',
  '29/2/2016 01:23',
  '31/2/2016 01:23',
  '2024-03-31 02:30:00',
  'people.ndjson',
  'tickets.ndjson',
  'messages.ndjson',
  '{"id":"a","stamp":"00000000000000000000000000000000"}',
  '{"id":',
  '[]',
  'Ann <ann@example.com>',
  'ann@example.com',
  'a, b; c',
  'x'.repeat(1_200),
  '😀'.repeat(60_000),
];

const cell = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...told) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.constantFrom(...hostileStrings()) },
);

function tableFor(format: ImportFormat): readonly string[] {
  const found = tables.find((columns) => format.open(contextOf(columns)).ok);
  if (found === undefined) throw new Error(`Give the conformance suite a table that “${format.name}” takes.`);
  return found;
}

function read(format: ImportFormat, columns: readonly string[], records: readonly SourceRecord[]): ReadBack {
  return readRecords(format, contextOf(columns), records);
}

function rowsOf(output: ImportOutput): readonly number[] {
  if (output.type === 'record') return [];
  return output.type === 'ticket' ? output.rows.flatMap(expand) : [output.at];
}

function expand([first, last]: RowRange): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function idsOf({ outputs }: ReadBack): readonly string[] {
  return outputs.flatMap((output) => {
    if (output.type === 'record') return [`${output.record.kind} ${output.record.row.id}`];
    if (output.type !== 'ticket') return [];
    const { row, messages, events } = output.ticket;
    return [row.id, ...messages.map(({ id }) => id), ...events.map(({ id }) => id)];
  });
}

describe.each(importFormats.map((format) => [format.name, format] as const))('the format %s', (_, format) => {
  const columns = tableFor(format);
  const rows = fc.array(fc.array(cell, { minLength: 0, maxLength: columns.length + 2 }), { maxLength: 12 });
  const forAnyRows = (check: (records: readonly SourceRecord[]) => void): void => {
    const property = fc.property(rows, (cells) => {
      check(recordsOf(columns, cells));
    });
    fc.assert(property, { numRuns: 150 });
  };

  test('accounts for every row exactly once, whatever its cells hold', () => {
    forAnyRows((records) => {
      const accounted = read(format, columns, records)
        .outputs.flatMap(rowsOf)
        .sort((a, b) => a - b);
      expect(accounted).toEqual(records.map(({ row }) => row));
    });
  });

  test('gives the same rows for the same file', () => {
    forAnyRows((records) => {
      expect(read(format, columns, records)).toEqual(read(format, columns, records));
    });
  });

  test('gives every row an id of its own', () => {
    forAnyRows((records) => {
      const ids = idsOf(read(format, columns, records));
      expect(new Set(ids).size).toBe(ids.length);
    });
  });

  test('makes rows that survive being written as JSON', () => {
    forAnyRows((records) => {
      const { tickets, records: made } = read(format, columns, records);
      expect(JSON.parse(JSON.stringify({ tickets, made }))).toEqual({ tickets, made });
    });
  });

  test('makes rows whose every field can hold its value', () => {
    forAnyRows((records) => expect(fieldProblems(read(format, columns, records))).toEqual([]));
  });

  test('hands on every directory row before the first ticket that points at it', () => {
    forAnyRows((records) => expect(danglingReferences(read(format, columns, records))).toEqual([]));
  });

  test('does not claim a source it knows nothing of', () => {
    const nothing = { layout: 'table', fileNames: ['x'], columns: [], records: [] } as const;
    expect(format.recognise(nothing)).toBe(0);
  });
});

function fieldProblems({ tickets, records }: ReadBack): readonly string[] {
  const custom = new Map(
    records.flatMap(({ kind, row }) => {
      if (kind !== 'customFields') return [];
      const field = fieldOfCustomField({
        key: String(row['key']),
        label: String(row['label']),
        type: row['type'] as CustomFieldType,
        options: [],
      });
      return [[field.key, field] as const];
    }),
  );
  const fieldOf = (key: string): Field | undefined =>
    key.startsWith(customPrefix) ? custom.get(key) : ticketField(key);
  const ofTickets = tickets.flatMap((ticket) => {
    PreparedTicket.parse(ticket);
    return problemsOf(ticket.row, fieldOf);
  });
  const ofRecords = records.flatMap((record) => {
    PreparedRecord.parse(record);
    const fields: readonly Field[] = kinds[record.kind].fields ?? [];
    return problemsOf(record.row, (key) => fields.find((field) => field.key === key));
  });
  return [...ofTickets, ...ofRecords];
}

function problemsOf(
  row: Readonly<Record<string, unknown>>,
  fieldOf: (key: string) => Field | undefined,
): string[] {
  return Object.entries(row).flatMap(([key, value]) => {
    if (key === 'id') return [];
    const field = fieldOf(key);
    if (field === undefined) return [`no field ${key}`];
    const isSparse = value !== null && value !== undefined && value !== '';
    return isSparse && field.schema.safeParse(value).success ? [] : [`${key}: ${String(value).slice(0, 80)}`];
  });
}

function danglingReferences({ outputs }: ReadBack): readonly string[] {
  const known = new Set<string>();
  const dangling: string[] = [];
  for (const output of outputs) {
    if (output.type === 'record') known.add(output.record.row.id);
    if (output.type !== 'ticket') continue;
    const { row, events } = output.ticket;
    const pointed = ['requester', 'assignee', 'team', 'category', 'organisation'].map((field) => row[field]);
    const changed = events.flatMap(({ changes }) =>
      changes
        .filter(({ field }) => field === 'assignee' || field === 'team')
        .flatMap(({ from, to }) => [from, to]),
    );
    for (const id of [...pointed, ...changed])
      if (typeof id === 'string' && !known.has(id)) dangling.push(id);
  }
  return dangling;
}
