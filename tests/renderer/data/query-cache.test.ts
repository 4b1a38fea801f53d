import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LiveState } from '../../../src/protocol/rpc/client-subscriptions';
import { nothingYet, QueryCache } from '../../../src/renderer/data/query-cache';

type Listener = (state: LiveState<unknown>) => void;

/** Counts the subscriptions that a cache starts and stops. */
function source() {
  const live = new Map<string, Listener>();
  const started: string[] = [];
  return {
    live,
    started,
    start: (key: string) => (listener: Listener) => {
      live.set(key, listener);
      started.push(key);
      return () => void live.delete(key);
    },
    tell: (key: string, value: unknown) => live.get(key)?.({ ...nothingYet, value, revision: 1 }),
  };
}

describe('the cache of queries', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('asks once for any number of panes and tells all of them', () => {
    const cache = new QueryCache();
    const { started, start, tell } = source();
    const told: string[] = [];
    cache.use('a', start('a'), () => told.push('first'));
    cache.use('a', start('a'), () => told.push('second'));
    tell('a', 7);
    expect({ started, told, value: cache.peek('a').value }).toEqual({
      started: ['a'],
      told: ['first', 'second'],
      value: 7,
    });
  });

  it('keeps an answer for half a minute after its last pane has gone', () => {
    const cache = new QueryCache();
    const { live, started, start, tell } = source();
    const leave = cache.use('a', start('a'), () => {});
    tell('a', 7);
    leave();
    vi.advanceTimersByTime(29_000);
    expect(cache.peek('a').value).toBe(7);
    const leaveAgain = cache.use('a', start('a'), () => {});
    vi.advanceTimersByTime(60_000);
    expect({ started, live: live.size }).toEqual({ started: ['a'], live: 1 });
    leaveAgain();
    vi.advanceTimersByTime(30_000);
    expect({ live: live.size, value: cache.peek('a').value }).toEqual({ live: 0, value: undefined });
  });

  it('keeps only so many unused answers, the newest ones', () => {
    const cache = new QueryCache(2);
    const { live, start } = source();
    for (const key of ['a', 'b', 'c']) cache.use(key, start(key), () => {})();
    expect([...live.keys()]).toEqual(['b', 'c']);
  });

  it('takes an answer that comes before the subscription has returned', () => {
    const cache = new QueryCache();
    const start = (listener: Listener) => {
      listener({ ...nothingYet, value: 'early' });
      return () => {};
    };
    cache.use('a', start, () => {});
    expect(cache.peek('a').value).toBe('early');
  });
});
