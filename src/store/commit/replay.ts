import { v7 as newId } from 'uuid';
import type { DeskDatabase } from '../database';
import { plantSeeds } from '../seeds';
import { deriveActivity } from './activity';
import type { Head } from './pipeline';
import { type CommitRecord, decodeRecord } from './record';
import { type DeskTables, tablesOf } from './tables';
import { UnitOfWork } from './unit-of-work';
import { pruneCommits, writeLocal, writeRows } from './write';

/**
 * Joins records of the journal into what is stored, all of them in one transaction, because waiting for the disk after
 * each takes longer than the writing. Records that are stored already change nothing, whatever the order in which a
 * snapshot saw their rows.
 */
export async function replayRecords(database: DeskDatabase, records: readonly Uint8Array[]): Promise<void> {
  if ((await database.meta.get('head')) === undefined) await plantSeeds(database);
  await database.transaction('rw', database.tables, async (transaction) => {
    const tables = tablesOf(transaction, database);
    for (const bytes of records) await replayRecord(tables, decodeRecord(bytes), bytes);
  });
}

async function replayRecord(tables: DeskTables, record: CommitRecord, bytes: Uint8Array): Promise<void> {
  const { stamp, commandId, actorId, at, seq, op, result, inverse } = record;
  const work = new UnitOfWork({ database: tables, stamp, now: at, newId, commandId, actorId });
  await work.apply(record.effects);
  await deriveActivity(work);
  await writeRows(tables, work.changes());
  await tables.tombstones.bulkPut(work.tombstones());
  await writeLocal(tables, record.local);
  const head = (await tables.meta.get('head'))?.value as Head | undefined;
  // What the database has already may have been erased from these two since.
  if (seq > (head?.seq ?? 0)) {
    await tables.oplog.put({ seq, bytes });
    await tables.commands.put({ commandId, seq, at, actorId, op, result, inverse });
  }
  const next: Head = {
    seq: Math.max(head?.seq ?? 0, seq),
    stamp: head?.stamp != null && head.stamp > work.newestStamp ? head.stamp : work.newestStamp,
    // An import's node differs from its desk's in the last digit only.
    node: head?.node ?? `${stamp.slice(16, -1)}0`,
  };
  await tables.meta.put({ key: 'head', value: next });
  await pruneCommits(tables, seq);
}
