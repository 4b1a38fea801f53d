import type { KindName } from '../../domain/kinds';
import type { SyncedRow } from '../../domain/sync/row';

/** One row before and after a commit; a missing side means it was made or removed. */
export type RowChange = {
  readonly kind: KindName;
  readonly id: string;
  /** The ticket that a child row belongs to. */
  readonly parent?: string;
  readonly before?: SyncedRow;
  readonly after?: SyncedRow;
};

/** What a commit tells everything that is derived from the rows. */
export type Commit = {
  readonly seq: number;
  readonly changes: readonly RowChange[];
  /** What changed with it in the tables that are this desk's alone. */
  readonly local: readonly LocalWrite[];
  /** One step of a long import: those who redraw may wait for the next. */
  readonly isBulk: boolean;
};

/** The tables that are this desk's alone: never synced, but journalled like everything else. */
export type LocalTable =
  | 'drafts'
  | 'draftVersions'
  | 'reads'
  | 'batches'
  | 'batchEntries'
  | 'commands'
  | 'meta';

/** One row of such a table, written or removed. */
export type LocalWrite =
  | { readonly table: LocalTable; readonly put: object }
  | { readonly table: LocalTable; readonly removed: string | readonly (string | number)[] };

type Listener = (commit: Commit) => void;

/**
 * Tells every commit to its listeners, at once and in the order they joined. Listeners are deriving caches, so
 * each must have heard of a commit before anybody is told that the command is done.
 */
export class CommitFeed {
  readonly #listeners = new Set<Listener>();

  /** Hears of every later commit until the returned function is called. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tells everyone. */
  emit(commit: Commit): void {
    for (const listener of this.#listeners) listener(commit);
  }
}
