import type { Result } from '../../domain/result';
import type { Dispose } from './ports';

/**
 * What the owner of the data tells the engine. Its law: every `onInvalidate` that a command causes is called
 * before the command's handler answers, or a window may not read its own writes.
 */
export type LiveSource = Readonly<{
  /** The sequence of the newest commit that a read started now will reflect. */
  seq: () => number;
  /** Calls `onInvalidate` whenever the answer of this query may have changed; too often is only slower. */
  watch: (op: string, input: unknown, onInvalidate: () => void) => Dispose;
}>;

/** A source for contracts whose answers never change by themselves. */
export const unchanging: LiveSource = { seq: () => 0, watch: () => () => {} };

type LiveQueryOptions = Readonly<{
  read: () => Promise<Result<unknown>>;
  seq: () => number;
  deliver: (result: Result<unknown>, seq: number, revision: number) => void;
}>;

/**
 * Keeps one subscribed query up to date: one read at a time, invalidations that arrive meanwhile count as one,
 * and an answer equal to the last one is not sent again. Answers are compared as JSON, so they must be plain data.
 */
export class LiveQuery {
  readonly #options: LiveQueryOptions;
  #wanted = 1;
  #covered = 0;
  #revision = 0;
  #lastText: string | undefined;
  #isReading = false;
  #isStopped = false;
  #waiting: readonly Readonly<{ generation: number; release: () => void }>[] = [];

  constructor(options: LiveQueryOptions) {
    this.#options = options;
    void this.#readUntilCovered();
  }

  /** The answer may have changed. */
  invalidate(): void {
    this.#wanted += 1;
    void this.#readUntilCovered();
  }

  /** Resolves once a read that began after now was delivered, or at once when nothing has changed since the last. */
  settled(): Promise<void> {
    if (this.#isStopped || this.#covered >= this.#wanted) return Promise.resolve();
    const generation = this.#wanted;
    return new Promise((release) => {
      this.#waiting = [...this.#waiting, { generation, release }];
    });
  }

  /** Delivers nothing more. */
  stop(): void {
    this.#isStopped = true;
    this.#release(Number.POSITIVE_INFINITY);
  }

  async #readUntilCovered(): Promise<void> {
    if (this.#isReading) return;
    this.#isReading = true;
    // A commit tells its listeners one after another: read only when all of them know.
    await Promise.resolve();
    while (!this.#isStopped && this.#covered < this.#wanted) {
      const generation = this.#wanted;
      const seq = this.#options.seq();
      const result = await this.#options.read();
      if (this.#isStopped) break;
      this.#deliver(result, seq);
      this.#covered = generation;
      this.#release(generation);
    }
    this.#isReading = false;
  }

  #deliver(result: Result<unknown>, seq: number): void {
    const text = JSON.stringify(result.ok ? ['ok', result.value] : ['error', result.error]);
    if (text === this.#lastText) return;
    this.#lastText = text;
    this.#revision += 1;
    this.#options.deliver(result, seq, this.#revision);
  }

  #release(generation: number): void {
    const released = this.#waiting.filter((waiter) => waiter.generation <= generation);
    this.#waiting = this.#waiting.filter((waiter) => waiter.generation > generation);
    for (const waiter of released) waiter.release();
  }
}
