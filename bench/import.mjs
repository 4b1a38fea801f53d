import { desk, inStore, launch } from './app.mjs';
import { quantile } from './figures.mjs';

/** The stores that hold what an import brings; the others hold what the desk keeps about it. */
const contentStores = [
  'tickets',
  'messages',
  'events',
  'people',
  'organisations',
  'teams',
  'categories',
  'customFields',
];

/**
 * Imports a file into an empty desk and, in the same run, adds the very same rows with nothing but IndexedDB into
 * stores of the same keys and indexes: in transactions of 500, as durable as ours.
 */
export async function benchImport(figures, file, makeFolder, runs) {
  const rates = [];
  const baselines = [];
  const everything = [];
  let peakBytes = 0;
  for (let run = 0; run < runs; run += 1) {
    const { folder, remove } = makeFolder();
    const imported = await desk(['import', file], folder);
    peakBytes = Math.max(peakBytes, imported.peakBytes);
    const app = await launch(folder, true);
    const raw = await inStore(app, rawAdds(contentStores));
    const all = await inStore(app, rawAdds(null));
    await app.close();
    remove();
    rates.push((1_000 * raw.rows) / imported.milliseconds);
    baselines.push((1_000 * raw.rows) / raw.milliseconds);
    everything.push((1_000 * all.rows) / all.milliseconds);
  }
  const about = { unit: 'stored rows/s', target: '≥ 0.5', runs };
  figures.add({
    name: 'import, whole command, beside raw adds of the content',
    value: quantile(rates, 0.5),
    baseline: quantile(baselines, 0.5),
    ...about,
  });
  figures.add({
    name: 'import, whole command, beside raw adds of every store',
    value: quantile(rates, 0.5),
    baseline: quantile(everything, 0.5),
    ...about,
  });
  figures.add({
    name: 'import, peak memory of all processes',
    value: peakBytes / 2 ** 20,
    baseline: null,
    unit: 'MiB',
    target: '–',
    runs,
  });
}

/** The code that reads every row of some stores and adds them to a second database; runs in the page of the store. */
export function rawAdds(stores) {
  return `(async () => {
    const done = (request) => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const source = await done(indexedDB.open('carrydesk'));
    const names = [...source.objectStoreNames].filter((name) => ${stores === null ? 'true' : `${JSON.stringify(stores)}.includes(name)`});
    const shapes = [];
    for (const name of names) {
      const store = source.transaction(name).objectStore(name);
      const indexes = [...store.indexNames].map((index) => store.index(index));
      shapes.push({ name, keyPath: store.keyPath, indexes: indexes.map(({ name, keyPath, multiEntry }) => ({ name, keyPath, multiEntry })), rows: await done(store.getAll()) });
    }
    source.close();
    const opening = indexedDB.open('raw', 1);
    opening.onupgradeneeded = () => {
      for (const { name, keyPath, indexes } of shapes) {
        const store = opening.result.createObjectStore(name, { keyPath });
        for (const index of indexes) store.createIndex(index.name, index.keyPath, { multiEntry: index.multiEntry });
      }
    };
    const raw = await done(opening);
    const started = performance.now();
    let count = 0;
    for (const { name, rows } of shapes) {
      for (let first = 0; first < rows.length; first += 500) {
        const transaction = raw.transaction(name, 'readwrite', { durability: 'strict' });
        const store = transaction.objectStore(name);
        for (const row of rows.slice(first, first + 500)) store.add(row);
        await new Promise((resolve, reject) => {
          transaction.oncomplete = resolve;
          transaction.onerror = () => reject(transaction.error);
        });
        count += Math.min(500, rows.length - first);
      }
    }
    const milliseconds = performance.now() - started;
    raw.close();
    await done(indexedDB.deleteDatabase('raw'));
    return { rows: count, milliseconds };
  })()`;
}
