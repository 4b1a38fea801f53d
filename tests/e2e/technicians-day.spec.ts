import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ElectronApplication, Page } from '@playwright/test';
import {
  draftNote,
  gridOf,
  historyOf,
  logTicket,
  messageBox,
  pickByKey,
  propertyOf,
  ticketOf,
  writeMessage,
  expectKeysIn,
} from './support/keyboard';
import { whyNoBlock, writeNetworkBlock } from './support/network-block';
import { expect, test } from './support/test';

const noBlock = whyNoBlock();
test.skip(noBlock !== null, `No network can be taken away here (${noBlock}).`);

const steps = [
  'Ana created the ticket',
  'Ana set Assignee to Ana',
  'Ana replied',
  'Ana added an internal note',
  'Ana solved the ticket',
  'Ana reopened the ticket',
  'Ana closed the ticket',
] as const;

test('a technician works a day by keyboard, without a network, and finds everything after a power cut', async ({
  appPath,
  desk,
  folder,
  scratch,
  start,
}) => {
  await desk.json(folder, 'init', '--name', 'Shop', '--me', 'Ana');
  const wrapper = await writeNetworkBlock(scratch, appPath.executable);

  await test.step('the app has no network', async () => {
    const outside = await listen();
    const plain = await start(`${folder}-plain`);
    expect(await reaches(plain.app, outside.port)).toBe(true);
    await plain.kill();
    const blocked = await start(`${folder}-blocked`, { wrapper });
    expect(await reaches(blocked.app, outside.port)).toBe(false);
    await blocked.kill();
    outside.server.close();
  });

  const morning = await start(folder, { wrapper });
  const page = await morning.window();
  await test.step('a ticket goes through its life', async () => {
    await logTicket(page, 'Scanner in the post room feeds two sheets');
    await pickByKey(page, 'a', 'Assignee', 'Ana');
    await expect(propertyOf(page, 'Status')).toHaveValue('Open');
    await writeMessage(page, 'r', 'Which tray is it? 你好 ☂');
    await page.keyboard.press('Control+Enter');
    await expect(ticketOf(page).getByRole('article', { name: /^Reply by Ana/ })).toContainText('你好 ☂');
    await page.keyboard.press('Escape');
    await writeMessage(page, 'n', 'Second time this month: order rollers.');
    await page.keyboard.press('Control+Enter');
    await expect(ticketOf(page).getByRole('article', { name: /^Internal note by Ana/ })).toBeVisible();
    await page.keyboard.press('Escape');
    await page.keyboard.press('e');
    await expect(gridOf(page).getByText('Scanner in the post room')).toHaveCount(0);
    await openFirstOfView(page, 6);
    await expect(propertyOf(page, 'Status')).toHaveValue('Solved');
    await pickByKey(page, 's', 'Status', 'Open');
    await pickByKey(page, 's', 'Status', 'Closed');
    await expectSteps(page);
  });

  await test.step('a reply and a note are half written when the power goes', async () => {
    await writeMessage(page, 'r', 'The rollers have come, may we');
    await expect(draftNote(page)).toBeVisible();
    await page.keyboard.press('Escape');
    await writeMessage(page, 'n', 'Ask Bob whether');
    await expect(draftNote(page)).toBeVisible();
    await morning.kill();
  });

  const afternoon = await start(folder, { wrapper });
  await test.step('after the restart everything is there, drafts included', async () => {
    const again = await afternoon.window();
    await openFirstOfView(again, 8);
    await expect(ticketOf(again).getByRole('textbox', { name: 'Subject' })).toHaveValue(
      'Scanner in the post room feeds two sheets',
    );
    await expect(propertyOf(again, 'Status')).toHaveValue('Closed');
    await expect(ticketOf(again).getByRole('article')).toHaveCount(2);
    await again.keyboard.press('n');
    await expect(messageBox(again, 'n')).toHaveValue('Ask Bob whether');
    await again.keyboard.press('Escape');
    await again.keyboard.press('r');
    await expect(messageBox(again, 'r')).toHaveValue('The rollers have come, may we');
    await again.keyboard.press('Escape');
    await expectSteps(again);
    await afternoon.quit();
  });

  await test.step('the folder checks clean and holds every step', async () => {
    const check = await desk.json(folder, 'check');
    expect(check).toMatchObject({ ok: true, problems: [], counts: { tickets: 1, messages: 2 } });
    const shown = await desk.json<{ events: { kind: string }[] }>(folder, 'show', '1');
    const kinds = shown.events.map(({ kind }) => kind);
    expect(kinds).toEqual(
      expect.arrayContaining(['created', 'assigned', 'replied', 'noted', 'solved', 'reopened', 'closed']),
    );
  });
});

async function openFirstOfView(page: Page, place: number): Promise<void> {
  await page.keyboard.press(`Control+${place}`);
  const first = gridOf(page).getByRole('row').nth(1);
  await expectKeysIn(first);
  await page.keyboard.press('Enter');
  await expect(ticketOf(page)).toBeVisible();
}

async function expectSteps(page: Page): Promise<void> {
  for (const step of steps) await expect(historyOf(page).filter({ hasText: step }).first()).toBeVisible();
}

async function listen(): Promise<{ server: Server; port: number }> {
  const server = createServer((_request, answer) => answer.end('here'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, port: (server.address() as AddressInfo).port };
}

/** Whether the main process reaches a port of this machine, past everything that the app itself forbids. */
function reaches(app: ElectronApplication, port: number): Promise<boolean> {
  return app.evaluate(
    (_electron, to) =>
      new Promise<boolean>((resolve) => {
        const { get } = process.getBuiltinModule('node:http');
        get({ host: '127.0.0.1', port: to, timeout: 3_000 }, () => resolve(true)).on('error', () =>
          resolve(false),
        );
      }),
    port,
  );
}
