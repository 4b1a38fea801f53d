import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chunkBuilder } from '../../../src/domain/import/chunks';
import type { ImportOutput } from '../../../src/domain/import/format';
import type { PreparedChunk } from '../../../src/domain/import/prepared';
import { addRow, parseRowReference, rowReferences } from '../../../src/domain/import/row-ranges';
import type { RowRange } from '../../../src/domain/import/format';

function ticket(id: string, events: number): ImportOutput {
  const event = { ticketId: id, kind: 'changed', at: 0, actorId: null, changes: [] } as const;
  const list = Array.from({ length: events }, (_, index) => ({
    ...event,
    id: `${id}-${index}`,
    changes: [],
  }));
  return { type: 'ticket', ticket: { row: { id }, messages: [], events: list }, rows: [[1, 1]] };
}

function record(id: string): ImportOutput {
  return { type: 'record', record: { kind: 'people', row: { id } } };
}

const outputs = fc.array(
  fc.oneof(
    fc.nat(30).map((events) => (index: number) => ticket(`t${index}`, events)),
    fc.constant((index: number) => record(`p${index}`)),
  ),
  { maxLength: 60 },
);

function sizeOf({ records, tickets, rows }: PreparedChunk): number {
  return tickets.reduce(
    (sum, { messages, events }) => sum + 1 + messages.length + events.length,
    records.length + rows.length,
  );
}

describe('chunks', () => {
  test('hold everything once, in order, and no more rows than they may unless one ticket alone is larger', () => {
    fc.assert(
      fc.property(outputs, fc.integer({ min: 1, max: 40 }), (makers, limit) => {
        const builder = chunkBuilder(limit);
        const given = makers.map((make, index) => make(index));
        const chunks = [...given.map(builder.add), builder.finish()].filter((chunk) => chunk !== null);
        const ids = chunks.flatMap(({ tickets }) => tickets.map(({ row }) => row.id));
        expect(ids).toEqual(
          given.flatMap((output) => (output.type === 'ticket' ? [output.ticket.row.id] : [])),
        );
        expect(chunks.flatMap(({ records }) => records)).toHaveLength(given.length - ids.length);
        for (const chunk of chunks) {
          expect(sizeOf(chunk) <= limit || chunk.tickets.length + chunk.records.length === 1).toBe(true);
        }
      }),
    );
  });
});

describe('names of source rows', () => {
  test('are read back as the rows that they were made of', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 60 })), (picked) => {
        const ranges: RowRange[] = [];
        const rows = [...picked].sort((left, right) => left - right);
        for (const row of rows) addRow(ranges, row);
        const back = rowReferences('0123456789abcdef', ranges).flatMap((reference) => {
          const [first = 0, last = 0] = parseRowReference(reference)?.rows ?? [];
          return Array.from({ length: last - first + 1 }, (_, index) => first + index);
        });
        expect(back.sort((left, right) => left - right)).toEqual(rows);
      }),
    );
  });

  test.each([
    '',
    'x:1',
    '0123456789abcdef',
    '0123456789abcdef:0',
    '0123456789abcdef:5-2',
    '0123456789ABCDEF:1',
    '0123456789abcdef:1-',
  ])('“%s” is none', (text) => {
    expect(parseRowReference(text)).toBeNull();
  });
});
