import type { ImportCounts, PreparedChunk } from '../../domain/import/prepared';
import type { StoreContext } from '../commands/context';
import { knownId } from './known-ticket';

/** What a step would do, without doing it: tickets of a known source count as skipped where their rows are known. */
export function countChunk(store: StoreContext, chunk: PreparedChunk): ImportCounts {
  const tally = { created: 0, updated: 0, skipped: 0, failed: 0 };
  for (const { row } of chunk.tickets) {
    const id = knownId(store, row);
    if (id === undefined) tally.created += 1;
    else tally[hasSameRows(store, id, row) ? 'skipped' : 'updated'] += 1;
  }
  for (const { kind, row } of chunk.rows) {
    if (kind === 'tickets') tally[store.index.slotOf(row.id) === undefined ? 'created' : 'skipped'] += 1;
  }
  return tally;
}

function hasSameRows(store: StoreContext, id: string, row: Readonly<Record<string, unknown>>): boolean {
  const slot = store.index.slotOf(id);
  const seen =
    slot === undefined ? [] : ((store.index.value(slot, 'sourceRows') as readonly string[] | null) ?? []);
  const rows = (row['sourceRows'] as readonly string[] | undefined) ?? [];
  return rows.length > 0 && rows.every((element) => seen.includes(element));
}
