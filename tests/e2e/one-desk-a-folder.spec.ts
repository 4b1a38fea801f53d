import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { AppPath } from './support/app-path';
import { onlyDocument } from './support/command-line';
import { gridOf, logTicket } from './support/keyboard';
import { expect, test } from './support/test';

test.describe('a data folder', () => {
  test('is opened once: a second start brings the window to the front and leaves', async ({
    appPath,
    folder,
    start,
  }) => {
    const desk = await start(folder);
    await desk.window();
    await desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
    const isVisible = () =>
      desk.app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows().map((window) => window.isVisible()),
      );
    expect(await isVisible()).toEqual([false]);
    expect(await startAgain(appPath, folder)).toBe(0);
    await expect.poll(isVisible).toEqual([true]);
    expect(desk.windows()).toHaveLength(1);
  });

  test('in use by a window refuses commands with exit code 3 and names the process', async ({
    desk,
    folder,
    start,
  }) => {
    const running = await start(folder);
    await running.window();
    const pid = await running.app.evaluate(() => process.pid);
    const { code, stdout, stderr } = await desk.run(folder, 'list', '--json');
    expect(code).toBe(3);
    expect(stderr).toContain(`process ${pid}`);
    expect(stderr).toContain(folder);
    expect(onlyDocument(stdout)).toMatchObject({ error: { details: { holder: pid } } });
    await running.quit();
    expect(await desk.json(folder, 'list')).toEqual({ total: 0, tickets: [] });
  });

  test('in use by a command refuses another one with exit code 3', async ({ desk, folder }) => {
    const long = desk.run(folder, 'generate', '--tickets', '1200', '--seed', '1', '--json');
    await expect.poll(() => existsSync(path.join(folder, 'holder.json'))).toBe(true);
    const { code, error } = await desk.refusal(folder, 'list');
    expect({ code, message: error.message }).toEqual({ code: 3, message: expect.stringContaining(folder) });
    expect((await long).code).toBe(0);
    expect(await desk.json(folder, 'check')).toMatchObject({ ok: true, counts: { tickets: 1200 } });
  });

  test('is a desk of its own: two are open at once and know nothing of each other', async ({
    folder,
    start,
  }) => {
    const [one, two] = [await start(folder), await start(`${folder}-two`)];
    const [first, second] = [await one.window(), await two.window()];
    await logTicket(first, 'Only in the first');
    await logTicket(second, 'Only in the second');
    await expect(gridOf(first).getByText('Only in the first')).toBeVisible();
    await expect(gridOf(first).getByText('Only in the second')).toHaveCount(0);
    await expect(gridOf(second).getByText('Only in the first')).toHaveCount(0);
  });
});

/** Starts the app as a person does who clicks its icon again; answers its exit code. */
async function startAgain({ executable, args, env }: AppPath, folder: string): Promise<number | null> {
  const child = spawn(executable, [...args, '--disable-gpu', '--data', folder], {
    env: { ...process.env, ...env },
    stdio: 'ignore',
    timeout: 20_000,
    killSignal: 'SIGKILL',
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}
