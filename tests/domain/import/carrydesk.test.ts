import { describe, expect, test } from 'vitest';
import { carrydesk, lineColumns } from '../../../src/domain/import/formats/carrydesk';
import { readTable } from './read-records';

const stamp = `${'0'.repeat(31)}1`;
const event = { ticketId: 't', kind: 'created', at: 1, actorId: null, changes: [] };

function read(...lines: readonly (readonly [file: string, row: unknown])[]) {
  const cells = lines.map(([file, row]) => [file, typeof row === 'string' ? row : JSON.stringify(row)]);
  const { outputs, messages } = readTable(carrydesk, lineColumns, cells);
  return {
    rows: outputs.flatMap((output) => (output.type === 'row' ? [output.row] : [])),
    outputs,
    messages,
  };
}

describe('an export of our own', () => {
  test('is handed on row by row, with its stamps', () => {
    const ticket = {
      id: 't',
      stamp,
      stamps: { subject: stamp },
      sets: { tags: { a: [stamp, ''] } },
      subject: 'Hello',
      number: 7,
      'custom.x': 'y',
    };
    const { rows, messages } = read(
      ['people.ndjson', { id: 'p', stamp, name: 'Ann' }],
      ['tickets.ndjson', ticket],
      ['events.ndjson', { id: 'e', stamp, ...event }],
    );
    expect(rows).toEqual([
      { kind: 'people', row: { id: 'p', stamp, name: 'Ann' } },
      { kind: 'tickets', row: ticket },
      { kind: 'events', row: { id: 'e', stamp, ...event } },
    ]);
    expect(messages).toEqual([]);
  });

  test.each([
    ['is no JSON', 'tickets.ndjson', '{"id":'],
    ['is no row', 'tickets.ndjson', '[1]'],
    ['has no id', 'tickets.ndjson', { stamp }],
    ['has no stamp', 'tickets.ndjson', { id: 't' }],
    ['has a bad stamp', 'tickets.ndjson', { id: 't', stamp: 'soon' }],
    ['has a field that cannot be', 'tickets.ndjson', { id: 't', stamp, subject: 5 }],
    ['is a message without a ticket', 'messages.ndjson', { id: 'm', stamp, body: 'x' }],
    ['is an event of no known kind', 'events.ndjson', { id: 'e', stamp, ...event, kind: 'exploded' }],
  ])('reports a line that %s by file and line, and goes on', (_, file, line) => {
    const { rows, outputs, messages } = read(
      ['people.ndjson', { id: 'p', stamp }],
      [file, line],
      ['people.ndjson', { id: 'q', stamp }],
    );
    expect(rows.map(({ row }) => row.id)).toEqual(['p', 'q']);
    expect(outputs[1]).toEqual({ type: 'failed', at: 2, isTicket: file === 'tickets.ndjson' });
    expect(messages).toEqual([
      expect.objectContaining({ reason: 'bad-line', column: file, count: 1, rows: [2] }),
    ]);
  });
});
