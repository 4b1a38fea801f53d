import type { SyncedRow } from '../../domain/sync/row';
import { isKindName } from '../../domain/kinds';
import type { CommitPipeline } from '../commit/pipeline';
import type { Commit, CommitFeed } from '../commit/feed';
import { storageKey } from '../commit/unit-of-work';
import type { DeskDatabase } from '../database';
import { ContentDigest } from './content-digest';

/** Rows of one table as a JSON array in bytes. */
export type ScanPage = { readonly table: string; readonly rows: number; readonly bytes: Uint8Array };

/** The last rows of a scan, and what the whole of it comes to. */
export type ScanEnd = {
  readonly pages: readonly ScanPage[];
  readonly seq: number;
  readonly counts: Record<string, number>;
  readonly hash: string;
};

type Key = string | number | readonly (string | number)[];

/** What every commit writes to, so it is read at the end, as of the last commit. */
const lastTables: ReadonlySet<string> = new Set(['commands', 'tombstones', 'meta']);

/** The oplog is for agreeing with the journal, which a snapshot stands in for. */
const leftOut: ReadonlySet<string> = new Set(['oplog']);

/** Of the head and the identity, the second is given by whoever loads the rows. */
const identityKey = 'identity';

/**
 * Reads every row while commands go on, and what they changed behind its back once more at the end, so that the whole
 * is as of one commit. Each page is read between two commands: it is known for every change whether the scan had
 * already passed its row.
 */
export class SnapshotScan {
  readonly #database: DeskDatabase;
  readonly #pipeline: CommitPipeline;
  readonly #tables: string[];
  readonly #digest = new ContentDigest();
  readonly #changed = new Map<string, Map<string, Key>>();
  readonly #passed = new Set<string>();
  readonly #stop: () => void;
  #after: Key | null = null;
  #isSpoilt = false;

  constructor(database: DeskDatabase, pipeline: CommitPipeline, feed: CommitFeed) {
    this.#database = database;
    this.#pipeline = pipeline;
    this.#tables = database.tables
      .map(({ name }) => name)
      .filter((name) => !lastTables.has(name) && !leftOut.has(name));
    this.#stop = feed.listen((commit) => this.#follow(commit));
  }

  /** The next rows, or null when only the end is left. */
  async next(limit: number): Promise<ScanPage | null> {
    for (;;) {
      const table = this.#tables[0];
      if (table === undefined) return null;
      const rows = await this.#pipeline.between(() => this.#read(table, limit));
      if (rows.length > 0) return pageOf(table, rows);
    }
  }

  /** What changed meanwhile and the small tables; undefined when the scan could not follow and must begin anew. */
  async finish(): Promise<ScanEnd | undefined> {
    return this.#pipeline.between(async () => {
      this.end();
      if (this.#isSpoilt || this.#tables.length > 0) return undefined;
      const pages: ScanPage[] = [];
      for (const [table, keys] of this.#changed)
        pages.push(...(await this.#again(table, [...keys.values()])));
      for (const table of lastTables) {
        const rows = await this.#database.table<{ key?: unknown }>(table).toArray();
        pages.push(pageOf(table, table === 'meta' ? rows.filter(({ key }) => key !== identityKey) : rows));
      }
      return { pages, seq: this.#pipeline.seq, ...this.#digest.sum() };
    });
  }

  /** Stops following commits. */
  end(): void {
    this.#stop();
  }

  async #read(table: string, limit: number): Promise<unknown[]> {
    const from = this.#database.table<unknown, Key>(table);
    const range = this.#after === null ? from.orderBy(':id') : from.where(':id').above(this.#after);
    const rows = await range.limit(limit).toArray();
    const last = rows.at(-1);
    if (last === undefined || rows.length < limit) {
      this.#passed.add(table);
      this.#tables.shift();
      this.#after = null;
    } else {
      this.#after = this.#keyOf(table, last);
    }
    if (isKindName(table)) for (const row of rows as SyncedRow[]) this.#digest.add(table, row);
    return rows;
  }

  async #again(table: string, keys: readonly Key[]): Promise<ScanPage[]> {
    const rows = await this.#database.table<unknown, Key>(table).bulkGet([...keys]);
    const there = rows.filter((row) => row !== undefined);
    const gone = keys.filter((_key, position) => rows[position] === undefined);
    return [
      ...(there.length === 0 ? [] : [pageOf(table, there)]),
      ...(gone.length === 0 ? [] : [pageOf(`removed:${table}`, gone)]),
    ];
  }

  #follow(commit: Commit): void {
    for (const change of commit.changes) {
      // What stood under the ticket went with it, row by row unseen.
      if (change.kind === 'tickets' && change.after === undefined) this.#isSpoilt = true;
      const key = storageKey(change);
      if (!this.#hasPassed(change.kind, key)) continue;
      if (change.before !== undefined) this.#digest.remove(change.kind, change.before);
      if (change.after !== undefined) this.#digest.add(change.kind, change.after);
      this.#note(change.kind, key);
    }
    for (const write of commit.local) {
      const key = 'put' in write ? this.#keyOf(write.table, write.put) : write.removed;
      if (this.#hasPassed(write.table, key)) this.#note(write.table, key);
    }
  }

  #hasPassed(table: string, key: Key): boolean {
    if (this.#passed.has(table)) return true;
    return this.#tables[0] === table && this.#after !== null && compare(key, this.#after) <= 0;
  }

  #note(table: string, key: Key): void {
    const keys = this.#changed.get(table) ?? new Map<string, Key>();
    this.#changed.set(table, keys);
    keys.set(JSON.stringify(key), key);
  }

  #keyOf(table: string, row: unknown): Key {
    const { keyPath } = this.#database.table(table).schema.primKey;
    const value = (name: string): string | number => (row as Record<string, string | number>)[name] ?? '';
    if (typeof keyPath === 'string') return value(keyPath);
    return (keyPath ?? []).map(value);
  }
}

function pageOf(table: string, rows: readonly unknown[]): ScanPage {
  return { table, rows: rows.length, bytes: new TextEncoder().encode(JSON.stringify(rows)) };
}

/** The order of IndexedDB for keys of text and numbers: numbers before text, lists element by element. */
function compare(left: Key, right: Key): number {
  if (typeof left === 'object' && typeof right === 'object') {
    for (let at = 0; at < Math.min(left.length, right.length); at += 1) {
      const order = compare(left[at] as Key, right[at] as Key);
      if (order !== 0) return order;
    }
    return left.length - right.length;
  }
  if (typeof left !== typeof right) return typeof left === 'number' ? -1 : 1;
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
