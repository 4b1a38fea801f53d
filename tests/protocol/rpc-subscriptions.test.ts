import { afterEach, expect, test } from 'vitest';
import type { LiveState } from '../../src/protocol/rpc/client-subscriptions';
import { Connection, eventually, gate, quiet } from './counter-desk';

let open: Connection[] = [];

function connection(): Connection {
  const made = new Connection().connect();
  open.push(made);
  return made;
}

afterEach(() => {
  for (const made of open) made.dispose();
  open = [];
});

function watchCounter({ client }: Connection, name: string) {
  const states: LiveState<{ count: number }>[] = [];
  const dispose = client.subscribe('counter.read', { name }, (state) => states.push(state));
  return { states, dispose, counts: () => states.map((state) => state.value?.count) };
}

test('tells the first answer and every different one after it', async () => {
  const made = connection();
  const { counts, states } = watchCounter(made, 'tickets');
  await eventually(() => states.length === 1);
  made.desk.add('tickets', 2);
  await eventually(() => states.length === 2);
  expect(states).toEqual([
    { value: { count: 0 }, seq: 0, revision: 1, isStale: false, error: undefined },
    { value: { count: 2 }, seq: 1, revision: 2, isStale: false, error: undefined },
  ]);
  expect(counts()).toEqual([0, 2]);
});

test('stays silent when a read finds the same answer', async () => {
  const made = connection();
  const { states } = watchCounter(made, 'tickets');
  await eventually(() => states.length === 1);
  made.desk.touch('tickets');
  await eventually(() => made.desk.reads === 2);
  await quiet();
  expect(states).toHaveLength(1);
});

test('reads once for many commits that arrive together, and once more for those during the read', async () => {
  const made = connection();
  const { counts, states } = watchCounter(made, 'tickets');
  await eventually(() => states.length === 1);
  const held = gate();
  made.desk.holdAnswers = held.opened;
  for (let step = 0; step < 50; step += 1) made.desk.add('tickets', 1);
  await eventually(() => made.desk.reads === 2);
  for (let step = 0; step < 50; step += 1) made.desk.add('tickets', 1);
  held.open();
  await eventually(() => counts().at(-1) === 100);
  expect(made.desk.reads).toBe(3);
});

test('stops reading and watching when the subscriber leaves', async () => {
  const made = connection();
  const { states, dispose } = watchCounter(made, 'tickets');
  await eventually(() => states.length === 1);
  dispose();
  await eventually(() => made.desk.watcherCount === 0);
  made.desk.add('tickets', 1);
  await quiet();
  expect([states.length, made.desk.reads]).toEqual([1, 1]);
});

test('stops reading and watching when the window goes away', async () => {
  const made = connection();
  const { states } = watchCounter(made, 'tickets');
  await eventually(() => states.length === 1);
  made.clientPort.close();
  await eventually(() => made.desk.watcherCount === 0);
});

test('a read that fails keeps the last answer, says why, and recovers by itself', async () => {
  const made = connection();
  const { states } = watchCounter(made, 'tickets');
  await eventually(() => states.length === 1);
  const read = made.desk.handlers['counter.read'];
  Object.assign(made.desk.handlers, { 'counter.read': () => Promise.reject(new Error('disk')) });
  made.desk.touch('tickets');
  await eventually(() => states.length === 2);
  expect(states[1]).toMatchObject({ value: { count: 0 }, error: { code: 'internal' } });
  Object.assign(made.desk.handlers, { 'counter.read': read });
  made.desk.touch('tickets');
  await eventually(() => states.length === 3);
  expect(states[2]).toMatchObject({ value: { count: 0 }, error: undefined });
});

test('a subscription to what cannot be watched says so', async () => {
  const made = connection();
  const states: LiveState<unknown>[] = [];
  made.client.subscribe('counter.add' as 'counter.read', { name: 'x' }, (state) => states.push(state));
  made.client.subscribe('counter.read', { name: 1 as unknown as string }, (state) => states.push(state));
  await eventually(() => states.length === 2);
  expect(states.map((state) => state.error?.code)).toEqual(['not_found', 'invalid_input']);
});

test('whenSeen resolves after every subscription shows the commit', async () => {
  const made = connection();
  const first = watchCounter(made, 'tickets');
  const second = watchCounter(made, 'tickets');
  const other = watchCounter(made, 'articles');
  const sent = await made.client.send('counter.add', { name: 'tickets', by: 5 });
  await made.client.whenSeen(sent.ok ? sent.value.seq : 0);
  expect([first, second, other].map((watched) => watched.counts().at(-1))).toEqual([5, 5, 0]);
});

test('whenSeen resolves although the commit changed nothing that is shown', async () => {
  const made = connection();
  const { states } = watchCounter(made, 'tickets');
  await eventually(() => states.length === 1);
  made.desk.touch('tickets');
  await made.client.whenSeen(made.desk.seq);
  expect([states.length, made.desk.reads]).toEqual([1, 2]);
});

test('whenSeen does not wait for a desk that never rests', async () => {
  const made = connection();
  watchCounter(made, 'tickets');
  const busy = setInterval(() => made.desk.add('tickets', 1), 0);
  await made.client.whenSeen(made.desk.seq);
  clearInterval(busy);
});

test('whenSeen asks nobody when nothing is subscribed', async () => {
  const made = new Connection();
  await made.client.whenSeen(99);
});
