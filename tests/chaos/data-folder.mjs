import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readSync,
  closeSync,
  fstatSync,
  readdirSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';

/** @typedef {import('./random.mjs').Random} Random */

/** The parts of a data folder that hold the desk. */
const parts = [
  'journal',
  'snapshots',
  'sentinel.json',
  'sentinel.previous.json',
  path.join('profile', 'Partitions'),
];

/** @param {string} folder */
const databaseOf = (folder) => path.join(folder, 'profile', 'Partitions', 'store', 'IndexedDB');

/**
 * Copies what holds the desk, to be looked at or put back later.
 *
 * @param {string} from
 * @param {string} to made anew
 */
export function copyDesk(from, to) {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  for (const part of parts) {
    const source = path.join(from, part);
    if (existsSync(source)) cpSync(source, path.join(to, part), { recursive: true });
  }
}

/** What can happen to the files while no app runs. Each answers whether there was anything to do it to. */
export const damages = {
  /** A record that a crash tore: junk behind the last whole record of the database's newest log. */
  tornTail: (/** @type {string} */ folder, /** @type {Random} */ random) =>
    appendJunk(newestUnder(databaseOf(folder), '.log'), random),
  /** The same in the journal; what was acknowledged stands before it. */
  journalJunk: (/** @type {string} */ folder, /** @type {Random} */ random) =>
    appendJunk(newestUnder(path.join(folder, 'journal'), '.journal'), random),
  databaseGone: (/** @type {string} */ folder) => remove(databaseOf(folder)),
  sentinelGone: (/** @type {string} */ folder) => remove(path.join(folder, 'sentinel.json')),
  /** The newest snapshot is damaged, and needed. */
  snapshotBit: (/** @type {string} */ folder, /** @type {Random} */ random) => {
    const snapshots = filesUnder(path.join(folder, 'snapshots')).filter((file) => file.endsWith('.snapshot'));
    // With a single one the journal before it may be gone already, and then nothing is left.
    const newest = snapshots.length < 2 ? undefined : snapshots.toSorted().at(-1);
    return newest !== undefined && flipBit(newest, random) && remove(databaseOf(folder));
  },
};

/**
 * Puts the profile of an older copy in the place of the present one; the journal stays.
 *
 * @param {string} copy made by `copyDesk`
 * @param {string} folder
 */
export function swapProfile(copy, folder) {
  const [from, to] = [copy, folder].map((place) => path.join(place, 'profile', 'Partitions'));
  if (from === undefined || to === undefined || !existsSync(from)) return false;
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, { recursive: true });
  return true;
}

/**
 * @param {string | undefined} file
 * @param {Random} random
 */
function appendJunk(file, random) {
  if (file === undefined) return false;
  appendFileSync(file, random.bytes(random.between(1, 40)));
  return true;
}

/** @param {string} place */
function remove(place) {
  if (!existsSync(place)) return false;
  rmSync(place, { recursive: true });
  return true;
}

/**
 * @param {string} file
 * @param {Random} random
 */
function flipBit(file, random) {
  const handle = openSync(file, 'r+');
  try {
    const position = random.between(0, fstatSync(handle).size - 1);
    const byte = Buffer.alloc(1);
    readSync(handle, byte, 0, 1, position);
    writeSync(handle, Buffer.from([(byte[0] ?? 0) ^ (1 << random.between(0, 7))]), 0, 1, position);
    return true;
  } finally {
    closeSync(handle);
  }
}

/**
 * @param {string} folder
 * @param {string} ending
 */
function newestUnder(folder, ending) {
  const files = filesUnder(folder).filter((file) => file.endsWith(ending));
  // Their names count up.
  return files.toSorted((left, right) => left.localeCompare(right, 'en', { numeric: true })).at(-1);
}

/** @param {string} folder @returns {string[]} */
function filesUnder(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile());
}
