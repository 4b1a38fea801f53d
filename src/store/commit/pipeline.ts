import { assert } from '../../domain/assert';
import { failure, ok, type Result } from '../../domain/result';
import { bulkNode, nextStamp, type Stamp } from '../../domain/sync/stamp';
import type { CommandRow, DeskDatabase } from '../database';
import { deriveActivity } from './activity';
import type { CommitFeed, LocalWrite, RowChange } from './feed';
import { inverseOf } from './inverse';
import { storageFailure } from './storage-failure';
import { tablesOf, type DeskTables } from './tables';
import { storageKey, UnitOfWork } from './unit-of-work';

/** What the pipeline works with; the journal is the second copy of every commit (docs/adr/0003). */
export type PipelineOptions = {
  readonly database: DeskDatabase;
  readonly feed: CommitFeed;
  readonly journal: (record: Uint8Array, seq: number) => Promise<void>;
  readonly now: () => number;
  readonly newId: () => string;
};

/** One request to change something. */
export type CommandRequest = {
  readonly op: string;
  readonly commandId: string;
  readonly actorId: string;
  /** One step of a long import: not offered for undo by itself, and told to windows less often. */
  readonly isBulk?: boolean;
  /** A change of this desk's own state (drafts, read marks) that nobody would undo. */
  readonly isLocal?: boolean;
};

/** Where the database stands: the last commit and the last stamp. */
export type Head = { readonly seq: number; readonly stamp: Stamp | null; readonly node: string };

/** How many commits and command answers are kept for replay, retry and undo. */
const keptCommits = 1_000;
const pruneEvery = 200;

/**
 * The one way to change anything. Commands run one at a time, each in one strict transaction that holds rows,
 * stamps, events, the oplog entry, the command's answer and the sequence; then everything derived hears of it,
 * then the journal gets the same bytes, and only then is the command answered.
 */
export class CommitPipeline {
  readonly #options: PipelineOptions;
  #head: Head;
  #tail: Promise<unknown> = Promise.resolve();
  #isDraining = false;

  constructor(options: PipelineOptions, head: Head) {
    this.#options = options;
    this.#head = head;
  }

  /** The sequence of the last commit. */
  get seq(): number {
    return this.#head.seq;
  }

  /** Refuses new commands and resolves when the running ones are done. */
  async drain(): Promise<void> {
    this.#isDraining = true;
    await this.#tail;
  }

  /** Runs a command, or answers a repeated one with what it answered before. */
  async run<T>(request: CommandRequest, plan: (work: UnitOfWork) => Promise<Result<T>>): Promise<Result<T>> {
    if (this.#isDraining) return failure(storageFailure('closing'));
    const turn = this.#tail.then(() => this.#commit(request, plan));
    this.#tail = turn.catch(() => undefined);
    const { result, record } = await turn;
    // The next command may start meanwhile, so that the journal can write what arrives together with one sync.
    if (record !== null) await this.#options.journal(record.bytes, record.seq);
    return result;
  }

  async #commit<T>(
    request: CommandRequest,
    plan: (work: UnitOfWork) => Promise<Result<T>>,
  ): Promise<{ result: Result<T>; record: { bytes: Uint8Array; seq: number } | null }> {
    const { database, feed, now, newId } = this.#options;
    const node = request.isBulk === true ? bulkNode(this.#head.node) : this.#head.node;
    const stamp = nextStamp(this.#head.stamp, now(), node);
    const seq = this.#head.seq + 1;
    const nothing = { bytes: null, changes: [], local: [], newest: stamp };
    const saved = await database
      .transaction('rw', database.tables, async (transaction) => {
        const tables = tablesOf(transaction, database);
        const answered = await tables.commands.get(request.commandId);
        if (answered !== undefined) return { ...nothing, result: ok(answered.result as T) };
        const { commandId, actorId } = request;
        const work = new UnitOfWork({ database: tables, stamp, now: now(), newId, commandId, actorId });
        const result = await plan(work);
        if (!result.ok) return { ...nothing, result };
        await deriveActivity(work);
        const changes = work.changes();
        const bytes = await this.#save(request, work, changes, result.value, seq);
        return { result, bytes, changes, local: work.local, newest: work.newestStamp };
      })
      .catch((problem: unknown) => ({ ...nothing, result: failure(storageFailure(problem)) }));
    if (saved.bytes === null) return { result: saved.result, record: null };
    // The clock follows what came from elsewhere, or a later change here would count as the older one.
    this.#head = { ...this.#head, seq, stamp: saved.newest };
    feed.emit({ seq, changes: saved.changes, local: saved.local, isBulk: request.isBulk === true });
    return { result: saved.result, record: { bytes: saved.bytes, seq } };
  }

  async #save(
    request: CommandRequest,
    work: UnitOfWork,
    changes: readonly RowChange[],
    result: unknown,
    seq: number,
  ): Promise<Uint8Array> {
    const { database, stamp, now } = work.context;
    const isUndoable = request.isBulk !== true && request.isLocal !== true;
    const answer: CommandRow = {
      commandId: request.commandId,
      seq,
      at: now,
      actorId: request.actorId,
      op: request.op,
      result,
      inverse: isUndoable ? inverseOf(changes, stamp) : null,
    };
    const bytes = encodeRecord({ ...answer, stamp, effects: work.effects, local: work.local });
    await writeRows(database, changes);
    await writeLocal(database, work.local);
    await database.tombstones.bulkPut(work.tombstones());
    await database.oplog.put({ seq, bytes });
    // A repeated local write is harmless, and a draft saved at every pause would crowd out the answers that matter.
    if (request.isLocal !== true) await database.commands.put(answer);
    const head: Head = { seq, stamp: work.newestStamp, node: this.#head.node };
    await database.meta.put({ key: 'head', value: head });
    if (seq % pruneEvery === 0) await prune(database, seq - keptCommits);
    return bytes;
  }
}

async function writeRows(database: DeskTables, changes: readonly RowChange[]): Promise<void> {
  for (const [kind, ofKind] of groupByKind(changes)) {
    const written = ofKind.flatMap((change) => (change.after === undefined ? [] : [change.after]));
    const removed = ofKind.filter((change) => change.after === undefined);
    if (written.length > 0) await database.table<unknown>(kind).bulkPut(written);
    if (removed.length > 0) await database.table<unknown>(kind).bulkDelete(removed.map(storageKey));
    if (kind === 'tickets') await Promise.all(removed.map((change) => removeChildren(database, change.id)));
  }
}

/** What stands under a removed ticket goes with it; the ticket's tombstone speaks for all of it. */
async function removeChildren(database: DeskTables, ticketId: string): Promise<void> {
  for (const table of [database.messages, database.events]) {
    await table.where('[ticketId+id]').between([ticketId, ''], [ticketId, '\uffff']).delete();
  }
}

async function writeLocal(database: DeskTables, writes: readonly LocalWrite[]): Promise<void> {
  for (const write of writes) {
    if ('put' in write) await database.table<unknown>(write.table).put(write.put);
    else await database.table<unknown>(write.table).delete(write.removed);
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

/** The bytes of a commit: what the journal appends and the oplog keeps, compared byte for byte at start. */
function encodeRecord(record: object): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(record));
}

async function prune(database: DeskTables, upTo: number): Promise<void> {
  assert(Number.isInteger(upTo), 'Pruning goes by whole sequences.');
  await database.oplog.where('seq').below(upTo).delete();
  await database.commands.where('seq').below(upTo).delete();
}
