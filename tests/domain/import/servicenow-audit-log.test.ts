import { describe, expect, test } from 'vitest';
import { servicenowAuditLog } from '../../../src/domain/import/formats/servicenow-audit-log';
import { readRecords, contextOf, recordsOf, readTable, type ReadBack } from './read-records';

const columns = [
  'number',
  'incident_state',
  'sys_mod_count',
  'sys_updated_by',
  'sys_updated_at',
  'opened_at',
  'caller_id',
  'category',
  'subcategory',
  'u_symptom',
  'priority',
  'impact',
  'urgency',
  'assignment_group',
  'assigned_to',
  'contact_type',
  'made_sla',
  'resolved_at',
  'closed_at',
] as const;

type Row = Partial<Readonly<Record<(typeof columns)[number] | 'reopen_count', string>>>;

const start: Row = {
  number: 'INC1',
  incident_state: 'New',
  sys_mod_count: '0',
  sys_updated_by: 'Updated by 1',
  sys_updated_at: '1/3/2016 09:00',
  opened_at: '1/3/2016 08:00',
  caller_id: 'Caller 1',
  category: 'Category 5',
  subcategory: 'Subcategory 6',
  u_symptom: 'Symptom 7',
  priority: '3 - Moderate',
  impact: '2 - Medium',
  urgency: '3 - Low',
  assignment_group: '?',
  assigned_to: '?',
  contact_type: 'Phone',
  made_sla: 'true',
  resolved_at: '?',
  closed_at: '?',
};

/** The log of one incident: each row says what changed since the one before. */
function read(...updates: readonly Row[]): ReadBack {
  let state = start;
  const rows = [start, ...updates.map((update) => (state = { ...state, ...update }))];
  return readTable(
    servicenowAuditLog,
    columns,
    rows.map((row) => columns.map((column) => row[column] ?? '?')),
  );
}

function only({ tickets }: ReadBack) {
  expect(tickets).toHaveLength(1);
  return tickets[0] ?? { row: { id: '' }, messages: [], events: [] };
}

const at = (day: number, hour: number, minute = 0): number => Date.UTC(2016, 2, day, hour, minute);

describe('the ServiceNow audit log', () => {
  test('makes the last row the state of the ticket and every row a line of its history', () => {
    const ticket = only(
      read(
        {
          sys_updated_at: '1/3/2016 10:00',
          assignment_group: 'Group 1',
          assigned_to: 'Resolver 1',
          sys_updated_by: 'Updated by 2',
        },
        { sys_updated_at: '1/3/2016 11:00', incident_state: 'Active' },
        { sys_updated_at: '1/3/2016 12:00', incident_state: 'Awaiting Vendor' },
        { sys_updated_at: '1/3/2016 12:00', sys_mod_count: '9' },
        { sys_updated_at: '2/3/2016 12:00', incident_state: 'Resolved', resolved_at: '2/3/2016 11:30' },
        { sys_updated_at: '3/3/2016 12:00', incident_state: 'Active' },
        {
          sys_updated_at: '4/3/2016 12:00',
          incident_state: 'Closed',
          resolved_at: '4/3/2016 11:00',
          closed_at: '5/3/2016 00:00',
        },
      ),
    );
    expect(ticket.row).toMatchObject({
      subject: 'Symptom 7 (Category 5, Subcategory 6)',
      type: 'incident',
      status: 'closed',
      createdAt: at(1, 8),
      updatedAt: at(4, 12),
      assignedAt: at(1, 10),
      startedAt: at(1, 11),
      reopenedAt: at(3, 12),
      solvedAt: at(4, 11),
      closedAt: at(5, 0),
      priority: 'normal',
      impact: 'normal',
      urgency: 'low',
      channel: 'phone',
      madeSla: true,
      source: 'servicenow',
      sourceIds: ['INC1'],
      sourceRows: ['0123456789abcdef:1-8'],
    });
    expect(ticket.row).not.toHaveProperty('onHoldAt');
    expect(ticket.row).not.toHaveProperty('holdReason');
    expect(ticket.events.map(({ kind }) => kind)).toEqual([
      'created',
      'assigned',
      'started',
      'on_hold',
      'changed',
      'solved',
      'reopened',
      'closed',
    ]);
    expect(ticket.events.map((event) => event.at)).toEqual([
      at(1, 9),
      at(1, 10),
      at(1, 11),
      at(1, 12),
      at(1, 12),
      at(2, 12),
      at(3, 12),
      at(4, 12),
    ]);
    expect(ticket.events[1]).toMatchObject({ actorName: 'Updated by 2', actorId: null });
    expect(ticket.events[4]?.changes).toEqual([]);
    expect(ticket.events[5]?.changes).toContainEqual({ field: 'status', from: 'on-hold', to: 'solved' });
  });

  test('orders the lines of one minute by their ids as the file has them', () => {
    const updates = Array.from({ length: 12 }, (_, index) => ({
      sys_updated_at: '1/3/2016 10:00',
      u_symptom: `Symptom ${index}`,
    }));
    const { events } = only(read(...updates));
    const byId = [...events].sort((left, right) => (left.id < right.id ? -1 : 1));
    expect(byId).toEqual(events);
  });

  test('takes -100 for the state of the row before, and says so', () => {
    const back = read({ incident_state: 'Active' }, { incident_state: '-100' }, { incident_state: '-100' });
    expect(only(back).row).toMatchObject({ status: 'open' });
    expect(back.messages).toEqual([
      expect.objectContaining({ reason: 'state-unknown', column: 'incident_state', count: 2, rows: [3, 4] }),
    ]);
  });

  test('keeps what an open ticket waits for, as the source words it', () => {
    expect(only(read({ incident_state: 'Awaiting Evidence' })).row).toMatchObject({
      status: 'on-hold',
      holdReason: 'Awaiting Evidence',
    });
    expect(
      only(read({ incident_state: 'Awaiting User Info', sys_updated_at: '1/3/2016 10:00' })).row,
    ).toMatchObject({
      status: 'pending',
      holdReason: 'Awaiting User Info',
      pendingAt: at(1, 10),
    });
  });

  test('never says that an open ticket is solved, and keeps its measured times all the same', () => {
    const back = read({
      incident_state: 'Active',
      resolved_at: '2/3/2016 11:00',
      closed_at: '3/3/2016 11:00',
    });
    const { row } = only(back);
    expect(row).toMatchObject({
      status: 'open',
      'custom.resolved_at': at(2, 11),
      'custom.closed_at': at(3, 11),
    });
    expect(row).not.toHaveProperty('solvedAt');
    expect(row).not.toHaveProperty('closedAt');
    expect(back.messages.map(({ reason }) => reason).sort()).toEqual(['closed-but-open', 'solved-but-open']);
    expect(
      back.records.filter(({ kind }) => kind === 'customFields').map(({ row: field }) => field['key']),
    ).toEqual(expect.arrayContaining(['resolved_at', 'closed_at']));
  });

  test('takes the time of a solution from the history where no column measures it', () => {
    const { row } = only(read({ incident_state: 'Resolved', sys_updated_at: '2/3/2016 12:00' }));
    expect(row).toMatchObject({ status: 'solved', solvedAt: at(2, 12) });
  });

  test('keeps what its channels tell apart and ours do not', () => {
    expect(only(read({ contact_type: 'IVR' })).row).toMatchObject({
      channel: 'phone',
      'custom.contact_type': 'IVR',
    });
    expect(only(read({ contact_type: 'Direct opening' })).row).toMatchObject({ channel: 'agent' });
    expect(only(read({ contact_type: 'Self service' })).row).toMatchObject({ channel: 'web' });
    expect(only(read()).row).not.toHaveProperty('custom.contact_type');
  });

  test('folds planning and low into one priority and keeps the word', () => {
    expect(only(read({ priority: '5 - Planning' })).row).toMatchObject({
      priority: 'low',
      'custom.source_priority': '5 - Planning',
    });
    expect(only(read({ priority: '1 - Critical' })).row).toMatchObject({ priority: 'urgent' });
  });

  test('leaves out what is missing without a word', () => {
    const back = read();
    expect(back.messages).toEqual([]);
    expect(only(back).row).not.toHaveProperty('assignee');
  });

  test('reports what it does not understand, by column, and imports the row', () => {
    const back = read({
      priority: '9 - Whatever',
      made_sla: 'perhaps',
      opened_at: '31/2/2016 10:00',
      incident_state: 'Parked',
    });
    const { row } = only(back);
    expect(row).toMatchObject({
      status: 'new',
      'custom.source_priority': '9 - Whatever',
      'custom.source_incident_state': 'Parked',
    });
    expect(back.messages.map(({ column, reason, rows }) => ({ column, reason, rows }))).toEqual([
      { column: 'incident_state', reason: 'unknown-value', rows: [2] },
      { column: 'opened_at', reason: 'bad-date', rows: [2] },
      { column: 'priority', reason: 'unknown-value', rows: [2] },
      { column: 'made_sla', reason: 'bad-flag', rows: [2] },
    ]);
  });

  test('reports rows that are older than the ones before them', () => {
    const back = read({ sys_updated_at: '1/3/2016 08:30' });
    expect(back.messages).toEqual([expect.objectContaining({ reason: 'out-of-order', rows: [2] })]);
  });

  test('reads times in the zone that was asked for, and keeps ids the same', () => {
    const rows = [columns.map((column) => start[column] ?? '?')];
    const utc = only(readTable(servicenowAuditLog, columns, rows));
    const vienna = only(readTable(servicenowAuditLog, columns, rows, { timezone: 'Europe/Vienna' }));
    expect(vienna.row['createdAt']).toBe(at(1, 7));
    expect(vienna.row.id).toBe(utc.row.id);
    expect(vienna.events[0]?.id).toBe(utc.events[0]?.id);
  });

  test('gathers the rows of a number wherever they stand', () => {
    const row = (number: string, hour: number, state: string) =>
      columns.map(
        (column) =>
          ({ ...start, number, sys_updated_at: `1/3/2016 ${hour}:00`, incident_state: state })[column] ?? '?',
      );
    const [a, b] = [
      [row('INC1', 9, 'New'), row('INC1', 10, 'Active')],
      [row('INC2', 9, 'New'), row('INC2', 11, 'Closed')],
    ];
    const together = readTable(servicenowAuditLog, columns, [...a, ...b]).tickets;
    const mixed = readTable(
      servicenowAuditLog,
      columns,
      [a[0], b[0], b[1], a[1]].map((cells) => cells ?? []),
    ).tickets;
    const withoutRows = together.map(({ row: content, ...rest }) => ({
      ...rest,
      row: { ...content, sourceRows: null },
    }));
    expect(
      mixed.map(({ row: content, ...rest }) => ({ ...rest, row: { ...content, sourceRows: null } })),
    ).toEqual(withoutRows);
    expect(mixed[0]?.row['sourceRows']).toEqual(['0123456789abcdef:1', '0123456789abcdef:4']);
  });

  test('marks who is assigned as an agent and who calls as a person', () => {
    const back = read({ assigned_to: 'Resolver 1' });
    const people = back.records.filter(({ kind }) => kind === 'people').map(({ row }) => row);
    expect(people).toEqual([
      expect.objectContaining({ name: 'Caller 1' }),
      expect.objectContaining({ name: 'Resolver 1', isAgent: true }),
    ]);
    expect(people[0]).not.toHaveProperty('isAgent');
  });

  test('keeps columns that it does not know', () => {
    const wide = [...columns, 'u_cost centre'];
    const back = readRecords(
      servicenowAuditLog,
      contextOf(wide),
      recordsOf(wide, [[...columns.map((column) => start[column] ?? '?'), '4711']]),
    );
    expect(only(back).row).toMatchObject({ 'custom.u_cost_centre': '4711' });
  });
});
