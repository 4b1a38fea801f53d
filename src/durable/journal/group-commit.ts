import { appError, type AppError } from '../../domain/errors';
import { failure, ok, type Result } from '../../domain/result';
import { diskFailure } from '../disk-failure';
import type { JournalRecord } from './frame';
import { journalMessages } from './journal.messages';

type Waiting = {
  readonly record: JournalRecord;
  readonly answer: (result: Result<null>) => void;
  readonly crash: (bug: unknown) => void;
};

/** Puts a leading part of the records on disk and says how many that were, at least one. Throws what the disk throws. */
type WriteRecords = (records: readonly JournalRecord[]) => Promise<number>;

/**
 * Writes records in turn, one write at a time: what arrives while one runs goes together into the next. After a
 * failure everything that waits and everything that comes is refused with it, because a record behind a missing one
 * would be a gap.
 */
export class GroupCommit {
  readonly #write: WriteRecords;
  #waiting: Waiting[] = [];
  #running: Promise<void> = Promise.resolve();
  #isRunning = false;
  #refusal: AppError | null = null;

  constructor(write: WriteRecords) {
    this.#write = write;
  }

  /** How many records are not on disk yet. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Why nothing is taken, or null. */
  get refusal(): AppError | null {
    return this.#refusal;
  }

  /** Refuses every record with this from now on, until it is called with null. */
  refuse(refusal: AppError | null): void {
    this.#refusal = refusal;
  }

  /** Resolves when the record is on disk, or with the failure. Rejects when the write met a bug. */
  async append(record: JournalRecord): Promise<Result<null>> {
    if (this.#refusal !== null) return failure(this.#refusal);
    return new Promise((answer, crash) => {
      this.#waiting.push({ record, answer, crash });
      if (!this.#isRunning) this.#running = this.#run();
    });
  }

  /** Changes the files while nothing is written; what arrives meanwhile waits. A failure refuses everything from then on. */
  async alone(work: () => Promise<void>): Promise<Result<null>> {
    while (this.#isRunning) await this.#running;
    if (this.#refusal !== null) return failure(this.#refusal);
    this.#isRunning = true;
    const done = this.#attempt(work);
    this.#running = done.then(() => this.#run());
    return done;
  }

  /** Resolves when nothing is being written and nothing waits. */
  async settled(): Promise<void> {
    await this.#running;
  }

  async #attempt(work: () => Promise<void>): Promise<Result<null>> {
    try {
      await work();
    } catch (error) {
      this.#stop(error);
    }
    return this.#refusal === null ? ok(null) : failure(this.#refusal);
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    try {
      while (this.#waiting.length > 0) {
        const count = await this.#write(this.#waiting.map(({ record }) => record));
        for (const { answer } of this.#waiting.splice(0, count)) answer(ok(null));
      }
    } catch (error) {
      this.#stop(error);
    } finally {
      this.#isRunning = false;
    }
  }

  #stop(error: unknown): void {
    const stopped = this.#waiting.splice(0);
    try {
      const refusal = diskFailure(error);
      this.#refusal = refusal;
      for (const { answer } of stopped) answer(failure(refusal));
    } catch (bug) {
      // Whoever waits must hear of it, and nothing may follow a record whose fate is unknown.
      this.#refusal = appError('internal', journalMessages.stopped);
      for (const { crash } of stopped) crash(bug);
    }
  }
}
