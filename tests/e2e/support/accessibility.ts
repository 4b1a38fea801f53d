import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Nothing on the page keeps somebody from using it. */
export async function expectAccessible(page: Page): Promise<void> {
  // Legacy mode, because an Electron window cannot open the blank page that the other one needs.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  const serious = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => ({ id, help, places: nodes.slice(0, 5).map(({ html }) => html) }));
  expect(serious).toEqual([]);
}
