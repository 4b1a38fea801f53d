import { describe, expect, test } from 'vitest';
import { ColumnMap } from '../../../src/domain/import/column-map';
import { servicenowList } from '../../../src/domain/import/formats/servicenow-list';
import { chooseFormat } from '../../../src/domain/import/registry';
import { readTable, recordsOf } from './read-records';

const at = (day: number, hour: number): number => Date.UTC(2024, 4, day, hour);

describe('a ServiceNow list', () => {
  const cells = [
    'INC0000001',
    '2024-05-01 08:00:00',
    'No mail',
    'Long story',
    'Ann',
    '5 - Planning',
    'Resolved',
    'Mail',
    'Bob',
    '2024-05-02 09:00:00',
    'Restarted it',
    'Cable',
  ];

  test.each([
    [
      'names',
      [
        'number',
        'opened_at',
        'short_description',
        'description',
        'caller_id',
        'priority',
        'state',
        'assignment_group',
        'assigned_to',
        'resolved_at',
        'close_notes',
        'u_part',
      ],
    ],
    [
      'labels',
      [
        'Number',
        'Opened',
        'Short description',
        'Description',
        'Caller',
        'Priority',
        'State',
        'Assignment group',
        'Assigned to',
        'Resolved',
        'Resolution notes',
        'u_part',
      ],
    ],
  ])('is read by the %s of its columns', (_, columns) => {
    const { tickets, messages } = readTable(servicenowList, columns, [cells]);
    expect(tickets[0]?.row).toMatchObject({
      subject: 'No mail',
      type: 'incident',
      createdAt: at(1, 8),
      solvedAt: at(2, 9),
      priority: 'low',
      status: 'solved',
      fix: 'Restarted it',
      'custom.source_priority': '5 - Planning',
      'custom.u_part': 'Cable',
      source: 'servicenow-list',
    });
    expect(tickets[0]?.messages.map(({ body }) => body)).toEqual(['Long story']);
    expect(tickets[0]?.events.map(({ kind }) => kind)).toEqual(['created', 'solved']);
    expect(messages).toEqual([]);
  });

  test.each([
    ['New', 'new'],
    ['In Progress', 'open'],
    ['On Hold', 'on-hold'],
    ['Resolved', 'solved'],
    ['Closed', 'closed'],
    ['Canceled', 'closed'],
    ['1', 'new'],
    ['2', 'open'],
    ['3', 'on-hold'],
    ['6', 'solved'],
    ['7', 'closed'],
    ['8', 'closed'],
  ])('takes the state %s for %s', (state, status) => {
    const { tickets, messages } = readTable(
      servicenowList,
      ['number', 'state', 'short_description'],
      [['INC0000001', state, 'a']],
    );
    expect(tickets[0]?.row['status']).toBe(status);
    expect(messages).toEqual([]);
  });

  test.each([
    ['INC0000001', 'incident'],
    ['RITM0000001', 'request'],
    ['PRB0000001', 'problem'],
    ['CHG0000001', 'change'],
    ['XYZ1', 'incident'],
  ])('tells the kind of %s by its letters', (number, type) => {
    expect(
      readTable(servicenowList, ['number', 'short_description'], [[number, 'a']]).tickets[0]?.row['type'],
    ).toBe(type);
  });

  test('makes one person of somebody who calls in one row and is assigned in another', () => {
    const { records } = readTable(
      servicenowList,
      ['number', 'short_description', 'caller_id', 'assigned_to'],
      [
        ['INC0000001', 'a', 'Beth Anglin', ''],
        ['INC0000002', 'b', 'Ann', 'beth  anglin'],
      ],
    );
    const people = records.filter(({ kind }) => kind === 'people').map(({ row }) => row);
    expect(people).toHaveLength(2);
    expect(people).toContainEqual(expect.objectContaining({ name: 'Beth Anglin', isAgent: true }));
  });

  test('keeps a second column of the same meaning as a field of its own', () => {
    const { tickets } = readTable(
      servicenowList,
      ['number', 'short_description', 'Channel', 'contact_type'],
      [['INC0000001', 'a', 'Phone', 'Email']],
    );
    expect(tickets[0]?.row).toMatchObject({ channel: 'phone', 'custom.contact_type': 'Email' });
  });
});

describe('a format that nobody names', () => {
  const sampleOf = (columns: readonly string[], cells: readonly string[]) =>
    ({ layout: 'table', fileNames: ['a.csv'], columns, records: recordsOf(columns, [cells]) }) as const;
  test.each([
    [
      'servicenow-audit-log',
      ['number', 'incident_state', 'sys_updated_at', 'sys_mod_count'],
      ['INC1', 'New', '1/1/2016 10:00', '0'],
    ],
    [
      'servicenow-list',
      ['Number', 'Opened', 'Short description', 'State'],
      ['INC0000001', '2024-01-01 10:00:00', 'a', 'New'],
    ],
    ['csv', ['Short description', 'Caller'], ['a', 'b']],
    ['csv', ['number', 'state'], ['1', 'New']],
  ])('is found by what the table looks like: %s', (name, columns, cells) => {
    const chosen = chooseFormat(sampleOf(columns, cells), null, null);
    expect(chosen.ok && chosen.value.name).toBe(name);
  });

  test('is refused by name where there is none of it', () => {
    const sample = sampleOf(['a'], ['b']);
    expect(chooseFormat(sample, 'zendesk', null)).toMatchObject({
      ok: false,
      error: { code: 'invalid_input', details: { format: 'zendesk' } },
    });
    const map = ColumnMap.parse({ columns: {} });
    expect(chooseFormat(sample, 'carrydesk', map)).toMatchObject({
      ok: false,
      error: { code: 'invalid_input' },
    });
  });
});
