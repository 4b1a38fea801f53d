import { dropReplaced } from '../../durable/backup/swap';
import { hasFailPoints } from '../../durable/fail-points';
import { returnFactor } from '../../durable/free-space';
import type { Journal } from '../../durable/journal/journal';
import type { SentinelReading } from '../../durable/sentinel';
import { listSnapshots, type SnapshotHead, type SnapshotMeta } from '../../durable/snapshots';
import type { AppError } from '../../domain/errors';
import { failure, ok, type Result } from '../../domain/result';
import type { lifeContract, StoreIdentity } from '../../protocol/host';
import type { Client } from '../../protocol/rpc/client';
import type { Dispose } from '../../protocol/rpc/ports';
import type { Timers } from '../../protocol/rpc/runtime';
import type { DurabilityState } from '../../protocol/shell';
import type { DataFolder } from '../data-folder';
import type { Logger } from '../logger';
import type { StoreHost } from '../store-host';
import { agree, appendTail } from './agree';
import { accountOf, takeRestoredNote } from './account';
import { Copies } from './copies';
import { troubleWith, unwritable } from './disk-health';
import { durabilityMessages as messages } from './durability.messages';
import type { Forgotten } from './forget';
import type { Guard } from './guard';
import { keepAside } from './keep-aside';
import { noteSentinel } from './note-sentinel';
import { type DurableParts, openParts } from './open-parts';

type DurabilityOptions = Readonly<{
  folder: DataFolder;
  /** What a test has switched off. */
  guardsOff: ReadonlySet<Guard>;
  timers: Timers;
  now: () => number;
  log: Logger;
}>;

const watchMs = 2_000;
const sentinelMs = 30_000;
const snapshotCheckMs = 60_000;
const firstSnapshotMs = 20_000;
/** How long a desk is kept that a restored one replaced. */
const weekMs = 7 * 24 * 60 * 60 * 1000;
const recoveryLimitMs = 5_000;

/**
 * Keeps the desk's data safe: opens the journal before the database, lets the store open only when both agree, writes
 * down every commit before it counts, takes snapshots, and holds changes back while the disk cannot take them.
 */
export class Durability {
  readonly #options: DurabilityOptions;
  readonly #journal: Journal;
  readonly #sentinel: SentinelReading;
  readonly #openedMs: number;
  #isHoled: boolean;
  readonly #listeners = new Set<() => void>();
  readonly #timers = new Set<unknown>();
  readonly #copies: Copies;
  #identity: StoreIdentity | null = null;
  #life: Client<typeof lifeContract> | undefined;
  #host: StoreHost | undefined;
  #held: AppError | null = null;
  #state: DurabilityState = { hold: null, progress: null, account: null, problem: null };
  #isJournalDown = false;
  #isRecovering = false;
  #notedSeq = -1;
  #isClosed = false;

  private constructor(options: DurabilityOptions, parts: DurableParts) {
    this.#options = options;
    this.#journal = parts.journal;
    this.#sentinel = parts.sentinel;
    this.#isHoled = parts.isHoled;
    this.#openedMs = parts.openedMs;
    const { folder, now, log } = options;
    this.#copies = new Copies({
      folder,
      journal: parts.journal,
      identity: () => this.#identity,
      isHeld: () => this.#held !== null,
      now,
      log,
    });
  }

  /** Mends what a crash left half written and opens the journal; before anything may open the database. */
  static async open(options: DurabilityOptions): Promise<Result<Durability>> {
    const parts = await openParts(options.folder, options.guardsOff, options.log);
    return parts.ok ? ok(new Durability(options, parts.value)) : parts;
  }

  get state(): DurabilityState {
    return this.#state;
  }

  /** Tells whenever `state` has changed. */
  onState(listener: () => void): Dispose {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Writes a commit down; what it answers is what the one who made the change is told. */
  async append(bytes: Uint8Array, seq: number): Promise<Result<null>> {
    // What the store committed while the journal was down is in its oplog, and comes from there in turn.
    if (this.#isJournalDown && this.#held !== null) return failure(this.#held);
    const written = await this.#journal.append({ seq, bytes });
    if (written.ok) return written;
    this.#isJournalDown = true;
    await this.#hold(unwritable(written.error));
    return failure(this.#held ?? written.error);
  }

  /** Resolves when a database may be opened: the browser engine wipes one that it opens on a full disk. */
  async untilReady(): Promise<void> {
    for (;;) {
      const trouble = await this.refusal();
      if (trouble === null || this.#isClosed) return;
      this.#held ??= trouble;
      this.#show({ hold: { text: trouble.message } });
      await new Promise<void>((resolve) => this.#later(resolve, watchMs));
    }
  }

  /** Why nothing can be opened or changed at the moment, or null. */
  async refusal(): Promise<AppError | null> {
    const trouble = await troubleWith(this.#options.folder, this.#held === null ? 1 : returnFactor);
    if (trouble?.code === 'storage_full') return { ...trouble, message: messages.fullAtStart };
    if (trouble !== null) return trouble;
    // It may have failed while it was brought to agree, too.
    const recovered = await this.#journal.recover();
    if (!recovered.ok) return unwritable(recovered.error);
    this.#isJournalDown = false;
    return null;
  }

  /** Brings database and journal to agree, then lets the store open. */
  async agree(life: Client<typeof lifeContract>, validateOutputs: boolean): Promise<Result<null>> {
    const { folder, guardsOff, log, now } = this.#options;
    this.#life = life;
    const databaseMs = await this.#openDatabase(life);
    const begun = performance.now();
    const snapshots = await listSnapshots(folder.snapshots);
    for (const { reason } of snapshots.unusable) log.warn('snapshot passed over', { reason });
    const agreed = await agree({
      life,
      journal: this.#journal,
      sentinel: this.#sentinel.kind === 'read' ? this.#sentinel.sentinel : null,
      wasHere: this.#sentinel.kind !== 'none',
      snapshots: guardsOff.has('snapshots') ? [] : snapshots.usable,
      isHoled: this.#isHoled,
      keepAside: () => keepAside(folder, now(), log),
      onProgress: (progress) => this.#show({ progress }),
      log,
    });
    this.#show({ progress: null });
    if (!agreed.ok) {
      // A journal that failed meanwhile takes nothing until it has recovered, which the next try begins with.
      this.#isJournalDown = true;
      // A store that is closed under its own opening has no problem.
      if (this.#host?.state.state === 'starting') this.#show({ problem: agreed.error.message });
      return agreed;
    }
    const { plan, identity, restored, missing } = agreed.value;
    const costMs = Math.round(this.#openedMs + performance.now() - begun);
    log.info('data agreed', { plan, restored, missing, seq: this.#journal.head(), costMs, databaseMs });
    this.#identity = identity;
    this.#isHoled = false;
    // What was rebuilt or adopted is in no copy that the journal goes on from.
    const isNew = plan === 'rebuild' || plan === 'adopt';
    if (isNew && !guardsOff.has('snapshots')) this.#copies.need();
    const asked = { validateOutputs, hasFailPoints: hasFailPoints() };
    const opened = await life.send('life.open', asked, { timeoutMs: 0 });
    if (!opened.ok) return opened;
    this.#show({ problem: null });
    // The disk was looked at before this began; should it be ill again by now, the next look says so.
    this.#held = null;
    this.#show({ hold: null });
    await this.#note();
    const text = (await takeRestoredNote(folder)) ?? accountOf(agreed.value);
    if (text !== null) this.#show({ account: { text, at: now() } });
    return ok(null);
  }

  /** Opens the database, which every start must, so that its time is not counted among what safety costs. */
  async #openDatabase(life: Client<typeof lifeContract>): Promise<number> {
    const begun = performance.now();
    // Where it does not open, whoever asks next is told so.
    await life.send('life.prepare', {}, { timeoutMs: 0 });
    return Math.round(performance.now() - begun);
  }

  /** Begins to watch the disk and to note where the desk stands; with `isCopied`, also to take snapshots. */
  attach(host: StoreHost, isCopied: boolean): void {
    this.#host = host;
    this.#copies.attach(host);
    this.#every(watchMs, () => this.#watch());
    this.#every(sentinelMs, () => this.#note());
    if (!isCopied) return;
    const { folder, guardsOff, now } = this.#options;
    this.#later(() => void dropReplaced(folder.root, weekMs, now()).catch(() => undefined), firstSnapshotMs);
    if (guardsOff.has('snapshots')) return;
    this.#later(() => void this.#copies.tend(), firstSnapshotMs);
    this.#every(snapshotCheckMs, () => this.#copies.tend());
  }

  /** What a copy of this desk says of itself. */
  head(takenAt: number): SnapshotHead {
    return this.#copies.head(takenAt);
  }

  /** Takes a snapshot now; one at a time. */
  snapshot(): Promise<Result<SnapshotMeta>> {
    return this.#copies.snapshot();
  }

  /** Throws away every copy that holds what was erased from the database. */
  forget(): Promise<Result<Forgotten>> {
    return this.#copies.forget();
  }

  /** Takes the snapshot that must not wait, and throws away the copies that must go; before the store is closed. */
  settle(): Promise<void> {
    return this.#copies.settle();
  }

  /** Notes where the desk stands and closes the journal; the store must be closed by then. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const timer of this.#timers) this.#options.timers.clearTimeout(timer);
    if (this.#identity !== null) await this.#note();
    await this.#journal.close();
  }

  /** Looks after the disk: holds changes back in time, and lets them in again when it is well. */
  async #watch(): Promise<void> {
    if (this.#host?.state.state !== 'ready') return;
    if (this.#held !== null) return this.#recover();
    const trouble = await troubleWith(this.#options.folder, 1);
    if (trouble !== null) await this.#hold(trouble);
  }

  async #recover(): Promise<void> {
    const life = this.#life;
    if (this.#isRecovering || life === undefined) return;
    this.#isRecovering = true;
    try {
      if ((await this.refusal()) !== null) return;
      const written = await appendTail(life, this.#journal, this.#journal.head(), recoveryLimitMs);
      // A database that lost its disk may never answer again; a new process opens it anew, and agrees then.
      if (!written.ok) return this.#host?.replace();
      this.#held = null;
      await life.send('life.hold', { failure: null });
      this.#options.log.info('changes taken again', { seq: this.#journal.head() });
      this.#show({ hold: null });
    } finally {
      this.#isRecovering = false;
    }
  }

  async #hold(refusal: AppError): Promise<void> {
    if (this.#held !== null) return;
    this.#held = refusal;
    this.#options.log.warn('changes held back', { code: refusal.code });
    this.#show({ hold: { text: refusal.message } });
    await this.#life?.send('life.hold', { failure: refusal });
  }

  async #note(): Promise<void> {
    const { folder, guardsOff, now, log } = this.#options;
    if (guardsOff.has('sentinel')) return;
    const seq = this.#journal.head();
    if (this.#identity === null || this.#held !== null || seq === this.#notedSeq) return;
    if (await noteSentinel(folder, this.#identity, seq, now(), log)) this.#notedSeq = seq;
  }

  #show(change: Partial<DurabilityState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }

  #later(run: () => void, delayMs: number): void {
    const timer = this.#options.timers.setTimeout(() => {
      this.#timers.delete(timer);
      run();
    }, delayMs);
    this.#timers.add(timer);
  }

  #every(delayMs: number, run: () => Promise<void>): void {
    this.#later(() => {
      void run().finally(() => {
        if (!this.#isClosed) this.#every(delayMs, run);
      });
    }, delayMs);
  }
}
