import { beforeEach, expect, test } from 'vitest';
import { Quit } from '../../src/main/quit';
import { arrive, FakeClock } from './fake-clock';

let clock: FakeClock;
let order: string[];

beforeEach(() => {
  clock = new FakeClock();
  order = [];
});

function quitWith({ flush, drain }: { flush?: () => Promise<void>; drain?: () => Promise<void> } = {}) {
  const step = (name: string, work?: () => Promise<void>) => async (): Promise<void> => {
    order.push(name);
    await work?.();
  };
  const quit: Quit = new Quit({
    flush: step('flush', flush),
    drain: step('drain', drain),
    leave() {
      order.push('leave');
      quit.onBeforeQuit(event);
    },
    timers: clock.timers,
  });
  const event = { preventDefault: () => void order.push('held back') };
  return { quit, event };
}

const never = (): Promise<void> => new Promise(() => {});

test('holds the first wish back, lets windows save, closes the store, then leaves', async () => {
  const { quit, event } = quitWith();
  quit.onBeforeQuit(event);
  await arrive();
  expect(order).toEqual(['held back', 'flush', 'drain', 'leave']);
});

test('a second wish meanwhile is held back and begins nothing', async () => {
  const { quit, event } = quitWith();
  quit.onBeforeQuit(event);
  quit.onBeforeQuit(event);
  await arrive();
  expect(order).toEqual(['held back', 'flush', 'held back', 'drain', 'leave']);
});

test('waits one second for windows and four for the store, then leaves without them', async () => {
  const { quit, event } = quitWith({ flush: never, drain: never });
  quit.onBeforeQuit(event);
  await clock.pass(999);
  expect(order).toEqual(['held back', 'flush']);
  await clock.pass(1);
  expect(order).toEqual(['held back', 'flush', 'drain']);
  await clock.pass(4_000);
  expect([order.at(-1), clock.waiting]).toEqual(['leave', 0]);
});

test('is quicker when the computer shuts down', async () => {
  const { quit } = quitWith({ flush: never, drain: never });
  void quit.begin('hurried');
  await clock.pass(1_800);
  expect(order.at(-1)).toBe('leave');
});

test('leaves although saving failed', async () => {
  const { quit, event } = quitWith({ flush: () => Promise.reject(new Error('gone')) });
  quit.onBeforeQuit(event);
  await arrive();
  expect(order.at(-1)).toBe('leave');
});
