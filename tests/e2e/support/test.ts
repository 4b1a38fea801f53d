import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test as base } from '@playwright/test';
import { type AppPath, findApp } from './app-path';
import { CommandLine } from './command-line';
import { RunningDesk } from './running-desk';

export { expect } from '@playwright/test';

type PerTest = Readonly<{
  /** A folder for files of the test, gone afterwards. */
  scratch: string;
  /** A data folder that does not exist yet, gone afterwards. */
  folder: string;
  /** Starts the app; whatever still runs when the test is over is taken away. */
  start: (folder: string, options?: Parameters<typeof RunningDesk.start>[2]) => Promise<RunningDesk>;
}>;

type PerWorker = Readonly<{ appPath: AppPath; desk: CommandLine }>;

// Playwright reads the parameter of a fixture to learn what it needs, and insists on a pattern.
/* oxlint-disable no-empty-pattern */

/** A test that has the real app. */
export const test = base.extend<PerTest, PerWorker>({
  appPath: [async ({}, use) => use(await findApp()), { scope: 'worker', timeout: 200_000 }],
  desk: [async ({ appPath }, use) => use(new CommandLine(appPath)), { scope: 'worker' }],
  scratch: async ({}, use) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'carrydesk-e2e-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  },
  folder: async ({ scratch }, use) => use(path.join(scratch, 'desk')),
  start: async ({ appPath }, use) => {
    const running: RunningDesk[] = [];
    await use(async (folder, options) => {
      const desk = await RunningDesk.start(appPath, folder, options);
      running.push(desk);
      return desk;
    });
    for (const desk of running) await desk.kill();
  },
});
