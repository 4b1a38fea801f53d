import type { Page } from '@playwright/test';

/** Something that stands on the page only in the new state: an element, and the text in it. */
export type Sign = Readonly<{ selector: string; text?: string }>;

/** What has not come until then does not come. */
const limitMs = 10_000;

/**
 * How long a key takes to be seen: from the key press, as the page's own clock has it, until all signs of the new state
 * were there in one frame and the next frame began, so that the one with the signs was painted.
 */
export async function paintTime(page: Page, key: string, signs: readonly Sign[]): Promise<number> {
  const measuring = await page.evaluateHandle(
    ({ wanted, limit }) => {
      const isThere = ({ selector, text }: Sign): boolean => {
        const element = document.querySelector(selector);
        return element !== null && (text === undefined || element.textContent === text);
      };
      if (wanted.every(isThere)) throw new Error('The new state is there before the key.');
      const done = new Promise<number>((resolve, reject) => {
        const onKey = (event: KeyboardEvent): void => {
          if (['Control', 'Shift'].includes(event.key)) return;
          removeEventListener('keydown', onKey, { capture: true });
          const look = (): void => {
            const missing = wanted
              .filter((sign) => !isThere(sign))
              .map(({ selector, text }) => `${selector} ${text ?? ''}`);
            if (missing.length > 0 && performance.now() - event.timeStamp > limit)
              reject(new Error(`Never seen after ${event.key}: ${missing.join('; ')}`));
            else if (missing.length > 0) requestAnimationFrame(look);
            else requestAnimationFrame(() => resolve(performance.now() - event.timeStamp));
          };
          requestAnimationFrame(look);
        };
        addEventListener('keydown', onKey, { capture: true });
      });
      return { done };
    },
    { wanted: signs, limit: limitMs },
  );
  await page.keyboard.press(key);
  const time = await measuring.evaluate(({ done }) => done);
  await measuring.dispose();
  return time;
}

/** What a row of measured times comes to. */
export type Figure = Readonly<{
  name: string;
  unit: 'ms';
  p50: number;
  p95: number;
  max: number;
  runs: number;
}>;

/** Sums measured times up. */
export function figureOf(name: string, times: readonly number[]): Figure {
  const sorted = [...times].sort((left, right) => left - right);
  const at = (share: number): number =>
    Math.round(sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN);
  return { name, unit: 'ms', p50: at(0.5), p95: at(0.95), max: at(1), runs: times.length };
}
