import type { IndexableType, Table, Transaction } from 'dexie';
import type { DeskDatabase } from '../database';

type TableName = {
  [Name in keyof DeskDatabase]: DeskDatabase[Name] extends Table<infer _Row, infer _Key> ? Name : never;
}[keyof DeskDatabase];

/** The tables of one transaction: what is read and written through them belongs to it, and to nothing else. */
export type DeskTables = Pick<DeskDatabase, TableName> & {
  readonly table: <Row>(name: string) => Table<Row, IndexableType>;
};

/**
 * Binds every table to a transaction. Dexie would find the running transaction by itself, but loses it after a
 * hundred awaits without a request (its `ZONE_ECHO_LIMIT`), and a bulk change of primed rows is exactly that.
 */
export function tablesOf(transaction: Transaction, database: DeskDatabase): DeskTables {
  const bound = Object.fromEntries(database.tables.map(({ name }) => [name, transaction.table(name)]));
  return { ...bound, table: (name: string) => transaction.table(name) } as unknown as DeskTables;
}
