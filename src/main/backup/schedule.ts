import { rm } from 'node:fs/promises';
import path from 'node:path';
import { writeWhole } from '../../durable/files';
import { diskFailure } from '../../durable/disk-failure';
import { failure, ok, type Result } from '../../domain/result';
import type { BackupRhythm, BackupSummary } from '../../protocol/backup-shapes';
import type { Timers } from '../../protocol/rpc/runtime';
import { errorFacts, type Logger } from '../logger';
import { backupName, freePlace } from './backup-name';
import { dropOldBackups } from './drop-old-backups';
import { isBackupDue } from './due';
import { readScheduleNotes, type ScheduleNotes } from './schedule-notes';

type ScheduleOptions = Readonly<{
  /** Where the notes are kept. */
  file: string;
  /** Whether the desk can be read at the moment. */
  isOpen: () => boolean;
  /** What the desk is called, and which it is. */
  desk: () => Promise<Result<Readonly<{ name: string; storeId: string }>>>;
  makeBackup: (file: string) => Promise<Result<BackupSummary>>;
  /** Told whenever `notes` or `isRunning` have changed. */
  onChange: () => void;
  timers: Timers;
  now: () => number;
  log: Logger;
}>;

const firstCheckMs = 60_000;
const checkMs = 60_000;

/** Makes backups when they are due, keeps the newest of them, and remembers what became of them. */
export class BackupSchedule {
  readonly #options: ScheduleOptions;
  #notes: ScheduleNotes;
  #saving: Promise<unknown> = Promise.resolve();
  #running: Promise<void> | null = null;
  #timer: unknown;
  #isClosed = false;

  constructor(options: ScheduleOptions) {
    this.#options = options;
    this.#notes = readScheduleNotes(options.file, options.now());
  }

  get notes(): ScheduleNotes {
    return this.#notes;
  }

  get isRunning(): boolean {
    return this.#running !== null;
  }

  /** Begins to look, now and then, whether a backup is due. */
  start(): void {
    this.#checkLater(firstCheckMs);
  }

  /** Makes no more backups, and resolves when the one that is being made has ended. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#options.timers.clearTimeout(this.#timer);
    await this.#running;
    await this.#saving;
  }

  /** Sets rhythm and folder. In a new folder a backup is made at once, so that people see that it works. */
  async set({ every, keep }: BackupRhythm, folder: string | null): Promise<Result<null>> {
    const isSameFolder = folder === this.#notes.folder;
    const place = isSameFolder ? {} : { folder, lastAt: null, made: [], begun: null };
    const before = this.#notes;
    const saved = await this.#change({ every, keep, ...place, trouble: null });
    if (saved.ok) void this.check();
    else this.#show(before);
    return saved;
  }

  /** Remembers a backup that somebody asked for. */
  async remember(last: BackupSummary): Promise<void> {
    await this.#change({ last });
  }

  /** Makes a backup where one is due; one at a time. Resolves when it has ended. */
  async check(): Promise<void> {
    const { isOpen, now, log } = this.#options;
    if (this.#running !== null) return this.#running;
    if (this.#isClosed || !isOpen() || !isBackupDue(this.#notes, now())) return;
    this.#running = this.#backUp()
      .catch((error: unknown) => log.error('schedule failed', errorFacts(error)))
      .finally(() => {
        this.#running = null;
        this.#options.onChange();
      });
    this.#options.onChange();
    await this.#running;
  }

  async #backUp(): Promise<void> {
    const { desk, makeBackup, now, log } = this.#options;
    const { folder, begun } = this.#notes;
    const about = await desk();
    if (!about.ok || folder === null) return;
    // A process that was killed could not remove what it had begun to write.
    if (begun !== null) await rm(path.join(folder, `${begun}.part`), { force: true }).catch(() => undefined);
    const file = await freePlace(folder, backupName(about.value.name, now()));
    const name = path.basename(file);
    await this.#change({ begun: name });
    const done = await makeBackup(file);
    // Another folder may have been chosen meanwhile; then this backup is nobody's.
    if (this.#notes.folder !== folder) return;
    if (!done.ok) {
      if (this.#isClosed) return;
      log.warn('no scheduled backup', { code: done.error.code });
      const since = this.#notes.trouble?.since ?? now();
      await this.#change({ begun: null, trouble: { text: done.error.message, since, triedAt: now() } });
      return;
    }
    const { takenAt, bytes } = done.value;
    log.info('scheduled backup', { bytes });
    const made = [...this.#notes.made, { name, takenAt }];
    await this.#change({ begun: null, trouble: null, last: done.value, lastAt: takenAt, made });
    const { keep } = this.#notes;
    await this.#change({ made: await dropOldBackups({ folder, made, keep, storeId: about.value.storeId }) });
  }

  /** What could not be saved is so all the same until the app is left: a schedule must not begin again and again. */
  async #change(change: Partial<ScheduleNotes>): Promise<Result<null>> {
    this.#show({ ...this.#notes, ...change });
    const saved = this.#saving.then(async (): Promise<Result<null>> => {
      try {
        await writeWhole(this.#options.file, JSON.stringify(this.#notes));
        return ok(null);
      } catch (error) {
        return failure(diskFailure(error));
      }
    });
    this.#saving = saved;
    const result = await saved;
    if (!result.ok) this.#options.log.warn('backup notes not saved', { code: result.error.code });
    return result;
  }

  #show(notes: ScheduleNotes): void {
    this.#notes = notes;
    this.#options.onChange();
  }

  #checkLater(delayMs: number): void {
    this.#timer = this.#options.timers.setTimeout(() => {
      void this.check().finally(() => {
        if (!this.#isClosed) this.#checkLater(checkMs);
      });
    }, delayMs);
  }
}
