import { EventEmitter } from 'node:events';
import type { BrowserWindow } from 'electron';
import { beforeEach, expect, test } from 'vitest';
import type { WindowPlace } from '../../src/main/window-place';
import { Windows } from '../../src/main/windows';
import { arrive, FakeClock } from './fake-clock';

/** A window as Electron's, as far as it is used: it closes when nobody holds it back. */
class FakeWindow extends EventEmitter {
  readonly webContents: { id: number; getTitle: () => string };
  isFront = false;
  isGone = false;

  constructor(id: number) {
    super();
    this.webContents = { id, getTitle: () => `page ${id}` };
  }

  close(): void {
    let isHeld = false;
    this.emit('close', { preventDefault: () => void (isHeld = true) });
    if (!isHeld) this.destroy();
  }

  destroy(): void {
    this.isGone = true;
    this.emit('closed');
  }

  isFocused = (): boolean => this.isFront;
  isDestroyed = (): boolean => this.isGone;
  isMinimized = (): boolean => false;
  isMaximized = (): boolean => false;
  getNormalBounds = () => ({ x: 1, y: 2, width: 800, height: 600 });
  show(): void {}
  focus(): void {
    this.isFront = true;
  }
}

let clock: FakeClock;
let made: { window: FakeWindow; route: string }[];
let changed: string[];
let gone: number[];
let places: WindowPlace[];
let windows: Windows;

beforeEach(() => {
  clock = new FakeClock();
  [made, changed, gone, places] = [[], [], [], []];
  windows = new Windows({
    create(route) {
      const window = new FakeWindow(made.length + 1);
      made.push({ window, route });
      return window as unknown as BrowserWindow;
    },
    savePlace: (place) => places.push(place),
    changed: (topic) => changed.push(topic),
    onGone: (id) => gone.push(id),
    timers: clock.timers,
  });
});

test('a window whose page listens is held until it has saved, then its place is noted', async () => {
  windows.open('/');
  windows.expectFlush(1);
  made[0]!.window.close();
  await arrive();
  expect([windows.isClosing(1), made[0]!.window.isGone]).toEqual([true, false]);
  windows.flushed(1);
  await arrive();
  expect([made[0]!.window.isGone, gone, [...windows.ids], places.length]).toEqual([true, [1], [], 1]);
});

test('a page that does not answer is waited for one second', async () => {
  windows.open('/');
  windows.expectFlush(1);
  made[0]!.window.close();
  made[0]!.window.close();
  await clock.pass(999);
  expect(made[0]!.window.isGone).toBe(false);
  await clock.pass(1);
  expect(made[0]!.window.isGone).toBe(true);
});

test('a page that never listened is not waited for', async () => {
  windows.open('/');
  made[0]!.window.close();
  await arrive();
  expect(made[0]!.window.isGone).toBe(true);
});

test('leaving asks all windows at once', async () => {
  windows.open('/');
  windows.open('/two');
  windows.expectFlush(1);
  windows.expectFlush(2);
  let isFlushed = false;
  void windows.flushAll().then(() => void (isFlushed = true));
  windows.flushed(2);
  await arrive();
  expect(isFlushed).toBe(false);
  windows.flushed(1);
  await arrive();
  windows.destroyAll();
  expect([isFlushed, made.map(({ window }) => window.isGone)]).toEqual([true, [true, true]]);
});

test('a wish of the menu goes to the window in front and to no other', () => {
  windows.open('/');
  windows.open('/two');
  made[0]!.window.isFront = true;
  windows.sendCommand('ticket.new');
  windows.sendCommand('ticket.new');
  expect([windows.menuWish(1), windows.menuWish(2)]).toEqual([
    { serial: 2, command: 'ticket.new' },
    { serial: 0, command: null },
  ]);
});

test('a second start brings a window to the front, or opens one', () => {
  windows.focus();
  windows.focus();
  expect([made.map(({ route }) => route), windows.list()]).toEqual([
    ['/'],
    [{ id: 1, title: 'page 1', isFocused: true }],
  ]);
});
