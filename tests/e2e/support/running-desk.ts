import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { _electron, type ElectronApplication, expect, type Page } from '@playwright/test';
import type { AppPath } from './app-path';

type StartOptions = Readonly<{
  /** A program that is started in place of the app, to start it in its own way. */
  wrapper?: string;
  /** Switches the content security policy of the pages off, to see what stands behind it. */
  isPolicyOff?: boolean;
  /** Where the disk fails (src/durable/fail-points.ts). */
  failPoints?: string;
}>;

/** The app with windows, on one data folder. */
export class RunningDesk {
  readonly app: ElectronApplication;
  readonly #child: ChildProcess;

  private constructor(app: ElectronApplication) {
    this.app = app;
    this.#child = app.process();
  }

  /** Starts the app; its first window may still be opening. */
  static async start(
    { executable, args, env }: AppPath,
    folder: string,
    options: StartOptions = {},
  ): Promise<RunningDesk> {
    const app = await _electron.launch({
      executablePath: options.wrapper ?? executable,
      args: [...args, '--disable-gpu', '--data', folder],
      // The window follows the system, as it does for a person.
      colorScheme: null,
      bypassCSP: options.isPolicyOff === true,
      env: {
        ...(process.env as Record<string, string>),
        ...env,
        ...(options.failPoints === undefined ? {} : { CARRYDESK_FAIL_POINTS: options.failPoints }),
      },
    });
    return new RunningDesk(app);
  }

  /** The pages that people see. The store is a page too, but nobody's window. */
  windows(): readonly Page[] {
    return this.app.windows().filter((page) => page.url().startsWith('desk://app/'));
  }

  /** Waits for this many windows and hands the newest over, ready for work. */
  async window(count = 1): Promise<Page> {
    await expect.poll(() => this.windows().length, { timeout: 20_000 }).toBe(count);
    const page = this.windows().at(-1)!;
    await expect(page.getByRole('grid', { name: 'Tickets' })).toBeVisible({ timeout: 20_000 });
    return page;
  }

  /** The process of the store, as the system knows it; null while there is none. */
  storeProcess(): Promise<number | null> {
    return this.app.evaluate(({ webContents }) => {
      const store = webContents.getAllWebContents().find((page) => page.getURL().startsWith('desk://store/'));
      return store === undefined || store.isCrashed() ? null : store.getOSProcessId();
    });
  }

  /** Asks the app to leave, as closing it does, and waits until it has. */
  async quit(): Promise<void> {
    await this.app.close();
  }

  /** Takes the whole process group away at once, as a power cut does. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    process.kill(-child.pid, 'SIGKILL');
    await gone;
  }
}
