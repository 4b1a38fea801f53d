import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import {
  draftNote,
  gridOf,
  logTicket,
  messageBox,
  ticketOf,
  writeMessage,
  expectKeysIn,
} from './support/keyboard';
import type { RunningDesk } from './support/running-desk';
import { expect, test } from './support/test';

type Shown = { messages: { kind: string; body: string }[] };

test.describe('when the process of the store dies', () => {
  test('what is being typed stays, what is sent meanwhile is done once, and the window says so calmly', async ({
    desk,
    folder,
    start,
  }) => {
    const running = await start(folder);
    const page = await running.window();
    await logTicket(page, 'Router restarts');
    await writeMessage(page, 'r', 'We are ');
    const sawBanner = await watchForBanner(page);
    await killStore(running);
    await page.keyboard.type('on it.');
    await page.keyboard.press('Control+Enter');
    await expect(replies(page)).toHaveCount(1);
    expect(await sawBanner()).toBe(true);
    const said = await page.getByRole('alert').allInnerTexts();
    expect(said.filter((text) => !/^(Ticket #1 created|Reply added to #1)/.test(text))).toEqual([]);
    await expect(replies(page)).toContainText('We are on it.');
    await expect(messageBox(page, 'r')).toHaveValue('');
    await expect(banner(page)).toHaveCount(0);
    await expect(page.getByRole('status', { name: 'Desk status' })).toContainText('Saved on this device');
    await running.quit();
    expect(await messagesOf(desk.json(folder, 'show', '1'))).toEqual(['We are on it.']);
    expect(await desk.json(folder, 'list', 'is:draft')).toMatchObject({ total: 0 });
    expect(await desk.json(folder, 'check')).toMatchObject({ ok: true });
  });

  test('what is typed on after sending stays and begins the next message', async ({
    desk,
    folder,
    start,
  }) => {
    const running = await start(folder);
    const page = await running.window();
    await logTicket(page, 'Router restarts');
    await writeMessage(page, 'r', 'First.');
    await killStore(running);
    await page.keyboard.press('Control+Enter');
    await page.keyboard.type(' Second, half');
    await expect(replies(page)).toHaveCount(1);
    await expect(messageBox(page, 'r')).toHaveValue(' Second, half');
    await expect(draftNote(page)).toBeVisible();
    await running.quit();
    expect(await messagesOf(desk.json(folder, 'show', '1'))).toEqual(['First.']);
    expect(await desk.json(folder, 'list', 'is:draft')).toMatchObject({ total: 1 });
  });

  for (const delayMs of [0, 4, 15]) {
    test(`a reply that was sent ${delayMs} ms before is stored exactly once`, async ({
      desk,
      folder,
      start,
    }) => {
      const running = await start(folder);
      const page = await running.window();
      await logTicket(page, 'Router restarts');
      const store = await running.storeProcess();
      await writeMessage(page, 'r', 'Sent as it dies');
      const sending = page.keyboard.press('Control+Enter');
      await pause(delayMs);
      process.kill(store!, 'SIGKILL');
      await sending;
      await expect(replies(page)).toHaveCount(1);
      await expect(messageBox(page, 'r')).toHaveValue('');
      // The window is attached again: it takes the next one.
      await page.keyboard.type('And the next');
      await page.keyboard.press('Control+Enter');
      await expect(replies(page)).toHaveCount(2);
      await running.quit();
      expect(await messagesOf(desk.json(folder, 'show', '1'))).toEqual(['Sent as it dies', 'And the next']);
      expect(await desk.json(folder, 'check')).toMatchObject({ ok: true });
    });
  }

  test('three times in a minute, the window offers a way back, and Retry opens the data', async ({
    folder,
    start,
  }) => {
    const running = await start(folder);
    const page = await running.window();
    await logTicket(page, 'Still here');
    const retry = page.getByRole('button', { name: 'Retry' });
    for (let crash = 1; crash <= 3; crash += 1) await killStore(running);
    await expect(retry).toBeVisible();
    await expect(page.getByText('Nothing was deleted')).toBeVisible();
    await expectKeysIn(retry);
    await page.keyboard.press('Enter');
    await expect(gridOf(page).getByText('Still here')).toBeVisible();
    await expect(retry).toHaveCount(0);
    await logTicket(page, 'Logged after the retry');
    await expect(gridOf(page).getByText('Logged after the retry')).toBeVisible();
  });
});

const calmWords = 'What you typed is kept; nothing is lost.';

function banner(page: Page) {
  return page.getByRole('status').filter({ hasText: calmWords });
}

/** The banner may stand for a moment only; this notices it however short that is. */
async function watchForBanner(page: Page): Promise<() => Promise<boolean>> {
  const seen = await page.evaluateHandle((words) => {
    const state = { isSeen: false };
    const look = (): void => {
      const texts = [...document.querySelectorAll('[role="status"]')].map((place) => place.textContent ?? '');
      if (texts.some((text) => text.includes(words))) state.isSeen = true;
    };
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
    return state;
  }, calmWords);
  return () => seen.evaluate(({ isSeen }) => isSeen);
}

function replies(page: Page) {
  return ticketOf(page).getByRole('article', { name: /^Reply by/ });
}

async function messagesOf(shown: Promise<unknown>): Promise<string[]> {
  return ((await shown) as Shown).messages.map(({ body }) => body);
}

/** Ends the store's process, as a fault in it or a system short of memory would, once there is one. */
async function killStore(running: RunningDesk): Promise<void> {
  await expect.poll(() => running.storeProcess(), { intervals: [50], timeout: 15_000 }).not.toBeNull();
  const pid = await running.storeProcess();
  process.kill(pid!, 'SIGKILL');
  await expect.poll(() => running.storeProcess(), { intervals: [20] }).not.toBe(pid);
}
