import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PlainError } from '../message.mjs';
import { outFolder, projectRoot, scratchFolder } from '../paths.mjs';
import { runtimeEnvironment } from '../runtime/provision.mjs';
import { runInPlace } from '../system/child.mjs';
import { sourceStamp } from './stamp.mjs';

const stampName = 'stamp';
export const electronVite = path.join(
  projectRoot,
  'node_modules',
  'electron-vite',
  'bin',
  'electron-vite.js',
);

/**
 * Builds the app unless `out` already holds what these sources give.
 *
 * @param {import('../runtime/provision.mjs').Runtime} runtime
 */
export async function ensureBuilt(runtime) {
  if (builtStamp() !== sourceStamp(projectRoot)) await buildApp(runtime);
}

/**
 * Builds beside `out` and swaps the folders at the end: a failed or interrupted build leaves the
 * last good one, and two builds at once do not mix their files.
 *
 * @param {import('../runtime/provision.mjs').Runtime} runtime
 */
export async function buildApp(runtime) {
  const stamp = sourceStamp(projectRoot);
  const staging = path.join(scratchFolder, `${process.pid}-${randomBytes(4).toString('hex')}`);
  const built = path.join(staging, 'out');
  await mkdir(staging, { recursive: true });
  try {
    await runElectronVite(['build', '--outDir', built, '--logLevel', 'warn'], runtime);
    await writeFile(path.join(built, stampName), stamp);
    if (existsSync(outFolder)) await rename(outFolder, path.join(staging, 'previous'));
    await rename(built, outFolder);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** Makes the next start build anew, for work that writes something else into `out`. */
export async function forgetBuild() {
  await rm(path.join(outFolder, stampName), { force: true });
}

/**
 * Its output goes to stderr, because stdout may belong to a command of the desk.
 *
 * @param {string[]} args
 * @param {import('../runtime/provision.mjs').Runtime} runtime
 */
async function runElectronVite(args, runtime) {
  const env = { ...process.env, ...runtimeEnvironment(runtime) };
  const code = await runInPlace(process.execPath, [electronVite, ...args], { env, stdio: ['ignore', 2, 2] });
  if (code !== 0) throw new PlainError('The app could not be built; the reason is above.');
}

/** @returns {string | undefined} the stamp of the sources that `out` was built from */
function builtStamp() {
  const file = path.join(outFolder, stampName);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
