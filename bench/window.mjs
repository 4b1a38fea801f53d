import { inStore, launch } from './app.mjs';
import { quantile } from './figures.mjs';

const repeats = 40;

/**
 * Measures what a person waits for: from the key press or click until the frame that shows the new state is painted.
 * The page itself measures, so that the driver's own way is not in the figure.
 */
export async function benchWindow(figures, folder, data) {
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
    const changes = await measure(page, 'status');
    figures.add({ name: `status change, next paint p95 (${data})`, value: quantile(changes, 0.95), ...about });
    const raw = await inStore(app, strictPuts);
    figures.add({ name: 'one strict IndexedDB put, p50', value: quantile(raw, 0.5), baseline: null, unit: 'ms', target: '–', runs: raw.length });
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
    async ({ action, times }) => {
      const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      const grid = () => document.querySelector('[role=grid][aria-label=Tickets]');
      const press = (target, key) => target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
      /** Waits for the frame in which a reading of the page is another than before. */
      const untilChanged = async (read, act) => {
        const before = read();
        const started = performance.now();
        act();
        while (read() === before && performance.now() - started < 5_000) await painted();
        await painted();
        return performance.now() - started;
      };
      const measured = [];
      const views = [...document.querySelectorAll('nav[aria-label=Views] li [role=button], nav[aria-label=Views] li button')].slice(0, 7);
      for (let turn = 0; turn < times; turn += 1) {
        if (action === 'view') {
          const view = views[turn % views.length];
          const isCurrent = () => view.getAttribute('aria-current') ?? view.className;
          measured.push(await untilChanged(isCurrent, () => view.click()));
        } else if (action === 'open') {
          const title = () => document.querySelector('main[aria-label=Ticket]')?.textContent ?? '';
          const rows = grid().querySelectorAll('[role=row][aria-rowindex]');
          const row = rows[1 + (turn % Math.min(12, rows.length - 1))];
          measured.push(await untilChanged(title, () => row.click()));
        } else {
          const status = () => document.querySelector('[role=combobox][aria-label=Status], input[aria-label=Status]')?.value ?? '';
          const next = status() === 'Solved' ? 's' : 'e';
          measured.push(await untilChanged(status, () => press(document.body, next)));
        }
        await new Promise((resolve) => setTimeout(resolve, 60));
      }
      return measured;
    },
    { action: kind, times: repeats },
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
