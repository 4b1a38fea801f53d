import type { AppError } from '../../domain/errors';
import { failure, ok, type Result } from '../../domain/result';
import { bulkNode, nextStamp, type Stamp } from '../../domain/sync/stamp';
import type { CommandRow, DeskDatabase } from '../database';
import { deriveActivity } from './activity';
import type { CommitFeed, RowChange } from './feed';
import { forgettingMeta, isRedaction } from './forgetting';
import { inverseOf } from './inverse';
import { encodeRecord } from './record';
import { storageFailure } from './storage-failure';
import { tablesOf } from './tables';
import { UnitOfWork } from './unit-of-work';
import { pruneCommits, writeLocal, writeRows } from './write';

/** What the pipeline works with; the journal is the second copy of every commit (docs/adr/0003). */
export type PipelineOptions = {
  readonly database: DeskDatabase;
  readonly feed: CommitFeed;
  readonly journal: (record: Uint8Array, seq: number) => Promise<Result<null>>;
  /** Passes a place where a test may end the app; nothing waits there otherwise. */
  readonly reach?: Reach | undefined;
  readonly now: () => number;
  readonly newId: () => string;
};

/** Resolves when a named place between two steps was passed. */
export type Reach = (name: string) => Promise<void>;

/** One request to change something. */
export type CommandRequest = {
  readonly op: string;
  readonly commandId: string;
  readonly actorId: string;
  /** One step of a long import: not offered for undo by itself, and told to windows less often. */
  readonly isBulk?: boolean;
  /** A change of this desk's own state (drafts, read marks) that nobody would undo. */
  readonly isLocal?: boolean;
  /** A change that nothing takes back; it may touch very many rows. */
  readonly isFinal?: boolean;
};

/** Where the database stands: the last commit and the last stamp. */
export type Head = { readonly seq: number; readonly stamp: Stamp | null; readonly node: string };

/** A transaction that takes longer than this will not end: the database settles nothing more after some failures. */
const patienceMs = 8_000;
const longPatienceMs = 60_000;

/**
 * The one way to change anything. Commands run one at a time, each in one strict transaction that holds rows,
 * stamps, events, the oplog entry, the command's answer and the sequence; then everything derived hears of it,
 * then the journal gets the same bytes, and only then is the command answered.
 */
export class CommitPipeline {
  readonly #options: PipelineOptions;
  #head: Head;
  #tail: Promise<unknown> = Promise.resolve();
  #written: Promise<Result<null>> = Promise.resolve(ok(null));
  #isDraining = false;
  #held: AppError | null = null;
  #dueAt = Number.POSITIVE_INFINITY;

  constructor(options: PipelineOptions, head: Head) {
    this.#options = options;
    this.#head = head;
  }

  /** The sequence of the last commit. */
  get seq(): number {
    return this.#head.seq;
  }

  /** True when the running transaction should have ended long ago: nothing more will come of this process. */
  get isStuck(): boolean {
    return this.#options.now() > this.#dueAt;
  }

  /** Refuses every change with this failure, until it is called with null. */
  hold(refusal: AppError | null): void {
    this.#held = refusal;
    // Whoever lets changes in again has written down what was missing.
    if (refusal === null) this.#written = Promise.resolve(ok(null));
  }

  /** Runs something between two commands: what it reads belongs to one commit. */
  async between<T>(read: () => Promise<T>): Promise<T> {
    const turn = this.#tail.then(read);
    this.#tail = turn.catch(() => undefined);
    return turn;
  }

  /** Refuses new commands and resolves when the running ones are done. */
  async drain(): Promise<void> {
    this.#isDraining = true;
    await this.#tail;
  }

  /** Runs a command, or answers a repeated one with what it answered before. */
  async run<T>(request: CommandRequest, plan: (work: UnitOfWork) => Promise<Result<T>>): Promise<Result<T>> {
    if (this.#isDraining) return failure(storageFailure('closing'));
    if (this.#held !== null) return failure(this.#held);
    const turn = this.#tail.then(() => this.#commit(request, plan));
    this.#tail = turn.catch(() => undefined);
    const { result, record } = await turn;
    // The next command may start meanwhile, so that the journal can write what arrives together with one sync.
    if (record !== null) this.#written = this.#options.journal(record.bytes, record.seq);
    // A repeated command is answered from what is stored, which counts only when the journal has it too.
    const written = await this.#written;
    await this.#options.reach?.('store.journalled');
    return written.ok || !result.ok ? result : written;
  }

  async #commit<T>(
    request: CommandRequest,
    plan: (work: UnitOfWork) => Promise<Result<T>>,
  ): Promise<{ result: Result<T>; record: { bytes: Uint8Array; seq: number } | null }> {
    const { database, feed, now, newId, reach } = this.#options;
    if (reach !== undefined) await reach('store.received');
    const node = request.isBulk === true ? bulkNode(this.#head.node) : this.#head.node;
    const stamp = nextStamp(this.#head.stamp, now(), node);
    const seq = this.#head.seq + 1;
    const nothing = { bytes: null, changes: [], local: [], newest: stamp };
    const isLong = request.isBulk === true || request.isFinal === true;
    this.#dueAt = now() + (isLong ? longPatienceMs : patienceMs);
    const saved = await database
      .transaction('rw', database.tables, async (transaction) => {
        const tables = tablesOf(transaction, database);
        const { commandId, actorId } = request;
        const work = new UnitOfWork({ database: tables, stamp, now: now(), newId, commandId, actorId });
        // Asked at once: a repeated command throws its plan away, which has written no rows yet.
        const [answered, result] = await Promise.all([tables.commands.get(commandId), plan(work)]);
        if (answered !== undefined) return { ...nothing, result: ok(answered.result as T) };
        if (!result.ok) return { ...nothing, result };
        await deriveActivity(work);
        const changes = work.changes();
        const bytes = await this.#save(request, work, changes, result.value, seq);
        return { result, bytes, changes, local: work.local, newest: work.newestStamp };
      })
      .catch((problem: unknown) => ({ ...nothing, result: failure(storageFailure(problem)) }))
      .finally(() => {
        this.#dueAt = Number.POSITIVE_INFINITY;
      });
    if (saved.bytes === null) return { result: saved.result, record: null };
    if (reach !== undefined) await reach('store.committed');
    // The clock follows what came from elsewhere, or a later change here would count as the older one.
    this.#head = { ...this.#head, seq, stamp: saved.newest };
    feed.emit({ seq, changes: saved.changes, local: saved.local, isBulk: request.isBulk === true });
    if (reach !== undefined) await reach('store.told');
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
    if (changes.some(isRedaction)) work.putLocal('meta', forgettingMeta(seq));
    const isUndoable = [request.isBulk, request.isLocal, request.isFinal].every((is) => is !== true);
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
    const head: Head = { seq, stamp: work.newestStamp, node: this.#head.node };
    const tombstones = work.tombstones();
    await Promise.all([
      writeRows(database, changes),
      writeLocal(database, work.local),
      tombstones.length > 0 && database.tombstones.bulkPut(tombstones),
      database.oplog.put({ seq, bytes }),
      // A repeated local write is harmless, and a draft saved at every pause would crowd out the answers that matter.
      request.isLocal !== true && database.commands.put(answer),
      database.meta.put({ key: 'head', value: head }),
    ]);
    await pruneCommits(database, seq);
    return bytes;
  }
}
