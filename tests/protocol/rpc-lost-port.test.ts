import { afterEach, expect, test } from 'vitest';
import type { LiveState } from '../../src/protocol/rpc/client-subscriptions';
import { Connection, eventually, gate, quiet } from './counter-desk';

let open: Connection[] = [];

function connection(...options: ConstructorParameters<typeof Connection>): Connection {
  const made = new Connection(...options).connect();
  open.push(made);
  return made;
}

afterEach(() => {
  for (const made of open) made.dispose();
  open = [];
});

test('a command whose answer was lost is sent again under its id and done once', async () => {
  const made = connection();
  const held = gate();
  made.desk.holdAnswers = held.opened;
  const answer = made.client.send('counter.add', { name: 'tickets' });
  await eventually(() => made.desk.executed.length === 1);
  await made.crash();
  held.open();
  await quiet();
  made.connect();
  expect(await answer).toMatchObject({ ok: true, value: { value: { count: 1 } } });
  expect([made.desk.executed.length, made.desk.counters.get('tickets')]).toEqual([1, 1]);
});

test('calls made before the first port and while it is lost are kept', async () => {
  const made = new Connection();
  open.push(made);
  const early = made.client.call('counter.read', { name: 'tickets' });
  made.connect();
  expect((await early).ok).toBe(true);
  await made.crash();
  await quiet();
  const late = made.client.send('counter.add', { name: 'tickets' });
  made.connect();
  expect((await late).ok).toBe(true);
});

test('a client that rejects while detached refuses queries at once but keeps commands', async () => {
  const made = connection({ whileDetached: 'reject' });
  const hanging = made.client.call('counter.hang', {});
  await quiet();
  await made.crash();
  expect(await hanging).toMatchObject({ ok: false, error: { code: 'store_unavailable', retryable: true } });
  expect(await made.client.call('counter.who', {})).toMatchObject({
    ok: false,
    error: { code: 'store_unavailable' },
  });
  const kept = made.client.send('counter.add', { name: 'tickets' });
  made.connect();
  expect((await kept).ok).toBe(true);
});

test('subscriptions keep their value, marked stale, and are fresh after the new port', async () => {
  const made = connection();
  const states: LiveState<{ count: number }>[] = [];
  made.client.subscribe('counter.read', { name: 'tickets' }, (state) => states.push(state));
  await eventually(() => states.length === 1);
  await made.crash();
  await eventually(() => states.length === 2);
  made.desk.add('tickets', 4);
  made.connect();
  await eventually(() => states.length === 3);
  expect(states.map((state) => [state.value?.count, state.isStale, state.revision])).toEqual([
    [0, false, 1],
    [0, true, 1],
    [4, false, 2],
  ]);
});

test('a subscription with an unchanged answer is fresh again too', async () => {
  const made = connection();
  const states: LiveState<unknown>[] = [];
  made.client.subscribe('counter.read', { name: 'tickets' }, (state) => states.push(state));
  await eventually(() => states.length === 1);
  await made.crash();
  made.connect();
  await eventually(() => states.at(-1)?.isStale === false && states.length === 3);
});

test('a new port replaces a living one without a second delivery', async () => {
  const made = connection();
  const states: LiveState<unknown>[] = [];
  made.client.subscribe('counter.read', { name: 'tickets' }, (state) => states.push(state));
  await eventually(() => states.length === 1);
  const former = made.server;
  made.connect();
  await eventually(() => states.length === 2);
  made.desk.add('tickets', 1);
  await made.client.whenSeen(made.desk.seq);
  await quiet();
  expect(states).toHaveLength(3);
  former.close();
});

test('when no port is expected, everything that waits is answered and new calls fail at once', async () => {
  const made = connection();
  const states: LiveState<unknown>[] = [];
  made.client.subscribe('counter.read', { name: 'tickets' }, (state) => states.push(state));
  const hanging = made.client.call('counter.hang', {});
  await quiet();
  made.client.markUnavailable();
  const late = await made.client.send('counter.add', { name: 'tickets' });
  expect([(await hanging).ok, late.ok, states.at(-1)?.error?.code]).toEqual([
    false,
    false,
    'store_unavailable',
  ]);
  made.connect();
  await eventually(() => states.at(-1)?.isStale === false && states.at(-1)?.error === undefined);
  expect((await made.client.send('counter.add', { name: 'tickets' })).ok).toBe(true);
  expect(made.desk.executed).toHaveLength(1);
});

test('whenSeen outlives a lost port', async () => {
  const made = connection();
  const states: LiveState<{ count: number }>[] = [];
  made.client.subscribe('counter.read', { name: 'tickets' }, (state) => states.push(state));
  await eventually(() => states.length === 1);
  await made.crash();
  await quiet();
  made.desk.add('tickets', 1);
  const seen = made.client.whenSeen(1);
  made.connect();
  await seen;
  expect(states.at(-1)?.value).toEqual({ count: 1 });
});

test('a window that goes away does not stop the command it sent', async () => {
  const made = connection();
  const answer = made.client.send('counter.slow', { steps: 8 });
  await quiet();
  const drained = made.server.drain();
  made.clientPort.close();
  await drained;
  made.client.markUnavailable();
  expect((await answer).ok).toBe(false);
  expect(made.reports).toEqual([]);
});
