import type { ElectronApplication } from '@playwright/test';
import {
  draftNote,
  gridOf,
  logTicket,
  openFirstTicket,
  messageBox,
  pickByKey,
  propertyOf,
  ticketOf,
  writeMessage,
  expectKeysIn,
} from './support/keyboard';
import { expect, test } from './support/test';

/** A change in one window has to be seen in the other within this time. */
const soonMs = 1_000;

test.describe('two windows on one desk', () => {
  test('share one store: what one does, the other shows within a second', async ({ folder, start }) => {
    const desk = await start(folder);
    const first = await desk.window();
    await logTicket(first, 'Monitor flickers');
    await newWindow(desk.app);
    const second = await desk.window(2);
    const stores = await desk.app.evaluate(
      ({ webContents }) =>
        webContents.getAllWebContents().filter((page) => page.getURL().startsWith('desk://store/')).length,
    );
    expect(stores).toBe(1);

    await openFirstTicket(second, 'Monitor flickers');

    await pickByKey(second, 'p', 'Priority', 'Urgent');
    await expect(propertyOf(first, 'Priority')).toHaveValue('Urgent', { timeout: soonMs });
    await writeMessage(first, 'r', 'Is the cable tight?');
    await first.keyboard.press('Control+Enter');
    await expect(ticketOf(first).getByRole('article', { name: /^Reply by/ })).toBeVisible();
    await expect(ticketOf(second).getByRole('article', { name: /^Reply by/ })).toContainText(
      'Is the cable tight?',
      { timeout: soonMs },
    );
    await first.keyboard.press('Escape');
    await logTicket(first, 'Second ticket from the first window');
    await expect(gridOf(second).getByText('Second ticket from the first window')).toBeVisible({
      timeout: soonMs,
    });
  });

  test('what is being written in one window is not disturbed by work in the other', async ({
    folder,
    start,
  }) => {
    const desk = await start(folder);
    const first = await desk.window();
    await logTicket(first, 'Keyboard misses the letter e');
    await newWindow(desk.app);
    const second = await desk.window(2);
    await writeMessage(first, 'r', 'Please try ');
    await openFirstTicket(second, 'Keyboard misses');
    await pickByKey(second, 's', 'Status', 'Open');
    await first.keyboard.type('another one.');
    await expect(messageBox(first, 'r')).toHaveValue('Please try another one.');
    await expectKeysIn(messageBox(first, 'r'));
    await expect(propertyOf(first, 'Status')).toHaveValue('Open');
  });

  test('a note begun in one goes on in the other', async ({ folder, start }) => {
    const desk = await start(folder);
    const first = await desk.window();
    await logTicket(first, 'Mouse drifts');
    await newWindow(desk.app);
    const second = await desk.window(2);
    await openFirstTicket(second, 'Mouse drifts');
    await first.keyboard.press('n');
    await writeMessage(second, 'n', 'Clean the lens');
    await expect(messageBox(first, 'n')).toHaveValue('Clean the lens');
    await messageBox(first, 'n').press('End');
    await first.keyboard.type(' first');
    await expect(messageBox(second, 'n')).toHaveValue('Clean the lens first');
  });

  test('closing one saves what is typed in it and leaves the other at work', async ({ folder, start }) => {
    const desk = await start(folder);
    const first = await desk.window();
    await logTicket(first, 'Headset hums');
    await newWindow(desk.app);
    const second = await desk.window(2);
    await openFirstTicket(second, 'Headset hums');
    await writeMessage(second, 'n', 'Swap it');
    await desk.app.evaluate(({ BrowserWindow }) => {
      const newest = Math.max(...BrowserWindow.getAllWindows().map(({ id }) => id));
      BrowserWindow.fromId(newest)?.close();
    });
    await expect.poll(() => desk.windows().length).toBe(1);
    await first.keyboard.press('Escape');
    await expect(ticketOf(first)).toHaveCount(0);
    await first.keyboard.press('n');
    await expect(messageBox(first, 'n')).toHaveValue('Swap it');
    await expect(draftNote(first)).toBeVisible();
  });
});

/** Chooses “New window” in the menu of the app. */
function newWindow(app: ElectronApplication): Promise<void> {
  return app.evaluate(({ Menu }) => {
    const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []) ?? [];
    const item = items.find(({ accelerator }) => String(accelerator) === 'CmdOrCtrl+Shift+N');
    item?.click();
  });
}
