import { Dexie, type EntityTable, type PromiseExtended, type Table } from 'dexie';
import type { KindName, RecordKind } from '../domain/kinds';
import type { SyncedRow } from '../domain/sync/row';
import type { Stamp } from '../domain/sync/stamp';
import type { Draft } from '../protocol/store-shapes';
import type { RowInverse } from './commit/inverse';

/** A row that belongs to a ticket, stored under it. */
export type ChildRow = SyncedRow & { readonly ticketId: string };

/** What was removed, and when: nothing older than the stamp comes back, and nothing that was erased of it. */
export type TombstoneRow = {
  readonly key: string;
  readonly kind: KindName;
  readonly id: string;
  readonly stamp: Stamp;
  readonly remains?: SyncedRow;
};

/** One commit as it goes into the journal, byte for byte. */
export type OplogRow = { readonly seq: number; readonly bytes: Uint8Array };

/** What a command answered, kept so that a repeated one is answered and not done again; and how to undo it. */
export type CommandRow = {
  readonly commandId: string;
  readonly seq: number;
  readonly at: number;
  readonly actorId: string;
  readonly op: string;
  readonly result: unknown;
  readonly inverse: unknown;
  readonly undoneBy?: string;
};

export type DraftRow = Draft & { readonly agentId: string };

/** A version of a draft that a later one replaced. */
export type DraftVersionRow = DraftRow & { readonly draftId: string };

/** When an agent last saw a ticket. */
export type ReadRow = { readonly agentId: string; readonly ticketId: string; readonly at: number };

/** One import. */
export type BatchRow = {
  readonly id: string;
  readonly format: string;
  readonly fileName: string;
  readonly startedAt: number;
  readonly state: 'running' | 'done' | 'undone';
  readonly created: number;
  readonly updated: number;
  readonly skipped: number;
};

/** What one step of an import did, for taking the whole import back. */
export type BatchEntryRow = {
  readonly batch: string;
  readonly step: number;
  /** The newest stamp that the step wrote: a later one on its rows is somebody's work. */
  readonly stamp: Stamp;
  readonly tickets: readonly string[];
  readonly records: readonly (readonly [kind: RecordKind, id: string])[];
  /** How to take back what it changed on rows that were there before. */
  readonly inverses: readonly RowInverse[];
};

export type MetaRow = { readonly key: string; readonly value: unknown };

/**
 * The tables. Every index costs a write per row, so there are few: lists, counts and sorting come from the index
 * in memory. Rows of a ticket are keyed by it, so its conversation is one range and needs no index at all.
 */
export class DeskDatabase extends Dexie {
  declare readonly tickets: EntityTable<SyncedRow, 'id'>;
  declare readonly messages: Table<ChildRow, [string, string]>;
  declare readonly events: Table<ChildRow, [string, string]>;
  declare readonly people: EntityTable<SyncedRow, 'id'>;
  declare readonly organisations: EntityTable<SyncedRow, 'id'>;
  declare readonly teams: EntityTable<SyncedRow, 'id'>;
  declare readonly categories: EntityTable<SyncedRow, 'id'>;
  declare readonly statuses: EntityTable<SyncedRow, 'id'>;
  declare readonly customFields: EntityTable<SyncedRow, 'id'>;
  declare readonly views: EntityTable<SyncedRow, 'id'>;
  declare readonly tombstones: EntityTable<TombstoneRow, 'key'>;
  declare readonly oplog: EntityTable<OplogRow, 'seq'>;
  declare readonly commands: EntityTable<CommandRow, 'commandId'>;
  declare readonly drafts: EntityTable<DraftRow, 'id'>;
  declare readonly draftVersions: Table<DraftVersionRow, [string, number]>;
  declare readonly reads: Table<ReadRow, [string, string]>;
  declare readonly batches: EntityTable<BatchRow, 'id'>;
  declare readonly batchEntries: Table<BatchEntryRow, [string, number]>;
  declare readonly meta: EntityTable<MetaRow, 'key'>;
  #hasOpened = false;

  constructor(
    name: string,
    factory?: { readonly indexedDB: IDBFactory; readonly IDBKeyRange: typeof IDBKeyRange },
  ) {
    super(name, {
      chromeTransactionDurability: 'strict',
      cache: 'disabled',
      autoOpen: false,
      ...factory,
    });
    this.version(1).stores({
      tickets: 'id, number, updatedAt, *sourceIds',
      messages: '[ticketId+id]',
      events: '[ticketId+id]',
      people: 'id',
      organisations: 'id',
      teams: 'id',
      categories: 'id',
      statuses: 'id',
      customFields: 'id',
      views: 'id',
      tombstones: 'key',
      oplog: 'seq',
      commands: 'commandId, seq',
      drafts: 'id',
      draftVersions: '[draftId+version]',
      reads: '[agentId+ticketId]',
      batches: 'id',
      batchEntries: '[batch+step]',
      meta: 'key',
    });
  }

  /**
   * Opens it once. Dexie would open a connection again that the browser engine has closed because its disk failed; but
   * the engine deletes everything that it opens on a full disk, so that is left to a new process, when main lets one be.
   */
  override open(): PromiseExtended<Dexie> {
    if (this.#hasOpened && !this.isOpen()) return Dexie.Promise.reject(new Dexie.DatabaseClosedError());
    return super.open().then((opened) => {
      this.#hasOpened = true;
      return opened;
    });
  }
}

/** The key of a tombstone: ids are unique within a kind. */
export function tombstoneKey(kind: KindName, id: string): string {
  return `${kind}/${id}`;
}
