import { randomBytes } from 'node:crypto';
import { mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';

/**
 * @typedef {{ version: string, source: 'electron' | 'registry' }} Origin what a filler found out
 * @typedef {Origin & { files: Record<string, number> }} Manifest with the size of every file
 */

const manifestName = 'runtime.json';
const stagingPrefix = 'staging-';
const stagingLifetimeMs = 60 * 60 * 1000;

/**
 * The folder of provisioned runtimes. It is outside node_modules, so `npm ci` keeps it and
 * several clones share it.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @param {NodeJS.Platform} [platform]
 */
export function runtimeCache(env = process.env, platform = process.platform) {
  return path.join(userCache(env, platform), 'carrydesk', 'electron');
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {NodeJS.Platform} platform
 */
function userCache(env, platform) {
  if (env['XDG_CACHE_HOME']) return env['XDG_CACHE_HOME'];
  if (platform === 'darwin') return path.join(homedir(), 'Library', 'Caches');
  if (platform === 'win32' && env['LOCALAPPDATA']) return env['LOCALAPPDATA'];
  return path.join(homedir(), '.cache');
}

/** @param {string} entry a folder of the runtime cache */
export function distOf(entry) {
  return path.join(entry, 'dist');
}

/**
 * Reads a cached runtime. One with a missing or shortened file (a crash, a full disk, a
 * cleaner) is treated as absent rather than started.
 *
 * @param {string} entry
 * @returns {Promise<Manifest | undefined>}
 */
export async function readEntry(entry) {
  try {
    const manifest = /** @type {Manifest} */ (
      JSON.parse(await readFile(path.join(entry, manifestName), 'utf8'))
    );
    const sizes = await sizesUnder(distOf(entry));
    const isWhole = Object.entries(manifest.files).every(([file, size]) => sizes[file] === size);
    return isWhole ? manifest : undefined;
  } catch {
    // Unreadable is the same as absent: the caller provisions again.
    return undefined;
  }
}

/**
 * Fills a folder of the cache under a temporary name and renames it into place, so that an
 * interrupted provision never counts and of two at once exactly one wins.
 *
 * @param {string} entry
 * @param {(dist: string, scratch: string) => Promise<Origin>} fill
 * @returns {Promise<Manifest>}
 */
export async function fillEntry(entry, fill) {
  const cache = path.dirname(entry);
  await mkdir(cache, { recursive: true });
  await removeAbandoned(cache);
  const staging = path.join(cache, `${stagingPrefix}${process.pid}-${randomBytes(4).toString('hex')}`);
  const scratch = path.join(staging, 'scratch');
  const dist = distOf(staging);
  try {
    await mkdir(scratch, { recursive: true });
    await mkdir(dist);
    const origin = await fill(dist, scratch);
    await rm(scratch, { recursive: true });
    const manifest = { ...origin, files: await sizesUnder(dist) };
    await writeFile(path.join(staging, manifestName), JSON.stringify(manifest, null, 2));
    return await putInPlace(staging, entry, manifest);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/**
 * @param {string} staging
 * @param {string} entry
 * @param {Manifest} manifest
 */
async function putInPlace(staging, entry, manifest) {
  const winner = await readEntry(entry);
  if (winner) return winner;
  await rm(entry, { recursive: true, force: true });
  try {
    await rename(staging, entry);
    return manifest;
  } catch (error) {
    const other = await readEntry(entry);
    if (other) return other;
    throw error;
  }
}

/**
 * Deletes what earlier, interrupted provisions left; a running one is younger than the limit.
 *
 * @param {string} cache
 */
async function removeAbandoned(cache) {
  for (const name of await readdir(cache)) {
    if (!name.startsWith(stagingPrefix)) continue;
    const folder = path.join(cache, name);
    const { mtimeMs } = await stat(folder);
    if (Date.now() - mtimeMs > stagingLifetimeMs) await rm(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} folder
 * @returns {Promise<Record<string, number>>} size by path below the folder
 */
async function sizesUnder(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const sized = entries
    .filter((entry) => entry.isFile())
    .map(async (entry) => {
      const file = path.join(entry.parentPath, entry.name);
      return [path.relative(folder, file).split(path.sep).join('/'), (await stat(file)).size];
    });
  return Object.fromEntries(await Promise.all(sized));
}
