import { appError } from '../../domain/errors';
import type { RecordKind } from '../../domain/kinds';
import { failure, ok, type Result } from '../../domain/result';
import type { SyncedRow } from '../../domain/sync/row';
import { isBulkStamp, type Stamp } from '../../domain/sync/stamp';
import type { StoreContext } from '../commands/context';
import { applyInverse } from '../commands/undo';
import { usedIds } from '../commands/usage';
import type { UnitOfWork } from '../commit/unit-of-work';
import type { BatchEntryRow } from '../database';
import { storeMessages } from '../messages';

/** What taking an import back did: tickets removed, tickets put back as they were, tickets kept in the trash. */
export type BatchUndo = { readonly removed: number; readonly restored: number; readonly trashed: number };

/** Tickets removed in one transaction. */
const ticketsAtOnce = 500;

/**
 * Takes an import back, newest step first, in transactions that leave room for other work. Tickets that somebody
 * worked on since go to the trash instead: what a person typed is not removed with them.
 */
export async function undoBatch(
  store: StoreContext,
  batch: string,
  actorId: string,
): Promise<Result<BatchUndo>> {
  await store.warm;
  const row = await store.database.batches.get(batch);
  if (row === undefined) return failure(appError('not_found', storeMessages.noSuchBatch(batch)));
  if (row.state === 'undone') return failure(appError('conflict', storeMessages.batchUndone));
  const entries = await store.database.batchEntries
    .where('[batch+step]')
    .between([batch, 0], [batch, Infinity])
    .toArray();
  const total = { removed: 0, restored: 0, trashed: 0 };
  const run = <T>(plan: (work: UnitOfWork) => Promise<Result<T>>): Promise<Result<T>> =>
    store.pipeline.run({ op: 'import.undo', commandId: store.newId(), actorId, isBulk: true }, plan);
  for (const entry of entries.reverse()) {
    for (let first = 0; first < Math.max(1, entry.tickets.length); first += ticketsAtOnce) {
      const ids = entry.tickets.slice(first, first + ticketsAtOnce);
      const done = await run((work) =>
        undoStep(store, work, { ...entry, tickets: ids, inverses: first === 0 ? entry.inverses : [] }),
      );
      if (!done.ok) return done;
      total.removed += done.value.removed;
      total.restored += done.value.restored;
      total.trashed += done.value.trashed;
    }
  }
  const last = await run(async (work) => {
    await removeUnused(
      store,
      work,
      entries.flatMap((entry) => entry.records.map(([kind, id]) => [kind, id, entry.stamp] as const)),
    );
    work.putLocal('batches', { ...row, state: 'undone' });
    return ok(null);
  });
  return last.ok ? ok(total) : last;
}

async function undoStep(
  store: StoreContext,
  work: UnitOfWork,
  { tickets, inverses, stamp }: BatchEntryRow,
): Promise<Result<BatchUndo>> {
  const done = { removed: 0, restored: 0, trashed: 0 };
  for (const inverse of [...inverses].reverse()) {
    const isRestored = await applyInverse(store, work, inverse, []);
    if (isRestored && inverse.ref.kind === 'tickets') done.restored += 1;
  }
  await work.prime('tickets', tickets);
  for (const id of tickets) {
    const ref = { kind: 'tickets', id } as const;
    const row = await work.row(ref);
    if (row === undefined) continue;
    if (isWorkedOn(row, stamp)) {
      await work.set(ref, { deletedAt: work.now });
      work.recordEvent({ ticketId: id, kind: 'trashed' });
      done.trashed += 1;
    } else {
      await work.del(ref);
      done.removed += 1;
    }
  }
  return ok(done);
}

/** Everything a person does on a ticket after it came leaves a stamp of their own on it. */
function isWorkedOn(row: SyncedRow, since: Stamp): boolean {
  const elements = Object.values(row.sets ?? {}).flatMap((set) => Object.values(set).map(([added]) => added));
  return [...Object.values(row.stamps ?? {}), ...elements].some(
    (stamp) => stamp !== '' && stamp > since && !isBulkStamp(stamp),
  );
}

/** Removes the people, teams and other records that the import brought and that nothing needs any more. */
async function removeUnused(
  store: StoreContext,
  work: UnitOfWork,
  records: readonly (readonly [kind: RecordKind, id: string, since: Stamp])[],
): Promise<void> {
  // A person who goes frees their organisation, so it is looked at again until nothing more goes.
  for (let isDone = false; !isDone; ) {
    isDone = true;
    const used = usedIds(store, work);
    for (const [kind, id, since] of records) {
      const row = used.has(id) ? undefined : await work.row({ kind, id });
      if (row === undefined || isWorkedOn(row, since)) continue;
      await work.del({ kind, id });
      isDone = false;
    }
  }
}
