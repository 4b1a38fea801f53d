import type { Timers } from '../../src/protocol/rpc/runtime';

/** Time that passes only when a test says so. */
export class FakeClock {
  time = 1_000_000;
  #timers: { at: number; run: () => void }[] = [];

  readonly timers: Timers = {
    setTimeout: (run, delayMs) => {
      const timer = { at: this.time + delayMs, run };
      this.#timers.push(timer);
      return timer;
    },
    clearTimeout: (timer) => {
      this.#timers = this.#timers.filter((known) => known !== timer);
    },
  };

  readonly now = (): number => this.time;

  /** How many timers are still to come; a thing that was disposed leaves none. */
  get waiting(): number {
    return this.#timers.length;
  }

  /** Lets time pass, running what is due in its order, and lets messages arrive in between. */
  async pass(milliseconds: number): Promise<void> {
    const until = this.time + milliseconds;
    for (;;) {
      await arrive();
      const next = this.#timers
        .filter((timer) => timer.at <= until)
        .sort((left, right) => left.at - right.at)[0];
      if (next === undefined) break;
      this.time = next.at;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      next.run();
    }
    this.time = until;
  }
}

/** Lets every message that is under way arrive. */
export async function arrive(): Promise<void> {
  for (let turn = 0; turn < 6; turn += 1) await new Promise((resolve) => setTimeout(resolve, 1));
}
