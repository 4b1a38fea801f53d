import { IDBFactory } from 'fake-indexeddb';
import { z } from 'zod';
import { kinds, type KindName } from '../../src/domain/kinds';
import type { MessageFields } from '../../src/domain/message/message';
import { applyEffect, effectId, Effect } from '../../src/domain/sync/effect';
import type { SyncedRow } from '../../src/domain/sync/row';
import { Stamp } from '../../src/domain/sync/stamp';
import { activityOf, noActivity } from '../../src/domain/ticket/activity';
import type { LocalWrite } from '../../src/store/commit/feed';
import { storageKey } from '../../src/store/commit/unit-of-work';
import { tombstoneKey, type DeskDatabase } from '../../src/store/database';
import { plantSeeds } from '../../src/store/seeds';
import { databaseIn, openOver, type Desk, type HandClock } from './open-desk';

/** One record of the journal, as far as a replay needs it. */
const JournalRecord = z.looseObject({
  seq: z.int().positive(),
  commandId: z.string(),
  stamp: Stamp,
  effects: z.array(Effect),
  local: z.array(z.custom<LocalWrite>((value) => typeof value === 'object' && value !== null)),
});

type JournalRecord = z.infer<typeof JournalRecord>;

/** Reads a record as a replay would: nothing but its bytes is known. */
function readRecord(bytes: Uint8Array): JournalRecord {
  return JournalRecord.parse(JSON.parse(new TextDecoder().decode(bytes)));
}

/** Makes a desk of nothing but journal records: what a rebuild after a lost database does. */
export async function replayInto(records: readonly Uint8Array[], clock: HandClock): Promise<Desk> {
  const factory = new IDBFactory();
  const database = databaseIn(factory);
  await plantSeeds(database);
  for (const bytes of records) await replayRecord(database, readRecord(bytes));
  await recountActivity(database);
  database.close();
  return openOver(factory, clock);
}

/** Joins one record into what is stored; doing it twice changes nothing. */
async function replayRecord(database: DeskDatabase, record: JournalRecord): Promise<void> {
  for (const effect of record.effects) await replayEffect(database, effect);
  for (const write of record.local) {
    if ('put' in write) await database.table<unknown>(write.table).put(write.put);
    else await database.table<unknown>(write.table).delete(write.removed);
  }
  const head = { seq: record.seq, stamp: newestOf(record), node: `${record.stamp.slice(16, -1)}0` };
  await database.meta.put({ key: 'head', value: head });
}

/** The clock follows what came from elsewhere, as it does when the record is made. */
function newestOf({ stamp, effects }: JournalRecord): Stamp {
  const rows = effects.flatMap((effect) => (effect.type === 'put' ? [effect.row] : []));
  const stamps = rows.flatMap((row) => [
    row.stamp,
    ...Object.values(row.stamps ?? {}),
    ...Object.values(row.sets ?? {}).flatMap((set) => Object.values(set).flat()),
  ]);
  return stamps.reduce<Stamp>((newest, one) => (one !== '' && one > newest ? one : newest), stamp);
}

async function replayEffect(database: DeskDatabase, effect: Effect): Promise<void> {
  const kind = effect.kind as KindName;
  const id = effectId(effect);
  const key = storageKey({ kind, id, ...(effect.parent === undefined ? {} : { parent: effect.parent }) });
  const table = database.table<SyncedRow>(kind);
  const [row, tombstone] = await Promise.all([
    table.get(key),
    database.tombstones.get(tombstoneKey(kind, id)),
  ]);
  const before = {
    ...(row === undefined ? {} : { row }),
    ...(tombstone === undefined ? {} : { tombstone: tombstone.stamp }),
  };
  const after = applyEffect(before, effect, kinds[kind].mergeRules);
  if (after.row !== undefined) await table.put(after.row);
  else if (row !== undefined) await table.delete(key);
  if (after.tombstone !== undefined) {
    await database.tombstones.put({ key: tombstoneKey(kind, id), kind, id, stamp: after.tombstone });
  }
  // What stands under a removed ticket goes with it.
  if (kind !== 'tickets' || after.row !== undefined) return;
  for (const children of [database.messages, database.events]) {
    await children.where('[ticketId+id]').between([id, ''], [id, '\uffff']).delete();
  }
}

/** Activity is derived (src/domain/sync/README.md, law 7), so it is counted and not replayed. */
async function recountActivity(database: DeskDatabase): Promise<void> {
  const messages = await database.messages.toArray();
  for (const ticket of await database.tickets.toArray()) {
    const own = messages.filter((message) => message.ticketId === ticket.id) as unknown as MessageFields[];
    const { activity: _, ...row } = ticket;
    const activity = activityOf(own);
    const hasAny = JSON.stringify(activity) !== JSON.stringify(noActivity);
    await database.tickets.put((hasAny ? { ...row, activity } : row) as SyncedRow);
  }
}
