import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { expectAccessible } from './support/accessibility';
import { projectFolder } from './support/app-path';
import { gridOf, ticketOf } from './support/keyboard';
import { expect, test } from './support/test';

/** Where the pictures are put for people to look at. */
const pictures = path.join(projectFolder, 'test-results', 'pictures');

test.describe('the window', () => {
  test('follows the system into the dark and back, and is legible in both', async ({
    desk,
    folder,
    start,
  }) => {
    await desk.json(folder, 'init', '--name', 'Shop', '--me', 'Ana', '--sample');
    await mkdir(pictures, { recursive: true });
    const running = await start(folder);
    const page = await running.window();
    await openTicket(page);
    const shades: number[] = [];
    for (const scheme of ['light', 'dark'] as const) {
      await running.app.evaluate(({ nativeTheme }, source) => {
        nativeTheme.themeSource = source;
      }, scheme);
      await expect
        .poll(() => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches))
        .toBe(scheme === 'dark');
      await page.screenshot({ path: path.join(pictures, `ticket-${scheme}.png`), animations: 'disabled' });
      await expectAccessible(page);
      shades.push(await brightness(page));
    }
    const [light = 0, dark = 255] = shades;
    expect(light).toBeGreaterThan(200);
    expect(dark).toBeLessThan(60);
  });

  test('fits 640 pixels: nothing scrolls sideways and everything can be reached', async ({
    desk,
    folder,
    start,
  }) => {
    await desk.json(folder, 'init', '--name', 'Shop', '--me', 'Ana', '--sample');
    await mkdir(pictures, { recursive: true });
    const running = await start(folder);
    const page = await running.window();
    await resize(running.app, 640, 600);
    await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(640);
    expect(await scrollingSideways(page)).toEqual([]);
    await page.screenshot({ path: path.join(pictures, 'list-640.png') });
    await openTicket(page);
    await expect(ticketOf(page).getByRole('textbox', { name: 'Reply' })).toBeVisible();
    expect(await scrollingSideways(page)).toEqual([]);
    await page.screenshot({ path: path.join(pictures, 'ticket-640.png') });
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await expect(gridOf(page)).toBeVisible();
    await page.evaluate(() => {
      document.querySelector<HTMLElement>('nav')?.style.setProperty('width', '900px');
    });
    expect(await scrollingSideways(page), 'too wide a pane is noticed').not.toEqual([]);
  });
});

async function openTicket(page: Page): Promise<void> {
  await expect(gridOf(page).getByRole('row').nth(2)).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(ticketOf(page)).toBeVisible();
}

function resize(app: ElectronApplication, width: number, height: number): Promise<void> {
  return app.evaluate(
    ({ BrowserWindow }, size) => {
      BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height);
    },
    { width, height },
  );
}

/** How bright the ground of the ticket is, from 0 to 255. */
function brightness(page: Page): Promise<number> {
  return ticketOf(page).evaluate((main) => {
    const [red = 0, green = 0, blue = 0] =
      getComputedStyle(main)
        .backgroundColor.match(/[\d.]+/g)
        ?.map(Number) ?? [];
    return (red + green + blue) / 3;
  });
}

/** The places that are wider than the room they have, by their names. */
function scrollingSideways(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const isTooWide = (element: Element): boolean => {
      const { overflowX } = getComputedStyle(element);
      const canScroll =
        element === document.documentElement || overflowX === 'auto' || overflowX === 'scroll';
      return canScroll && element.scrollWidth > element.clientWidth + 1;
    };
    const beyond = [...document.querySelectorAll('[data-pane]')].filter(
      (pane) => pane.getBoundingClientRect().right > window.innerWidth + 1,
    );
    return [...[...document.querySelectorAll('*')].filter(isTooWide), ...beyond].map(
      (element) => element.getAttribute('aria-label') ?? element.getAttribute('data-pane') ?? element.tagName,
    );
  });
}
