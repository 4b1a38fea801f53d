import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { logTicket, writeMessage } from './support/keyboard';
import { whyNoBlock, writeNetworkBlock } from './support/network-block';
import { expect, test } from './support/test';

test.describe('the network', () => {
  test('is never asked for anything in an ordinary session', async ({ folder, start }) => {
    const running = await start(folder);
    await watchRequests(running.app);
    const page = await running.window();
    await work(page);
    expect(await sentRequests(running.app)).toEqual([]);
    await running.quit();
    expect(await blockedIn(folder)).toBe(0);
  });

  test('is not tried by Chromium itself either: no packet looks for a way out of the machine', async ({
    appPath,
    folder,
    scratch,
    start,
  }) => {
    const noBlock = whyNoBlock();
    test.skip(noBlock !== null, `Packets can only be counted in a network of their own (${noBlock}).`);
    const wrapper = await writeNetworkBlock(scratch, appPath.executable);
    const running = await start(folder, { wrapper });
    await work(await running.window());
    expect(await packetsWithoutWay(running.app)).toBe(0);
    await tryAddress(running.app);
    expect(await packetsWithoutWay(running.app), 'the count sees an attempt').toBeGreaterThan(0);
  });

  test('cannot be reached by a script in the page: fetch, image, frame, form, window and address', async ({
    folder,
    start,
  }) => {
    const running = await start(folder);
    await watchRequests(running.app);
    const opened = await watchOpenedLinks(running.app);
    const page = await running.window();
    const address = page.url();
    expect(await plant(page)).toEqual({ fetch: 'refused', image: 'refused', window: 'refused' });
    await leave(running.app);
    await page.waitForTimeout(1_000);
    expect(await shownPages(running.app)).toEqual([{ url: address, isWhole: true }]);
    expect(running.windows()).toHaveLength(1);
    expect(await sentRequests(running.app)).toEqual([]);
    // A link goes to the program that the person uses for it; nothing else does.
    expect(await opened()).toEqual(['https://example.org/window']);
  });

  test('is guarded a second time: where the policy of the page is switched off, the guard cancels and counts', async ({
    folder,
    start,
  }) => {
    const running = await start(folder, { isPolicyOff: true });
    await watchRequests(running.app);
    const page = await running.window();
    await watchOpenedLinks(running.app);
    expect(await plant(page)).toEqual({ fetch: 'refused', image: 'refused', window: 'refused' });
    expect(await sentRequests(running.app)).toEqual([]);
    await running.quit();
    expect(await blockedIn(folder)).toBe(2);
  });
});

/** A little of everything a person does. */
async function work(page: Page): Promise<void> {
  await logTicket(page, 'See https://example.org/manual and <img src="https://example.org/pixel.gif">');
  await writeMessage(page, 'r', 'Look at https://example.org/answer ![](https://example.org/image.png)');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('article', { name: /^Reply by/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.keyboard.press('Escape');
  for (const place of [1, 2, 7]) await page.keyboard.press(`Control+${place}`);
  await page.waitForTimeout(500);
}

/** Tries the ways on which a page could send something out, and says how each ended. */
function plant(page: Page): Promise<Record<string, string>> {
  return page.evaluate(async () => {
    const image = new Image();
    const shown = new Promise<string>((resolve) => {
      image.addEventListener('load', () => resolve('loaded'));
      image.addEventListener('error', () => resolve('refused'));
    });
    image.src = 'https://example.org/pixel.gif';
    const fetched = fetch('https://example.org/data').then(
      () => 'loaded',
      () => 'refused',
    );
    const opened = window.open('https://example.org/window') === null ? 'refused' : 'opened';
    return { fetch: await fetched, image: await shown, window: opened };
  });
}

/** From here on every request that is really sent, by whichever session, is remembered. */
function watchRequests(app: ElectronApplication): Promise<void> {
  return app.evaluate(({ session }) => {
    const sent: string[] = [];
    Object.assign(globalThis, { sentRequests: sent });
    for (const each of [session.defaultSession, session.fromPartition('persist:store')])
      each.webRequest.onSendHeaders({ urls: ['<all_urls>'] }, ({ url }) => {
        if (!url.startsWith('desk:')) sent.push(url);
      });
  });
}

function sentRequests(app: ElectronApplication): Promise<string[]> {
  return app.evaluate(() => (globalThis as unknown as { sentRequests: string[] }).sentRequests);
}

/** Lets the page try to go elsewhere, to show a stranger inside, and to send a form. */
function leave(app: ElectronApplication): Promise<void> {
  const attempts = `
    const frame = document.createElement('iframe');
    frame.src = 'https://example.org/frame';
    const form = document.createElement('form');
    form.action = 'https://example.org/form';
    document.body.append(frame, form);
    form.submit();
    location.assign('https://example.org/away');
    undefined`;
  return app.evaluate(async ({ BrowserWindow }, script) => {
    await BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(script);
  }, attempts);
}

/** Where the windows are, asked past the driver, which waits for a navigation that never ends. */
function shownPages(app: ElectronApplication): Promise<{ url: string; isWhole: boolean }[]> {
  return app.evaluate(({ BrowserWindow }) =>
    Promise.all(
      BrowserWindow.getAllWindows().map(async ({ webContents }) => {
        const isWhole = await webContents.executeJavaScript(
          `document.querySelector('[role="grid"]') !== null`,
        );
        return { url: webContents.getURL(), isWhole: isWhole === true };
      }),
    ),
  );
}

/** Keeps links from really opening, and tells which would have. */
async function watchOpenedLinks(app: ElectronApplication): Promise<() => Promise<string[]>> {
  const opened = await app.evaluateHandle(({ shell }) => {
    const links: string[] = [];
    shell.openExternal = (url) => {
      links.push(url);
      return Promise.resolve();
    };
    return links;
  });
  return () => opened.jsonValue();
}

/** How often the guard of the sessions says in the log that it cancelled a request. */
async function blockedIn(folder: string): Promise<number> {
  const log = await readFile(path.join(folder, 'logs', 'main.log'), 'utf8');
  return log.split('\n').filter((line) => line.includes('request blocked')).length;
}

/** What the system counts in the app's own network: packets that had nowhere to go. */
function packetsWithoutWay(app: ElectronApplication): Promise<number> {
  return app.evaluate(() => {
    const { readFileSync } = process.getBuiltinModule('node:fs');
    const [names = [], values = []] = readFileSync('/proc/self/net/snmp', 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('Ip:'))
      .map((line) => line.split(' '));
    const [, v6 = '0'] = /^Ip6OutNoRoutes\s+(\d+)/m.exec(readFileSync('/proc/self/net/snmp6', 'utf8')) ?? [];
    return Number(values[names.indexOf('OutNoRoutes')]) + Number(v6);
  });
}

/** Asks for something on an address that leads nowhere. */
function tryAddress(app: ElectronApplication): Promise<void> {
  return app.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const { connect } = process.getBuiltinModule('node:net');
        connect({ host: '192.0.2.1', port: 443, timeout: 2_000 }).on('error', () => resolve());
      }),
  );
}
