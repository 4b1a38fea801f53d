import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LiveState } from '../../src/protocol/rpc/client-subscriptions';
import { Connection, quiet } from './counter-desk';

const names = ['tickets', 'articles', 'people'] as const;
const name = fc.constantFrom(...names);

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('send' as const), name }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('subscribe' as const), name }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('unsubscribe' as const), index: fc.nat(9) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('call' as const), name, abort: fc.boolean() }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'crash' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'replace' as const }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'pause' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'junk' as const }) },
);

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;
type Watched = {
  name: string;
  states: LiveState<{ count: number }>[];
  dispose: () => void;
  isActive: boolean;
};

class Run {
  readonly made = new Connection().connect();
  readonly watched: Watched[] = [];
  readonly sent: Promise<{ ok: boolean }>[] = [];
  readonly asked: Promise<{ ok: boolean }>[] = [];

  async take(step: Step): Promise<void> {
    const { client } = this.made;
    if (step.kind === 'send') this.sent.push(client.send('counter.add', { name: step.name }));
    if (step.kind === 'subscribe') this.#subscribe(step.name);
    if (step.kind === 'unsubscribe') this.#unsubscribe(step.index);
    if (step.kind === 'call') this.#call(step.name, step.abort);
    if (step.kind === 'crash') this.made.serverPort.close();
    if (step.kind === 'replace') this.made.connect();
    if (step.kind === 'pause') await new Promise((resolve) => setTimeout(resolve, 1));
    if (step.kind === 'junk') this.made.clientPort.post({ type: 'call', id: 1 });
  }

  #subscribe(name: string): void {
    const states: LiveState<{ count: number }>[] = [];
    const dispose = this.made.client.subscribe('counter.read', { name }, (state) => states.push(state));
    this.watched.push({ name, states, dispose, isActive: true });
  }

  #unsubscribe(index: number): void {
    const watched = this.watched[index];
    if (watched === undefined) return;
    watched.dispose();
    watched.isActive = false;
  }

  #call(name: string, shouldAbort: boolean): void {
    const abort = new AbortController();
    this.asked.push(this.made.client.call('counter.read', { name }, { signal: abort.signal }));
    if (shouldAbort) abort.abort();
  }
}

test('whatever is lost between them, each command is done once and each subscription ends up true', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const run = new Run();
      for (const each of steps) await run.take(each);
      run.made.connect();
      const sent = await Promise.all(run.sent);
      await Promise.all(run.asked);
      await run.made.client.whenSeen(run.made.desk.seq);
      const { desk } = run.made;
      expect(sent.every((answer) => answer.ok)).toBe(true);
      expect(new Set(desk.executed).size).toBe(run.sent.length);
      expect(desk.executed).toHaveLength(run.sent.length);
      for (const watched of run.watched) checkHistory(watched, desk.counters.get(watched.name) ?? 0);
      const active = run.watched.filter((watched) => watched.isActive).length;
      run.made.dispose();
      await quiet();
      expect({ active, left: desk.watcherCount }).toEqual({ active, left: 0 });
    }),
    { numRuns: 60 },
  );
}, 60_000);

function checkHistory(watched: Watched, count: number): void {
  const { states } = watched;
  if (watched.isActive)
    expect(states.at(-1)).toMatchObject({ value: { count }, isStale: false, error: undefined });
  const values = states.map((state) => state.value?.count ?? 0);
  // Counters only grow, so an answer that is older than the one before it would show as a smaller number.
  expect(values).toEqual([...values].sort((left, right) => left - right));
}
