import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateQuery, type HeldValue, type QueryAccess } from '../../../src/domain/query/evaluate';
import { deskSchema, now, parsed, utcClock } from './desk-schema';
import { randomNode } from './random-queries';

type Row = {
  readonly texts: readonly string[];
  readonly fields: Readonly<Record<string, readonly HeldValue[]>>;
};

const hour = 3_600_000;
const row: Row = {
  texts: ['Drücker im Café defekt, paper jam', '1042', '#1042'],
  fields: {
    number: [1042],
    status: ['on-hold'],
    priority: ['high'],
    assignee: ['p-1', 'Ana Pérez', 'ana@shop.test'],
    tag: ['VIP', 'field service'],
    created: [now - 30 * hour],
    due: [now + 30 * hour],
    is: ['open', 'overdue'],
    serial_number: ['SN-77/ÄB'],
  },
};

const access: QueryAccess<Row> = {
  schema: deskSchema,
  clock: utcClock,
  me: 'p-1',
  values: (record, field) => record.fields[field] ?? [],
  texts: (record) => record.texts,
};

describe('evaluateQuery', () => {
  const found = [
    '',
    'number:1042',
    'number>1041 number<=1042',
    'status:open,on-hold',
    'priority>normal',
    'priority>=high -priority>high',
    'priority<urgent',
    'assignee:me',
    'assignee:"ana perez"',
    'assignee:ANA@shop.test',
    'assignee:any team:none',
    '-team:Sales',
    'tag:vip',
    'tag:"Field Service"',
    'created>2d',
    'created<1d',
    'created:2d',
    'created:2024-05-14',
    'created:2024-05 created:2024',
    'due>0m due<+2d due:+2d',
    'is:open,draft',
    'is:open is:overdue',
    'serial_number:77/äb',
    'drucker CAFE',
    '"cafe defekt"',
    '#1042',
    'nothing OR paper',
    '-nothing',
  ];
  it.each(found)('finds the ticket with %j', (text) => {
    expect(evaluateQuery(parsed(text).node, row, access)).toBe(true);
  });

  const missed = [
    '()  -()',
    'number>1042',
    'status:open',
    'priority>high',
    'priority<high',
    'impact<urgent',
    'assignee:ana',
    'assignee:none',
    'team:any',
    'team:me',
    'tag:field',
    'created>1d',
    'created<2d',
    'created:1d',
    'created>2024-05-14',
    'created<2024-05-14',
    'due:2d',
    'is:draft',
    '"defekt cafe"',
    'paper nothing',
    '-(nothing OR paper)',
  ];
  it.each(missed)('does not find the ticket with %j', (text) => {
    expect(evaluateQuery(parsed(text).node, row, access)).toBe(false);
  });

  it('evaluates any condition over the whole desk without failing', () => {
    fc.assert(
      fc.property(randomNode(deskSchema), (node) => {
        expect(typeof evaluateQuery(node, row, access)).toBe('boolean');
      }),
      { numRuns: 300 },
    );
  });
});
