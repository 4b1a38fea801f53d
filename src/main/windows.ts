import type { BrowserWindow } from 'electron';
import type { MenuCommand, MenuWish } from '../protocol/shell';
import type { Timers } from '../protocol/rpc/runtime';
import type { WindowPlace } from './window-place';
import { withinLimit } from './within-limit';

type WindowsOptions = Readonly<{
  /** Makes a window at a route; `others` is how many there are already. */
  create: (route: string, others: number) => BrowserWindow;
  savePlace: (place: WindowPlace) => void;
  /** Tells pages that what they know of windows may have changed. */
  changed: (topic: 'window.list' | 'window.closing' | 'menu.command') => void;
  onGone: (windowId: number) => void;
  timers: Timers;
}>;

type OpenWindow = {
  readonly window: BrowserWindow;
  isClosing: boolean;
  /** True once the page subscribed to `window.closing`, so that it can be waited for. */
  canFlush: boolean;
  wish: MenuWish;
  readonly flushed: Promise<void>;
  readonly onFlushed: () => void;
};

const flushLimitMs = 1_000;

/** The open windows, known by the id of what they show. */
export class Windows {
  readonly #options: WindowsOptions;
  readonly #open = new Map<number, OpenWindow>();

  constructor(options: WindowsOptions) {
    this.#options = options;
  }

  /** The ids of all windows: who may speak to main. */
  get ids(): ReadonlySet<number> {
    return new Set(this.#open.keys());
  }

  /** Opens one more window on the same desk. */
  open(route: string): void {
    const window = this.#options.create(route, this.#open.size);
    const { id } = window.webContents;
    const { promise: flushed, resolve: onFlushed } = whenCalled();
    const wish = { serial: 0, command: null };
    this.#open.set(id, { window, isClosing: false, canFlush: false, wish, flushed, onFlushed });
    window.on('close', (event) => this.#onClose(id, event));
    window.on('closed', () => this.#forget(id));
    window.on('focus', () => this.#options.changed('window.list'));
    window.on('blur', () => this.#options.changed('window.list'));
    this.#options.changed('window.list');
  }

  /** The window with this id, while it lives. */
  get(id: number): BrowserWindow | undefined {
    return this.#open.get(id)?.window;
  }

  /** What a window shows of all windows. */
  list(): { id: number; title: string; isFocused: boolean }[] {
    return [...this.#open].map(([id, { window }]) => ({
      id,
      title: window.webContents.getTitle(),
      isFocused: window.isFocused(),
    }));
  }

  /** Brings a window to the front; opens one where there is none. */
  focus(): void {
    const window = this.#focused()?.window;
    if (window === undefined) return this.open('/');
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  }

  /** Gives a wish of the menu to the window in front; where there is none, one is opened and the wish ends there. */
  sendCommand(command: MenuCommand): void {
    const focused = this.#focused();
    if (focused === undefined) return this.open('/');
    focused.wish = { serial: focused.wish.serial + 1, command };
    this.#options.changed('menu.command');
  }

  /** The newest wish of the menu for a window. */
  menuWish(id: number): MenuWish {
    return this.#open.get(id)?.wish ?? { serial: 0, command: null };
  }

  /** True once a window is about to go. */
  isClosing(id: number): boolean {
    return this.#open.get(id)?.isClosing ?? false;
  }

  /** The page of a window listens for the end, so it is waited for. */
  expectFlush(id: number): void {
    const open = this.#open.get(id);
    if (open !== undefined) open.canFlush = true;
  }

  /** The page of a window has saved what was typed. */
  flushed(id: number): void {
    this.#open.get(id)?.onFlushed();
  }

  /** Asks all windows to save what is typed. */
  async flushAll(): Promise<void> {
    await Promise.all([...this.#open.keys()].map((id) => this.#flush(id)));
  }

  /** Lets go of all windows without asking again; for the moment after everything was saved. */
  destroyAll(): void {
    for (const { window } of this.#open.values()) {
      this.#savePlace(window);
      window.destroy();
    }
  }

  #focused(): OpenWindow | undefined {
    const all = [...this.#open.values()];
    return all.find(({ window }) => window.isFocused()) ?? all.at(-1);
  }

  #onClose(id: number, event: { preventDefault(): void }): void {
    const open = this.#open.get(id);
    if (open === undefined) return;
    event.preventDefault();
    if (open.isClosing) return;
    void this.#flush(id).then(() => {
      if (open.window.isDestroyed()) return;
      this.#savePlace(open.window);
      open.window.destroy();
    });
  }

  async #flush(id: number): Promise<void> {
    const open = this.#open.get(id);
    if (open === undefined) return;
    open.isClosing = true;
    this.#options.changed('window.closing');
    if (open.canFlush) await withinLimit(open.flushed, flushLimitMs, this.#options.timers);
  }

  #savePlace(window: BrowserWindow): void {
    this.#options.savePlace({ bounds: window.getNormalBounds(), isMaximized: window.isMaximized() });
  }

  #forget(id: number): void {
    this.#open.delete(id);
    this.#options.onGone(id);
    this.#options.changed('window.list');
  }
}

function whenCalled(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
