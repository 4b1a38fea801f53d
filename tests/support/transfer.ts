import type { ImportCounts, PreparedChunk, PreparedRow } from '../../src/domain/import/prepared';
import { kindNames } from '../../src/domain/kinds';
import type { Desk } from './open-desk';

/** Everything that a desk holds, as an export writes it: page by page, kind after kind. */
export async function exportRows(desk: Desk, pageRows = 500): Promise<PreparedRow[]> {
  const rows: PreparedRow[] = [];
  for (const kind of kindNames) {
    for (let after: string | null = null, isFirst = true; isFirst || after !== null; isFirst = false) {
      const page: { rows: PreparedRow[]; next: string | null } = await desk.host('export.page', {
        kind,
        after,
        limit: pageRows,
      });
      rows.push(...page.rows);
      after = page.next;
    }
  }
  // What goes through a file is text in between.
  return JSON.parse(JSON.stringify(rows)) as PreparedRow[];
}

/** Puts exported rows into a desk as one import. */
export function importRows(
  desk: Desk,
  rows: readonly PreparedRow[],
  batch = 'rows',
  chunkRows = 100,
): Promise<ImportCounts> {
  const chunks: PreparedChunk[] = [];
  for (let first = 0; first < rows.length; first += chunkRows) {
    chunks.push({ records: [], tickets: [], rows: rows.slice(first, first + chunkRows) });
  }
  return importChunks(desk, chunks, batch);
}

/** Stores prepared chunks as one import; answers what became of the tickets. */
export async function importChunks(
  desk: Desk,
  chunks: Iterable<PreparedChunk>,
  batch: string,
  format = 'test',
): Promise<ImportCounts> {
  const sum = { created: 0, updated: 0, skipped: 0, failed: 0 };
  await desk.host('import.begin', { batch, format, fileName: 'file' });
  for (const chunk of chunks) {
    const counts: ImportCounts = await desk.host('import.chunk', { batch, chunk });
    for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += counts[key];
  }
  await desk.host('import.finish', { batch });
  return sum;
}
