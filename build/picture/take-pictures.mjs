import path from 'node:path';
import { _electron } from '@playwright/test';
import { PlainError } from '../message.mjs';

/** @typedef {import('@playwright/test').ElectronApplication} App */
/** @typedef {import('@playwright/test').Page} Page */

const size = { width: 1440, height: 900 };

/** Three hours after the last invented ticket, so that “yesterday” and “overdue” are the same on any day. */
const pictureTime = Date.UTC(2026, 5, 30, 21);

/** The view and the ticket that are shown: one with a conversation and a note. */
const shown = /** @type {const} */ ({ view: /^All open/, ticket: '#392' });

/**
 * Starts the app, opens a ticket and takes the window in light and in dark.
 *
 * @param {{ executable: string, args: string[], env: NodeJS.ProcessEnv, folder: string }} options
 */
export async function takePictures({ executable, args, env, folder }) {
  const app = await _electron.launch({
    executablePath: executable,
    args,
    env: /** @type {Record<string, string>} */ (env),
  });
  try {
    const page = await deskPage(app);
    await stopClock(app, page);
    await page.setViewportSize(size);
    await openTicket(page);
    for (const [scheme, file] of /** @type {const} */ ([
      ['light', 'desk.png'],
      ['dark', 'desk-dark.png'],
    ])) {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      // Colours may fade from one scheme to the other.
      await page.waitForTimeout(1_000);
      await page.screenshot({ path: path.join(folder, file), animations: 'disabled' });
    }
  } finally {
    await app.close();
  }
}

/**
 * The first window may be the store's page, which nobody sees.
 *
 * @param {App} app
 * @returns {Promise<Page>}
 */
async function deskPage(app) {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const page = app.windows().find((window) => window.url().startsWith('desk://app/'));
    if (page !== undefined) return page;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new PlainError('The window did not open within 20 seconds.');
}

/**
 * Stops the clocks of the store and of the window, which then is loaded again.
 *
 * @param {App} app
 * @param {Page} page
 */
async function stopClock(app, page) {
  // The answer of a script must be something that can be sent, which a function is not.
  const stop = `Date.now = () => ${pictureTime}; true`;
  await page.getByRole('grid', { name: 'Tickets' }).waitFor();
  await app.evaluate(async ({ webContents }, code) => {
    const pages = webContents.getAllWebContents();
    const store = pages.find((contents) => contents.getURL().startsWith('desk://store/'));
    await store?.executeJavaScript(code);
  }, stop);
  await page.addInitScript(stop);
  await page.reload();
}

/** @param {Page} page */
async function openTicket(page) {
  await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: shown.view }).click();
  const rows = page.getByRole('grid', { name: 'Tickets' }).getByRole('row');
  await rows.filter({ hasText: shown.ticket }).click();
  await page.getByRole('region', { name: 'Conversation' }).getByRole('article').first().waitFor();
  // What appears a moment after the ticket, and the pointer, would make two runs differ.
  await page.mouse.move(size.width - 1, size.height - 1);
  await page.waitForTimeout(1_000);
}
