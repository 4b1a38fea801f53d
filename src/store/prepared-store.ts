import type { IndexableType } from 'dexie';
import type { StoreHead, StoreIdentity } from '../protocol/host';
import { replayRecords } from './commit/replay';
import type { Head, Reach } from './commit/pipeline';
import { DeskDatabase } from './database';
import { firstHead, openDatabase } from './open-store';
import type { OpenedStore, OpenStoreOptions } from './serve';

/** The name of the database inside the store's own partition. */
const databaseName = 'carrydesk';

const identityKey = 'identity';

/** An open database that nobody works with yet: main brings it and the journal to agree first. */
export type PreparedStore = Readonly<{
  /** Where it stands; null when it is empty. */
  head: () => Promise<StoreHead | null>;
  /** Records of the oplog after a commit, oldest first. */
  oplog: (after: number, limit: number) => Promise<readonly { seq: number; record: Uint8Array }[]>;
  /** Empties every table. */
  clear: () => Promise<void>;
  /** Puts rows of a snapshot; of a table named `removed:…` the keys are taken away. */
  load: (page: { table: string; bytes: Uint8Array }) => Promise<void>;
  replay: (records: readonly Uint8Array[]) => Promise<void>;
  /** Gives the database its identity. An empty one becomes a new desk; one that knows less goes on at `seq`. */
  identify: (identity: StoreIdentity, seq: number) => Promise<void>;
  /** Makes it ready for work; a test says what to do at places where the app may end. */
  open: (reach?: Reach) => Promise<OpenedStore>;
  close: () => void;
}>;

/** Opens the database of this process's own partition. */
export function prepareStore(options: OpenStoreOptions): Promise<PreparedStore> {
  return prepareDatabase(new DeskDatabase(databaseName), options);
}

/** Opens a given database; tests bring one of their own. */
export async function prepareDatabase(
  database: DeskDatabase,
  options: OpenStoreOptions,
): Promise<PreparedStore> {
  await database.open();
  return {
    head: () => headOf(database),
    oplog: async (after, limit) => {
      const rows = await database.oplog.where('seq').above(after).limit(limit).toArray();
      return rows.map(({ seq, bytes }) => ({ seq, record: bytes }));
    },
    clear: async () => {
      await database.transaction('rw', database.tables, async () => {
        await Promise.all(database.tables.map((table) => table.clear()));
      });
    },
    load: async ({ table, bytes }) => {
      const rows = JSON.parse(new TextDecoder().decode(bytes)) as readonly unknown[];
      const removed = /^removed:(.+)$/.exec(table)?.[1];
      if (removed === undefined) await database.table<unknown>(table).bulkPut([...rows]);
      else await database.table<unknown>(removed).bulkDelete(rows as IndexableType[]);
    },
    replay: (records) => replayRecords(database, records),
    identify: async (identity, seq) => {
      const head = await firstHead(database, options.now);
      const next: Head = { ...head, seq: Math.max(head.seq, seq) };
      await database.meta.bulkPut([
        { key: 'head', value: next },
        { key: identityKey, value: identity },
      ]);
    },
    open: (reach) => openDatabase(database, options, reach),
    close: () => database.close(),
  };
}

async function headOf(database: DeskDatabase): Promise<StoreHead | null> {
  const [head, identity, oldest] = await Promise.all([
    database.meta.get('head'),
    database.meta.get(identityKey),
    database.oplog.orderBy('seq').first(),
  ]);
  if (head === undefined) return (await isEmpty(database)) ? null : { identity: null, seq: 0, oldest: null };
  return {
    identity: identity === undefined ? null : (identity.value as StoreIdentity),
    seq: (head.value as Head).seq,
    oldest: oldest?.seq ?? null,
  };
}

async function isEmpty(database: DeskDatabase): Promise<boolean> {
  const counts = await Promise.all(database.tables.map((table) => table.limit(1).count()));
  return counts.every((count) => count === 0);
}
