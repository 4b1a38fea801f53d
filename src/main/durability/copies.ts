import type { Journal } from '../../durable/journal/journal';
import type { SnapshotHead, SnapshotMeta } from '../../durable/snapshots';
import type { Result } from '../../domain/result';
import { defaultSettings } from '../../domain/settings/settings';
import type { StoreIdentity } from '../../protocol/host';
import type { DataFolder } from '../data-folder';
import type { Logger } from '../logger';
import type { StoreHost } from '../store-host';
import { forgetErased, type Forgotten } from './forget';
import { dayMs, isJournalWhole, isSnapshotDue, snapshotHead, takeSnapshot } from './snapshot-keeper';

type CopiesOptions = Readonly<{
  folder: DataFolder;
  journal: Journal;
  identity: () => StoreIdentity | null;
  /** Whether nothing may be written at the moment. */
  isHeld: () => boolean;
  now: () => number;
  log: Logger;
}>;

/** The store as far as it is copied. */
type CopiedStore = Pick<StoreHost, 'host' | 'state' | 'store'>;

/** The desk's own copies: takes one when it is time, and throws those away that hold what was erased since. */
export class Copies {
  readonly #options: CopiesOptions;
  #host: CopiedStore | undefined;
  #isNeeded = false;
  #checkedAt = Number.NEGATIVE_INFINITY;
  #snapshotting: Promise<Result<SnapshotMeta>> | undefined;
  #forgetting: Promise<unknown> = Promise.resolve();

  constructor(options: CopiesOptions) {
    this.#options = options;
  }

  /** Copies are read through this store. */
  attach(host: CopiedStore): void {
    this.#host = host;
  }

  /** Asks for a snapshot that must not wait until it is time. */
  need(): void {
    this.#isNeeded = true;
  }

  /** What a copy of this desk says of itself. */
  head(takenAt: number): SnapshotHead {
    return snapshotHead(this.#keeper().identity(), takenAt);
  }

  /** Takes a snapshot now; one at a time. */
  snapshot(): Promise<Result<SnapshotMeta>> {
    this.#snapshotting ??= takeSnapshot(this.#keeper()).finally(() => {
      this.#snapshotting = undefined;
    });
    return this.#snapshotting;
  }

  /** Throws away every copy that holds what was erased from the database; one after another, where it is asked often. */
  forget(): Promise<Result<Forgotten>> {
    const { folder, now } = this.#options;
    const { host, journal } = this.#keeper();
    const copy = async (): Promise<Result<SnapshotMeta>> => {
      // One that was begun before the erasure holds what was erased in its first pages.
      await this.#snapshotting?.catch(() => undefined);
      return this.snapshot();
    };
    const mine = this.#forgetting.then(() => forgetErased({ folder, journal, host, copy, now }));
    this.#forgetting = mine.catch(() => undefined);
    return mine;
  }

  /** Does what is due, while the store is ready and the disk takes writes. */
  async tend(): Promise<void> {
    if (!this.#isReady() || this.#snapshotting !== undefined) return;
    await this.#forgetWhenDue();
    if (!this.#isNeeded) await this.#checkJournal();
    if (this.#isNeeded || (await isSnapshotDue(this.#keeper()))) await this.#take();
  }

  /** Does what must not wait, before the store is closed. */
  async settle(): Promise<void> {
    if (!this.#isReady()) return;
    await this.#forgetWhenDue();
    if (this.#isNeeded) await this.#take();
  }

  #isReady(): boolean {
    return this.#host?.state.state === 'ready' && !this.#options.isHeld();
  }

  /** Once a day: where records turned bad that a rebuild would need, a snapshot makes up for them while it can. */
  async #checkJournal(): Promise<void> {
    const { now, log } = this.#options;
    if (now() - this.#checkedAt < dayMs) return;
    this.#checkedAt = now();
    if (await isJournalWhole(this.#keeper())) return;
    log.warn('journal damaged', { seq: this.#options.journal.head() });
    this.#isNeeded = true;
  }

  async #take(): Promise<void> {
    const taken = await this.snapshot();
    if (taken.ok) this.#isNeeded = false;
    if (taken.ok) this.#options.log.info('snapshot', { seq: taken.value.seq, bytes: taken.value.bytes });
    else this.#options.log.warn('no snapshot', { code: taken.error.code });
  }

  /** What was erased must leave every copy, even where that failed or was interrupted once. */
  async #forgetWhenDue(): Promise<void> {
    const since = await this.#host?.host.call('forgetting.since', {});
    if (since?.ok !== true || since.value.value === null) return;
    const forgotten = await this.forget();
    if (forgotten.ok) this.#options.log.info('copies thrown away', forgotten.value);
    else this.#options.log.warn('copies stay', { code: forgotten.error.code });
  }

  #keeper() {
    const { folder, journal, now } = this.#options;
    const host = this.#host;
    if (host === undefined) throw new Error('Snapshots are read through the store.');
    const identity = (): StoreIdentity => {
      const known = this.#options.identity();
      if (known === null) throw new Error('Only an opened store is copied.');
      return known;
    };
    const days = async (): Promise<number> => {
      const settings = await host.store.call('settings.get', {});
      return (settings.ok ? settings.value.value : defaultSettings).snapshotDays;
    };
    return { folder: folder.snapshots, host: host.host, journal, identity, days, now };
  }
}
