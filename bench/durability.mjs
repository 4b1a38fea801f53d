import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { desk, inStore, launch, runHook } from './app.mjs';
import { quantile } from './figures.mjs';
import { rawAdds } from './import.mjs';

const hook = path.resolve(import.meta.dirname, 'durability-hook.mjs');

/** Measures what safety costs: an acknowledged command, a start, and making the database anew. */
export async function benchDurability(figures, makeFolder, tickets) {
  await acknowledgements(figures, makeFolder);
  await rebuild(figures, makeFolder, tickets);
}

async function acknowledgements(figures, makeFolder) {
  const { folder, remove } = makeFolder();
  const { commands, flushes, puts } = await runHook(hook, folder, {});
  const floor = quantile(flushes, 0.5) + quantile(puts, 0.5);
  const runs = commands.length;
  const unit = 'ms';
  const name = 'command acknowledged at 20 a second';
  figures.add({
    name: `${name}, p50, beside raw fdatasync + raw strict put`,
    value: quantile(commands, 0.5),
    baseline: floor,
    unit,
    target: '≤ 1.5',
    runs,
  });
  figures.add({
    name: `${name}, p95`,
    value: quantile(commands, 0.95),
    baseline: null,
    unit,
    target: '≤ 50',
    runs,
  });
  remove();
}

/** The database is taken away and made anew from the snapshot and the journal behind it. */
async function rebuild(figures, makeFolder, tickets) {
  const { folder, remove } = makeFolder();
  await desk(['generate', '--tickets', String(tickets), '--seed', '1'], folder);
  const snapshot = await runHook(hook, folder, { BENCH_SNAPSHOT: '1' });
  await desk(['generate', '--tickets', '500', '--seed', '2'], folder);
  const healthy = await desk(['list', '', '--limit', '1'], folder);
  const cost = costOf(folder);
  rmSync(path.join(folder, 'profile', 'Partitions', 'store', 'IndexedDB'), { recursive: true });
  const rebuilt = await desk(['list', '', '--limit', '1'], folder);
  const app = await launch(folder, true);
  const raw = await inStore(app, rawAdds(null));
  await app.close();
  const seconds = (rebuilt.milliseconds - healthy.milliseconds) / 1_000;
  const about = { runs: 1, baseline: null };
  figures.add({
    name: `rebuild of ${tickets} tickets (${raw.rows} rows) beside raw adds of the same rows`,
    value: raw.rows / seconds,
    baseline: (1_000 * raw.rows) / raw.milliseconds,
    unit: 'rows/s',
    target: '≥ 0.4',
    runs: 1,
  });
  const { bytes } = snapshot;
  figures.add({
    name: 'the same, from the start of the process to the first page',
    value: rebuilt.milliseconds / 1_000,
    unit: 's',
    target: '≤ 5',
    ...about,
  });
  figures.add({ name: 'its snapshot', value: bytes / 2 ** 20, unit: 'MiB', target: '–', ...about });
  figures.add({
    name: `start of a healthy desk of ${tickets} tickets: mending, journal, agreeing`,
    value: cost,
    unit: 'ms',
    target: '≤ 100',
    ...about,
  });
  remove();
}

/** What the last start spent on durability, as it says itself. */
function costOf(folder) {
  const lines = readFileSync(path.join(folder, 'logs', 'main.log'), 'utf8')
    .trim()
    .split('\n');
  const line = lines.findLast((one) => one.includes('data agreed'));
  return Number(/ costMs=(\d+)/.exec(line)?.[1]);
}
