import { assert } from '../../domain/assert';
import type { LocalWrite, RowChange } from './feed';
import type { DeskTables } from './tables';
import { storageKey } from './unit-of-work';

/** How many commits and command answers are kept for replay, retry and undo. */
const keptCommits = 1_000;
const pruneEvery = 200;

/**
 * Stores what a commit changed, what goes with removed tickets included. Every request is made at once: the database
 * answers them in order anyway, and waiting for each answer took longer than the writing.
 */
export async function writeRows(database: DeskTables, changes: readonly RowChange[]): Promise<void> {
  await Promise.all(
    [...groupByKind(changes)].flatMap(([kind, ofKind]) => {
      const written = ofKind.flatMap((change) => (change.after === undefined ? [] : [change.after]));
      const removed = ofKind.filter((change) => change.after === undefined);
      const table = database.table<unknown>(kind);
      return [
        ...(written.length > 0 ? [table.bulkPut(written)] : []),
        ...(removed.length > 0 ? [table.bulkDelete(removed.map(storageKey))] : []),
        ...(kind === 'tickets' ? removed.map((change) => removeChildren(database, change.id)) : []),
      ];
    }),
  );
}

/** Stores what a commit changed in the tables that are this desk's alone. */
export async function writeLocal(database: DeskTables, writes: readonly LocalWrite[]): Promise<void> {
  await Promise.all(
    writes.map((write) => {
      const table = database.table<unknown>(write.table);
      return 'put' in write ? table.put(write.put) : table.delete(write.removed);
    }),
  );
}

/** Forgets commits that are too old for replay, retry and undo; now and then, because it costs a walk. */
export async function pruneCommits(database: DeskTables, seq: number): Promise<void> {
  assert(Number.isInteger(seq), 'Pruning goes by whole sequences.');
  if (seq % pruneEvery !== 0) return;
  await database.oplog
    .where('seq')
    .below(seq - keptCommits)
    .delete();
  await database.commands
    .where('seq')
    .below(seq - keptCommits)
    .delete();
}

/** What stands under a removed ticket goes with it; the ticket's tombstone speaks for all of it. */
async function removeChildren(database: DeskTables, ticketId: string): Promise<void> {
  for (const table of [database.messages, database.events]) {
    await table.where('[ticketId+id]').between([ticketId, ''], [ticketId, '\uffff']).delete();
  }
}

function groupByKind(changes: readonly RowChange[]): Map<string, RowChange[]> {
  const groups = new Map<string, RowChange[]>();
  for (const change of changes) {
    const group = groups.get(change.kind);
    if (group === undefined) groups.set(change.kind, [change]);
    else group.push(change);
  }
  return groups;
}
