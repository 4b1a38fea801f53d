import { logTicket, messageBox, openFirstTicket, writeMessage, expectKeysIn } from './support/keyboard';
import type { RunningDesk } from './support/running-desk';
import { expect, test } from './support/test';

type Shown = { messages: { body: string }[] };

test.describe('leaving the app', () => {
  test('a reply that was sent right before is stored', async ({ desk, folder, start }) => {
    const running = await start(folder);
    const page = await running.window();
    await logTicket(page, 'Door reader beeps');
    await writeMessage(page, 'r', 'Sent in the last moment');
    await page.keyboard.press('Control+Enter');
    await quitAtOnce(running);
    const { messages } = await desk.json<Shown>(folder, 'show', '1');
    expect(messages.map(({ body }) => body)).toEqual(['Sent in the last moment']);
    expect(await desk.json(folder, 'list', 'is:draft')).toMatchObject({ total: 0 });
    expect(await desk.json(folder, 'check')).toMatchObject({ ok: true });
  });

  test('what was typed right before, with no time to save it, is back as a draft', async ({
    desk,
    folder,
    start,
  }) => {
    const running = await start(folder);
    const page = await running.window();
    await logTicket(page, 'Door reader beeps');
    await writeMessage(page, 'r', 'Typed in the last mom');
    await quitAtOnce(running);
    expect(await desk.json(folder, 'list', 'is:draft')).toMatchObject({ total: 1 });
    const again = await (await start(folder)).window();
    await openFirstTicket(again, 'Door reader beeps');
    await again.keyboard.press('r');
    await expect(messageBox(again, 'r')).toHaveValue('Typed in the last mom');
  });

  test('half a new ticket is back when the form is opened again', async ({ folder, start }) => {
    const running = await start(folder);
    const page = await running.window();
    await page.keyboard.press('c');
    await expectKeysIn(
      page.getByRole('form', { name: 'New ticket' }).getByRole('textbox', { name: 'Subject' }),
    );
    await page.keyboard.type('Half a sub');
    await quitAtOnce(running);
    const again = await (await start(folder)).window();
    await again.keyboard.press('c');
    await expect(
      again.getByRole('form', { name: 'New ticket' }).getByRole('textbox', { name: 'Subject' }),
    ).toHaveValue('Half a sub');
  });
});

/** Asks the app to quit without a moment's wait, and waits until its process is gone. */
async function quitAtOnce(running: RunningDesk): Promise<void> {
  const closed = running.app.waitForEvent('close');
  await running.app.evaluate(({ app }) => app.quit());
  await closed;
}
