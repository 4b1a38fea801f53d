import type { LiveState } from '../../protocol/rpc/client-subscriptions';
import type { Dispose } from '../../protocol/rpc/ports';

type Start = (listener: (state: LiveState<unknown>) => void) => Dispose;
type Timer = ReturnType<typeof setTimeout>;

type Entry = {
  state: LiveState<unknown>;
  readonly listeners: Set<() => void>;
  stop: Dispose;
  idleTimer: Timer | undefined;
};

/** What is known of a query that nobody has asked yet. */
export const nothingYet: LiveState<unknown> = {
  value: undefined,
  seq: -1,
  revision: 0,
  isStale: false,
  error: undefined,
};

const keptMs = 30_000;

/**
 * One live subscription for each query that is on screen, however many panes look at it. It outlives its last user
 * for a while, so that going back shows rows at once; the number of idle ones is bounded, because each costs the
 * store a read at every commit.
 */
export class QueryCache {
  readonly #entries = new Map<string, Entry>();
  readonly #mostIdle: number;

  constructor(mostIdle = 16) {
    this.#mostIdle = mostIdle;
  }

  /** The newest answer of a key. */
  peek(key: string): LiveState<unknown> {
    return this.#entries.get(key)?.state ?? nothingYet;
  }

  /** Listens to a key; the first listener starts its subscription. */
  use(key: string, start: Start, listener: () => void): Dispose {
    const entry = this.#entries.get(key) ?? this.#open(key, start);
    clearTimeout(entry.idleTimer);
    entry.idleTimer = undefined;
    entry.listeners.add(listener);
    return () => this.#leave(key, entry, listener);
  }

  /** Ends every subscription. */
  clear(): void {
    for (const key of this.#entries.keys()) this.#close(key);
  }

  #open(key: string, start: Start): Entry {
    const entry: Entry = { state: nothingYet, listeners: new Set(), stop: () => {}, idleTimer: undefined };
    this.#entries.set(key, entry);
    entry.stop = start((state) => {
      entry.state = state;
      for (const listener of entry.listeners) listener();
    });
    return entry;
  }

  #leave(key: string, entry: Entry, listener: () => void): void {
    entry.listeners.delete(listener);
    if (entry.listeners.size > 0 || this.#entries.get(key) !== entry) return;
    entry.idleTimer = setTimeout(() => this.#close(key), keptMs);
    // Put at the end, so that the map's order is the order of last use.
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    const idle = [...this.#entries].filter(([, { listeners }]) => listeners.size === 0);
    for (const [oldest] of idle.slice(0, Math.max(0, idle.length - this.#mostIdle))) this.#close(oldest);
  }

  #close(key: string): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    clearTimeout(entry.idleTimer);
    this.#entries.delete(key);
    entry.stop();
  }
}
