import { sharedData } from '../../support/shared-data';
import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readSourceRows } from '../../../src/main/import/kept-source';
import { importFile } from './import-file';

const shared = sharedData('');
const auditLog = `${shared}/incidents/servicenow-audit-log.csv.zip`;
const list = `${shared}/tickets/servicenow-list-export.csv`;
const satisfaction = `${shared}/tickets/support-tickets-with-csat.csv`;
const desk = `${shared}/tickets/it-service-desk-1000.csv`;

describe.skipIf(!existsSync(auditLog))('the real audit log (skipped where ../shared/data is absent)', () => {
  test('becomes 24,918 tickets with every one of its 141,712 rows in their histories', {
    timeout: 60_000,
  }, async () => {
    const { report, tickets, records, sink, dataFolder } = await importFile(auditLog);
    expect(report).toMatchObject({
      format: 'servicenow-audit-log',
      rows: 141_712,
      created: 24_918,
      failed: 0,
    });
    expect(
      report.messages.map(({ reason, column, count, rows }) => ({ reason, column, count, rows })),
    ).toEqual([
      { reason: 'before-created', column: 'sys_updated_at', count: 5, rows: [329, 335, 345, 350, 437] },
      { reason: 'out-of-order', column: null, count: 1, rows: [359] },
      {
        reason: 'state-unknown',
        column: 'incident_state',
        count: 5,
        rows: [115_642, 115_643, 124_508, 124_509, 124_510],
      },
    ]);
    expect(tickets.reduce((sum, { events }) => sum + events.length, 0)).toBe(141_712);
    expect(Math.max(...tickets.map(({ events }) => events.length))).toBe(58);
    expect(
      tickets.every(({ row }) => row['status'] === 'closed' && typeof row['closedAt'] === 'number'),
    ).toBe(true);
    const count = (kind: string) => records.filter((record) => record.kind === kind).length;
    expect({ people: count('people'), teams: count('teams'), categories: count('categories') }).toEqual({
      people: 5_478,
      teams: 78,
      categories: 58,
    });
    const ids = new Set(tickets.flatMap(({ row, events }) => [row.id, ...events.map(({ id }) => id)]));
    expect(ids.size).toBe(24_918 + 141_712);
    expect(
      Math.max(
        ...sink.chunks.map(
          (chunk) =>
            chunk.records.length + chunk.tickets.reduce((sum, { events }) => sum + 1 + events.length, 0),
        ),
      ),
    ).toBeLessThanOrEqual(500);
    const [reference = ''] = (tickets[0]?.row['sourceRows'] ?? []) as readonly string[];
    const rows = await readSourceRows(dataFolder, reference);
    expect(rows.ok && rows.value.map(({ cells }) => cells['incident_state'])).toEqual([
      'New',
      'Resolved',
      'Resolved',
      'Closed',
    ]);
  });
});

describe.skipIf(!existsSync(list))('the real list export (skipped where ../shared/data is absent)', () => {
  test('becomes 66 tickets without a word of complaint', async () => {
    const { report, tickets } = await importFile(list);
    expect(report).toMatchObject({ format: 'servicenow-list', rows: 66, created: 66, messages: [] });
    const count = (field: string, value: string) => tickets.filter(({ row }) => row[field] === value).length;
    expect(['new', 'open', 'on-hold', 'closed'].map((status) => count('status', status))).toEqual([
      12, 20, 7, 27,
    ]);
    expect(['urgent', 'high', 'normal', 'low'].map((priority) => count('priority', priority))).toEqual([
      27, 4, 12, 23,
    ]);
  });
});

const satisfactionMap = {
  key: 'Ticket ID',
  dateFormat: 'yyyy-MM-dd HH:mm:ss',
  columns: {
    'Customer Name': 'requester.name',
    'Customer Email': 'requester.email',
    'Customer Age': 'custom.customer_age:number',
    'Customer Gender': 'custom.customer_gender',
    'Product Purchased': 'custom.product',
    'Date of Purchase': 'custom.purchased',
    'Ticket Type': 'category',
    'Ticket Subject': 'subject',
    'Ticket Description': 'body',
    'Ticket Status': 'status',
    Resolution: 'fix',
    'Ticket Priority': 'priority',
    'Ticket Channel': 'channel',
    'First Response Time': 'firstResponseAt',
    'Time to Resolution': 'solved',
    'Customer Satisfaction Rating': 'satisfaction',
  },
  values: { status: { 'Pending Customer Response': 'pending' } },
};

describe.skipIf(!existsSync(satisfaction))(
  'the real support tickets (skipped where ../shared/data is absent)',
  () => {
    test('become 8,469 tickets with 2,769 ratings, and 1,365 impossible durations are told', async () => {
      const { report, tickets, records } = await importFile(satisfaction, { map: satisfactionMap });
      expect(report).toMatchObject({ format: 'csv', rows: 8_469, created: 8_469 });
      expect(report.messages.map(({ reason, count }) => [reason, count])).toEqual([
        ['solved-before-response', 1_365],
      ]);
      expect(tickets.filter(({ row }) => row['satisfaction'] !== undefined)).toHaveLength(2_769);
      expect(
        ['pending', 'open', 'closed'].map(
          (status) => tickets.filter(({ row }) => row['status'] === status).length,
        ),
      ).toEqual([2_881, 2_819, 2_769]);
      expect(tickets.every(({ messages }) => messages.length === 1)).toBe(true);
      expect(records.filter(({ kind }) => kind === 'people')).toHaveLength(8_469);
    });
  },
);

describe.skipIf(!existsSync(desk))('the real service desk (skipped where ../shared/data is absent)', () => {
  test('becomes 1,000 tickets, its mixed line ends kept within their cells', async () => {
    const map = {
      columns: {
        'Short description': 'subject',
        Description: 'body',
        Caller: 'requester',
        'Assignment group': 'team',
      },
    };
    const { report, tickets, records } = await importFile(desk, { map });
    expect(report).toMatchObject({ format: 'csv', rows: 1_000, created: 1_000, messages: [] });
    expect(records.filter(({ kind }) => kind === 'teams')).toHaveLength(47);
    expect(tickets.filter(({ messages }) => messages[0]?.body.includes('\r\n')).length).toBe(292);
    expect(tickets.every(({ row }) => !/[\r\n]$/.test(String(row['subject'])))).toBe(true);
  });
});
