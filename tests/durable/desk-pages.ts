import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { SnapshotEnd, SnapshotHead } from '../../src/durable/snapshots';
import type { TablePage } from '../../src/durable/table-pages';

export const someHead: SnapshotHead = {
  storeId: '0190a000-0000-7000-8000-000000000001',
  incarnation: '0190a000-0000-7000-8000-000000000002',
  takenAt: Date.UTC(2026, 0, 5, 9),
  electronMajor: 33,
  schemaVersion: 4,
};

/** Any pages that a store may send, the same table again and again among them. */
export const anyPages: fc.Arbitrary<TablePage[]> = fc.array(
  fc
    .record({ table: fc.constantFrom('tickets', 'messages', 'removed:tickets'), text: fc.array(fc.json()) })
    .map(({ table, text }) => ({ table, rows: text.length, bytes: Buffer.from(JSON.stringify(text)) })),
  { maxLength: 8 },
);

/** Pages that are always the same: `pages` of them with rows of text that can be packed. */
export function somePages(pages: number, rows = 20): TablePage[] {
  return Array.from({ length: pages }, (_, page) => {
    const texts = Array.from({ length: rows }, (__, row) => {
      const id = createHash('sha256').update(`${page}/${row}`).digest('hex');
      return { id, subject: `Printer ${row} on floor ${page} prints nothing` };
    });
    return {
      table: page % 3 === 0 ? 'messages' : 'tickets',
      rows,
      bytes: Buffer.from(JSON.stringify(texts)),
    };
  });
}

/** Hands pages out as a store does, one after the other. */
export async function* sent(pages: Iterable<TablePage>): AsyncGenerator<TablePage, void, void> {
  for (const page of pages) {
    await Promise.resolve();
    yield page;
  }
}

export const endAt = (seq: number): SnapshotEnd => ({
  seq,
  counts: { tickets: 12, messages: 7 },
  hash: `hash of ${seq}`,
});
