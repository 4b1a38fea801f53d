import path from 'node:path';
import type { BackupReport, BackupTools, OnProgress } from '../../cli/tools';
import { previewBackup } from '../../durable/backup/backup';
import { withdrawSwap } from '../../durable/backup/swap';
import { appError } from '../../domain/errors';
import { failure, ok, type Result } from '../../domain/result';
import type { BackupRhythm, BackupStatus, BackupSummary, ChosenBackup } from '../../protocol/backup-shapes';
import type { Client } from '../../protocol/rpc/client';
import type { Dispose } from '../../protocol/rpc/ports';
import type { Timers } from '../../protocol/rpc/runtime';
import type { storeContract } from '../../protocol/store';
import type { DataFolder } from '../data-folder';
import type { Durability } from '../durability/durability';
import type { Logger } from '../logger';
import type { StoreHost } from '../store-host';
import { backupName } from './backup-name';
import { backupMessages as messages } from './backup.messages';
import { nextBackupAt } from './due';
import { BackupSchedule } from './schedule';

type DeskBackupsOptions = Readonly<{
  tools: BackupTools;
  folder: DataFolder;
  store: Client<typeof storeContract>;
  host: Pick<StoreHost, 'state'>;
  durability: Pick<Durability, 'head'>;
  timers: Timers;
  now: () => number;
  log: Logger;
}>;

/** The backups of the desk that is open in windows: those that people ask for, and those of the schedule. */
export class DeskBackups {
  readonly #options: DeskBackupsOptions;
  readonly #schedule: BackupSchedule;
  readonly #listeners = new Set<() => void>();
  readonly #running = new Set<Promise<unknown>>();
  readonly #leaving = new AbortController();
  /** Only this run of the app can have made it wait: the start that finds one puts it in place. */
  #waiting: BackupStatus['waiting'] = null;

  constructor(options: DeskBackupsOptions) {
    this.#options = options;
    const { folder, timers, now, log } = options;
    this.#schedule = new BackupSchedule({
      file: folder.backupsFile,
      isOpen: () => this.#isOpen,
      desk: () => this.#desk(),
      makeBackup: (file) => this.#write(file, null, () => undefined, this.#leaving.signal),
      onChange: () => this.#changed(),
      timers,
      now,
      log,
    });
  }

  /** Tells whenever the status has changed. */
  onChange(listener: () => void): Dispose {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Begins to make backups by schedule. */
  start(): void {
    this.#schedule.start();
  }

  /** Stops what runs, so that nothing half written is left, and resolves when it has stopped. */
  async close(): Promise<void> {
    this.#leaving.abort();
    await this.#schedule.close();
    await Promise.allSettled(this.#running);
  }

  /** Everything there is to know of backups and snapshots. */
  async status(): Promise<Result<BackupStatus>> {
    const found = await this.#options.tools.snapshots();
    if (!found.ok) return found;
    const { every, keep, folder, last, trouble } = this.#schedule.notes;
    return ok({
      snapshots: found.value.snapshots.map(({ takenAt, counts, bytes }) => ({
        takenAt: Date.parse(takenAt),
        tickets: counts['tickets'] ?? 0,
        bytes,
      })),
      damagedSnapshots: found.value.unusable.length,
      last,
      schedule: { every, keep, folder, nextAt: nextBackupAt(this.#schedule.notes) },
      trouble,
      isRunning: this.#schedule.isRunning,
      waiting: this.#waiting,
    });
  }

  /** Where a backup is put if nobody says otherwise: beside the last one, under a name that says whose it is and when. */
  async suggestedPlace(documents: string): Promise<Result<string>> {
    if (!this.#isOpen) return failure(appError('store_unavailable', messages.notOpen));
    const desk = await this.#desk();
    if (!desk.ok) return desk;
    const { last } = this.#schedule.notes;
    const folder = last === null ? documents : path.dirname(last.file);
    return ok(path.join(folder, backupName(desk.value.name, this.#options.now())));
  }

  /** Makes a backup that somebody asked for. */
  async make(
    file: string,
    passphrase: string | null,
    onProgress: OnProgress,
    signal: AbortSignal,
  ): Promise<Result<BackupSummary>> {
    const written = await this.#write(file, passphrase, onProgress, signal);
    if (written.ok) await this.#schedule.remember(written.value);
    return written;
  }

  /** What can be said of a file before it is restored. */
  async preview(file: string): Promise<Result<Omit<ChosenBackup, 'handle'>>> {
    const label = await previewBackup(file);
    if (!label.ok) return label;
    const { bytes, deskName: desk, takenAt, counts, isEncrypted } = label.value;
    const tickets = counts === null ? null : (counts['tickets'] ?? 0);
    return ok({ name: path.basename(file), bytes, desk, takenAt, tickets, isEncrypted });
  }

  /** Checks a backup and lets it wait for the next start. */
  async restore(
    file: string,
    passphrase: string | null,
    onProgress: OnProgress,
    signal: AbortSignal,
  ): Promise<Result<BackupSummary>> {
    const restored = await this.#run(signal, (either) =>
      this.#options.tools.restore(file, passphrase, onProgress, either),
    );
    if (!restored.ok) return restored;
    const summary = summaryOf(restored.value);
    this.#waiting = { desk: summary.desk, takenAt: summary.takenAt };
    this.#changed();
    return ok(summary);
  }

  /** Takes a restore back that waits. */
  async withdraw(): Promise<Result<null>> {
    if (this.#waiting === null) return ok(null);
    const withdrawn = await withdrawSwap(this.#options.folder.root);
    if (withdrawn.ok) this.#waiting = null;
    this.#changed();
    return withdrawn;
  }

  /** The folder of the schedule; null while none was chosen. */
  get folder(): string | null {
    return this.#schedule.notes.folder;
  }

  /** Sets the schedule. */
  setSchedule(rhythm: BackupRhythm, folder: string | null): Promise<Result<null>> {
    return this.#schedule.set(rhythm, folder);
  }

  get #isOpen(): boolean {
    return this.#options.host.state.state === 'ready';
  }

  async #desk(): Promise<Result<{ name: string; storeId: string }>> {
    const { store, durability, now } = this.#options;
    const status = await store.call('desk.status', {});
    if (!status.ok) return status;
    return ok({ name: status.value.value.name, storeId: durability.head(now()).storeId });
  }

  async #write(
    file: string,
    passphrase: string | null,
    onProgress: OnProgress,
    signal: AbortSignal,
  ): Promise<Result<BackupSummary>> {
    if (!this.#isOpen) return failure(appError('store_unavailable', messages.notOpen));
    const written = await this.#run(signal, (either) =>
      this.#options.tools.backup(file, passphrase, onProgress, either),
    );
    return written.ok ? ok(summaryOf(written.value)) : written;
  }

  /** Runs something that ends when its caller says so, or when the app is left. */
  async #run<T>(signal: AbortSignal, work: (either: AbortSignal) => Promise<T>): Promise<T> {
    const running = work(AbortSignal.any([signal, this.#leaving.signal]));
    this.#running.add(running);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
    }
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

function summaryOf({ file, bytes, counts, desk, takenAt, isEncrypted }: BackupReport): BackupSummary {
  const tickets = counts['tickets'] ?? 0;
  return { file, bytes, tickets, desk, takenAt: Date.parse(takenAt), isEncrypted };
}
