// Opens a profile in the real runtime, adds rows to a database, prints how many there are, and waits to be killed.
import path from 'node:path';
import { app, WebContentsView } from 'electron';

const profile = app.commandLine.getSwitchValue('profile');
const rows = Number(app.commandLine.getSwitchValue('rows'));
app.setPath('userData', profile);

/** Runs in the page: each row in a transaction of its own, on disk when it is complete. */
async function addRows(add) {
  const settled = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.oncomplete = () => resolve(undefined);
      request.onerror = request.onabort = () => reject(request.error);
    });
  const opening = indexedDB.open('rows', 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore('rows', { autoIncrement: true });
  const database = await settled(opening);
  for (let row = 0; row < add; row += 1) {
    const transaction = database.transaction('rows', 'readwrite', { durability: 'strict' });
    transaction.objectStore('rows').add({ text: `Row ${row} `.repeat(20) });
    await settled(transaction);
  }
  return settled(database.transaction('rows').objectStore('rows').count());
}

async function run() {
  await app.whenReady();
  // A page in no window, as the store is one: it needs no display.
  const { webContents } = new WebContentsView({
    webPreferences: { partition: 'persist:store', sandbox: true },
  });
  await webContents.loadFile(path.join(import.meta.dirname, 'page.html'));
  const count = await webContents.executeJavaScript(`(${addRows.toString()})(${rows})`);
  process.stdout.write(`${JSON.stringify({ count })}\n`);
}

// Not awaited: Electron becomes ready only after this file has run.
void run();
