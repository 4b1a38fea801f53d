import { desk, inStore, launch } from './app.mjs';
import { quantile } from './figures.mjs';

const repeats = 40;

/** The first ones of each kind are not counted: they measure Chromium getting to know the code. */
const warmUps = 5;

/**
 * Measures what a person waits for: from the key press or click until the frame that shows the new state is painted.
 * The page itself measures, so that the driver's own way is not in the figure.
 */
export async function benchWindow(figures, folder, data) {
  // The real incidents are all closed; these give the measurement something to solve.
  await desk(['generate', '--tickets', '600', '--seed', '7'], folder);
  const app = await launch(folder, false);
  try {
    const page = await deskPage(app);
    await page.getByRole('grid', { name: 'Tickets' }).getByRole('row').nth(1).waitFor();
    await page.waitForTimeout(3_000);
    const about = { baseline: null, unit: 'ms', target: '≤ 100', runs: repeats };
    const switches = await measure(page, 'view');
    figures.add({ name: `view switch, next paint p95 (${data})`, value: quantile(switches, 0.95), ...about });
    const opens = await measure(page, 'open');
    figures.add({ name: `open a ticket, next paint p95 (${data})`, value: quantile(opens, 0.95), ...about });
    await page
      .getByRole('navigation', { name: 'Views' })
      .getByRole('button', { name: /All open/ })
      .click();
    await page.waitForTimeout(500);
    await page.getByRole('grid', { name: 'Tickets' }).getByRole('row').nth(1).click();
    await page.waitForTimeout(500);
    const changes = await measure(page, 'status');
    figures.add({
      name: `status change, next paint p95 (${data})`,
      value: quantile(changes, 0.95),
      ...about,
    });
    const raw = await inStore(app, strictPuts);
    figures.add({
      name: 'one strict IndexedDB put, p50',
      value: quantile(raw, 0.5),
      baseline: null,
      unit: 'ms',
      target: '–',
      runs: raw.length,
    });
  } finally {
    await app.close();
  }
}

async function deskPage(app) {
  for (;;) {
    const page = app.windows().find((window) => window.url().startsWith('desk://app'));
    if (page !== undefined) return page;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Runs one kind of action many times in the page and answers the milliseconds of each. */
function measure(page, kind) {
  return page.evaluate(
    async ({ action, times, warm }) => {
      const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      const find = (selector) => document.querySelector(selector);
      const rows = () =>
        [...document.querySelectorAll('[role=grid][aria-label=Tickets] [role=row]')].filter((row) =>
          row.querySelector('[role=gridcell]'),
        );
      /** Acts, and waits for the frame after the one in which the page shows what was asked for. */
      const until = async (isShown, act) => {
        const started = performance.now();
        act();
        while (!isShown()) {
          if (performance.now() - started > 5_000) throw new Error(`${action}: the window never showed it`);
          await painted();
        }
        await painted();
        return performance.now() - started;
      };
      const press = (key) =>
        document.body.dispatchEvent(
          new KeyboardEvent('keydown', {
            key,
            code: `Key${key.toUpperCase()}`,
            bubbles: true,
            cancelable: true,
          }),
        );
      const numberOf = (row) => /#\d+/.exec(row.textContent)?.[0] ?? '';
      const ticketText = () => find('main[aria-label=Ticket]')?.textContent ?? '';
      const views = [...find('nav[aria-label=Views]').querySelectorAll('li [role=button], li button')].filter(
        (view) => /All|Waiting|solved/.test(view.textContent),
      );
      const measured = [];
      for (let turn = 0; turn < times; turn += 1) {
        if (action === 'view') {
          const view = views[turn % views.length];
          const name = /^[A-Z][a-z ]+/.exec(view.textContent)?.[0] ?? '';
          const heading = () => find('section')?.textContent ?? '';
          measured.push(
            await until(
              () => heading().includes(name) && rows().length > 0,
              () => view.click(),
            ),
          );
        } else if (action === 'open') {
          const row = rows()[turn % 12];
          const number = numberOf(row);
          measured.push(
            await until(
              () => ticketText().startsWith(number),
              () => row.click(),
            ),
          );
        } else {
          const number = /^#\d+/.exec(ticketText())?.[0] ?? '';
          // The view shows open tickets only, so a solved one leaves it.
          const hasLeft = () => !rows().some((row) => numberOf(row) === number);
          measured.push(await until(hasLeft, () => press('e')));
          // The next ticket opens by itself; it is not part of this figure.
          await until(
            () => !ticketText().startsWith(number),
            () => undefined,
          );
        }
        await new Promise((resolve) => setTimeout(resolve, 150));
      }
      return measured.slice(warm);
    },
    { action: kind, times: (kind === 'status' ? 20 : repeats) + warmUps, warm: warmUps },
  );
}

/** The code that puts one small row after the other, as durable as our commits. */
const strictPuts = `(async () => {
  const opening = indexedDB.open('raw-puts', 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore('rows', { keyPath: 'id' });
  const database = await new Promise((resolve) => { opening.onsuccess = () => resolve(opening.result); });
  const measured = [];
  for (let id = 0; id < 200; id += 1) {
    const started = performance.now();
    const transaction = database.transaction('rows', 'readwrite', { durability: 'strict' });
    transaction.objectStore('rows').put({ id, text: 'x'.repeat(400) });
    await new Promise((resolve) => { transaction.oncomplete = resolve; });
    measured.push(performance.now() - started);
  }
  database.close();
  indexedDB.deleteDatabase('raw-puts');
  return measured;
})()`;
