import { mkdir, open, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { webContents } from 'electron';

const { BENCH_RESULT, BENCH_SNAPSHOT, BENCH_FOLDER } = process.env;

/** Commands, raw flushes and raw strict puts by turns, twenty of each a second: one disk, one load, one run. */
const rounds = 300;
const paceMs = 50;
const warmUps = 20;
const recordBytes = 1_024;

/** Runs inside the app (see `CARRYDESK_TEST_HOOK` in src/main/test-hook.ts). */
export async function run({ store, durability }) {
  await store.call('desk.status', {});
  if (BENCH_SNAPSHOT === '1') {
    const taken = await durability.snapshot();
    if (!taken.ok) throw new Error(taken.error.message);
    return writeFile(BENCH_RESULT, JSON.stringify(taken.value));
  }
  const page = webContents.getAllWebContents().find((one) => one.getURL().startsWith('desk://store'));
  await page.executeJavaScript(openRaw);
  await mkdir(BENCH_FOLDER, { recursive: true });
  const file = await open(path.join(BENCH_FOLDER, 'raw-flush'), 'a');
  const [commands, flushes, puts] = [[], [], []];
  const timed = async (times, work) => {
    const started = performance.now();
    await work();
    times.push(performance.now() - started);
  };
  for (let round = 0; round < rounds; round += 1) {
    const next = pause(paceMs);
    const input = { subject: `Printer ${round} is out of toner`, body: 'x'.repeat(400) };
    await timed(commands, async () => {
      const made = await store.send('ticket.create', input);
      if (!made.ok) throw new Error(made.error.message);
    });
    await timed(flushes, async () => {
      await file.write(Buffer.alloc(recordBytes, round));
      await file.datasync();
    });
    puts.push(await page.executeJavaScript(`rawPut(${round})`));
    await next;
  }
  await file.close();
  const from = (times) => times.slice(warmUps);
  await writeFile(
    BENCH_RESULT,
    JSON.stringify({ commands: from(commands), flushes: from(flushes), puts: from(puts) }),
  );
}

const openRaw = `(async () => {
  const opening = indexedDB.open('raw-puts', 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore('rows', { keyPath: 'id' });
  const database = await new Promise((resolve) => { opening.onsuccess = () => resolve(opening.result); });
  globalThis.rawPut = async (id) => {
    const started = performance.now();
    const transaction = database.transaction('rows', 'readwrite', { durability: 'strict' });
    transaction.objectStore('rows').put({ id, text: 'x'.repeat(${recordBytes}) });
    await new Promise((resolve) => { transaction.oncomplete = resolve; });
    return performance.now() - started;
  };
})()`;
