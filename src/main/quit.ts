import type { Timers } from '../protocol/rpc/runtime';
import { withinLimit } from './within-limit';

type QuitOptions = Readonly<{
  /** Asks the windows to save what is typed. */
  flush: () => Promise<void>;
  /** Closes the store in good order. */
  drain: () => Promise<void>;
  /** Leaves for good; `before-quit` will be told once more. */
  leave: () => void;
  timers: Timers;
}>;

/** How long each step may take before the app leaves without it. */
const limits = {
  ordinary: { flushMs: 1_000, drainMs: 4_000 },
  hurried: { flushMs: 300, drainMs: 1_500 },
} as const;

/** Leaves in good order: windows save, then the store closes, then the app goes. */
export class Quit {
  readonly #options: QuitOptions;
  #stage: 'open' | 'closing' | 'closed' = 'open';

  constructor(options: QuitOptions) {
    this.#options = options;
  }

  /** True once leaving has begun. */
  get hasBegun(): boolean {
    return this.#stage !== 'open';
  }

  /** Holds `before-quit` back until everything is saved. */
  onBeforeQuit(event: { preventDefault(): void }): void {
    if (this.#stage === 'closed') return;
    event.preventDefault();
    void this.begin('ordinary');
  }

  /** Begins to leave; a computer that shuts down gives less time. */
  async begin(pace: keyof typeof limits): Promise<void> {
    if (this.#stage !== 'open') return;
    this.#stage = 'closing';
    const { flush, drain, leave, timers } = this.#options;
    await withinLimit(flush(), limits[pace].flushMs, timers);
    await withinLimit(drain(), limits[pace].drainMs, timers);
    this.#stage = 'closed';
    leave();
  }
}
