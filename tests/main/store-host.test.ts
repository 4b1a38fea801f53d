import { afterEach, beforeEach, expect, test } from 'vitest';
import { mainHandlers } from '../../src/main/main-handlers';
import { StoreHost } from '../../src/main/store-host';
import { ok, type Result } from '../../src/domain/result';
import type { Client } from '../../src/protocol/rpc/client';
import { createClient } from '../../src/protocol/rpc/client';
import type { Handover } from '../../src/protocol/rpc/handover';
import { storeContract } from '../../src/protocol/store';
import { arrive, FakeClock } from './fake-clock';
import { FakeStoreProcess, fakeChannel, handedOver } from './fake-electron';
import { silentLogger } from './silent-logger';
import { StandInStore } from './stand-in-store';

let clock: FakeClock;
let data: StandInStore;
let processes: FakeStoreProcess[];
let journal: number[];
let holdJournal: Promise<void>;
let mayStart: Promise<void>;
let host: StoreHost;

beforeEach(() => {
  clock = new FakeClock();
  data = new StandInStore();
  processes = [];
  journal = [];
  holdJournal = Promise.resolve();
  mayStart = Promise.resolve();
  const append = async (_record: Uint8Array, seq: number) => {
    await holdJournal;
    journal.push(seq);
    return ok(null);
  };
  host = new StoreHost({
    startProcess(events) {
      const process = new FakeStoreProcess(events, (options) => data.open(options));
      processes.push(process);
      return process;
    },
    createChannel: fakeChannel,
    mainHandlers: mainHandlers({ append }, silentLogger),
    isDiskIll: () => false,
    untilReady: () => mayStart,
    open: (life, validateOutputs) => life.send('life.open', { validateOutputs }).then(withoutSeq),
    actorId: () => 'main',
    validateOutputs: false,
    timers: clock.timers,
    now: clock.now,
    log: silentLogger,
  });
});

afterEach(() => {
  host.store.close();
  host.host.close();
  for (const process of processes) process.destroy(false);
});

const withoutSeq = (answer: Result<unknown>): Result<null> => (answer.ok ? ok(null) : answer);

const newest = (): FakeStoreProcess => processes.at(-1)!;

async function becomeReady(): Promise<void> {
  host.start();
  await arrive();
  newest().events.onLoaded();
  await arrive();
}

async function restart(): Promise<void> {
  await arrive();
  newest().events.onLoaded();
  await arrive();
}

/** A window that asked for the store, and what it was given. */
function openWindow(nonce = 'a page') {
  const client: Client<typeof storeContract> = createClient(storeContract, { timers: clock.timers });
  const nonces: string[] = [];
  let isAlive = true;
  const target = {
    isAlive: () => isAlive,
    post(handover: Handover, ports: Parameters<typeof handedOver>[1]) {
      nonces.push(handover.nonce);
      client.attach(handedOver(handover, ports)['store']!);
    },
  };
  return { client, nonces, target, nonce, die: () => void (isAlive = false) };
}

test('is starting until the data is open, and main is a client then', async () => {
  host.start();
  expect(host.state).toEqual({ state: 'starting', reason: null });
  await arrive();
  newest().events.onLoaded();
  await arrive();
  expect(host.state).toEqual({ state: 'ready', reason: null });
  expect((await host.store.call('desk.status', {})).ok).toBe(true);
});

test('a window that asks early gets its port once there is a store', async () => {
  const window = openWindow();
  host.connect(7, window.target, window.nonce);
  const asked = window.client.call('desk.status', {});
  await becomeReady();
  expect((await asked).ok).toBe(true);
  expect(window.nonces).toEqual(['a page']);
  window.client.close();
});

test('after a crash every living window gets a new port and its command is done once', async () => {
  const [window, dead] = [openWindow('one'), openWindow('two')];
  await becomeReady();
  host.connect(1, window.target, window.nonce);
  host.connect(2, dead.target, dead.nonce);
  let release = (): void => {};
  data.holdCommands = new Promise((resolve) => {
    release = resolve;
  });
  const command = window.client.send('draft.discard', { id: 'draft' });
  await arrive();
  dead.die();
  newest().crash();
  release();
  expect(host.state).toEqual({ state: 'restarting', reason: 'crashed' });
  await clock.pass(199);
  expect(processes).toHaveLength(1);
  await clock.pass(1);
  expect(processes).toHaveLength(2);
  await restart();
  expect((await command).ok).toBe(true);
  expect([window.nonces, dead.nonces, data.executed.length]).toEqual([['one', 'one'], ['two'], 1]);
  window.client.close();
  dead.client.close();
});

test('three failed starts end in failed; everybody waiting is told, and a retry brings it back', async () => {
  data.failingOpens = 3;
  const waiting = host.store.call('desk.status', {}, { timeoutMs: 0 });
  await becomeReady();
  for (const delay of [200, 1_000]) {
    await clock.pass(delay);
    await restart();
  }
  expect(host.state).toEqual({ state: 'failed', reason: 'open_failed' });
  expect(await waiting).toMatchObject({ ok: false, error: { code: 'store_unavailable' } });
  host.retry();
  await restart();
  expect(host.state).toEqual({ state: 'ready', reason: null });
  expect((await host.store.call('desk.status', {})).ok).toBe(true);
});

test('a page that does not load counts as a crash', async () => {
  host.start();
  await arrive();
  newest().events.onGone('load_failed');
  expect(host.state).toEqual({ state: 'restarting', reason: 'load_failed' });
});

test('what a discarded process still says is not heard', async () => {
  await becomeReady();
  newest().crash();
  const former = newest();
  await clock.pass(200);
  former.events.onGone('crashed');
  former.events.onLoaded();
  await restart();
  expect([host.state.state, data.opens]).toEqual(['ready', 2]);
});

test('a store whose thread is stuck is killed after fifteen seconds', async () => {
  await becomeReady();
  newest().hang();
  await clock.pass(5_000 + 14_999);
  expect(host.state.state).toBe('ready');
  await clock.pass(1);
  expect([host.state, newest().wasHung]).toEqual([{ state: 'restarting', reason: 'hung' }, true]);
});

test('a store that answers is left alone', async () => {
  await becomeReady();
  await clock.pass(120_000);
  expect([host.state.state, processes.length]).toEqual(['ready', 1]);
});

test('a command counts only when main has taken its record', async () => {
  await becomeReady();
  let release = (): void => {};
  holdJournal = new Promise((resolve) => {
    release = resolve;
  });
  let isAnswered = false;
  const command = host.store.send('draft.discard', { id: 'draft' }).then(() => void (isAnswered = true));
  await arrive();
  expect([isAnswered, journal]).toEqual([false, []]);
  release();
  await command;
  expect(journal).toEqual([1]);
});

test('draining finishes the running command, refuses the next, closes the data, and leaves no timer', async () => {
  const window = openWindow();
  await becomeReady();
  host.connect(1, window.target, window.nonce);
  let release = (): void => {};
  data.holdCommands = new Promise((resolve) => {
    release = resolve;
  });
  const running = window.client.send('draft.discard', { id: 'first' }, { timeoutMs: 0 });
  await arrive();
  const drained = host.drain();
  const refused = window.client.send('draft.discard', { id: 'second' }, { timeoutMs: 0 });
  await arrive();
  expect([host.state.state, data.drained]).toEqual(['draining', 0]);
  release();
  await drained;
  expect(await running).toMatchObject({ ok: true });
  expect(await refused).toMatchObject({ ok: false, error: { code: 'store_unavailable' } });
  expect([host.state.state, data.drained, newest().isDestroyed, clock.waiting]).toEqual([
    'stopped',
    1,
    true,
    0,
  ]);
  window.client.close();
});

test('draining ends after three seconds although a command never does', async () => {
  await becomeReady();
  data.holdCommands = new Promise(() => {});
  void host.store.send('draft.discard', { id: 'draft' }, { timeoutMs: 0 });
  await arrive();
  const drained = host.drain();
  await clock.pass(3_000);
  await drained;
  expect(host.state.state).toBe('stopped');
});

test('draining while a restart is awaited starts nothing more', async () => {
  await becomeReady();
  newest().crash();
  await host.drain();
  await clock.pass(10_000);
  expect([host.state.state, processes.length]).toEqual(['stopped', 1]);
});
