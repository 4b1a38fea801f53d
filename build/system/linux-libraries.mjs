import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { PlainError, say } from '../message.mjs';

const run = promisify(execFile);

/** What Electron links against and a fresh Debian or Ubuntu has not, and what a virtual display needs. */
const packages = [
  'xvfb',
  'xauth',
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libatk-bridge2.0-0',
  'libxss1',
  'libxtst6',
];

/** Another package manager may be at work, such as a system's nightly update. */
const waitForOthers = ['-o', 'DPkg::Lock::Timeout=120'];

/**
 * Makes sure that the executable can load and, where asked, that a virtual display can be opened.
 * Installs what is missing where that is possible without asking; else says the command.
 *
 * @param {string} executable
 * @param {{ virtualDisplay: boolean }} needs
 */
export async function ensureLinuxLibraries(executable, { virtualDisplay }) {
  if (process.platform !== 'linux') return;
  const missing = () => missingParts(executable, virtualDisplay);
  const before = await missing();
  if (before.length === 0) return;
  if (!isOnPath('apt-get') || process.getuid?.() !== 0) throw cannotInstall(before);
  say(`Installing system packages, because these are missing: ${before.join(', ')}.`);
  installPackages();
  const after = await missing();
  if (after.length > 0) throw cannotInstall(after);
}

/**
 * @param {string} executable
 * @param {boolean} virtualDisplay
 */
async function missingParts(executable, virtualDisplay) {
  const programs = virtualDisplay ? ['Xvfb', 'xauth'].filter((program) => !isOnPath(program)) : [];
  const { stdout } = await run('ldd', [executable]);
  return [...unresolvedLibraries(stdout), ...programs];
}

/**
 * @param {string} lddOutput
 * @returns {string[]} names of libraries the loader does not find
 */
export function unresolvedLibraries(lddOutput) {
  return [...lddOutput.matchAll(/^\s*(\S+) => not found$/gm)].map(([, name]) => name ?? '');
}

/** @param {string} program */
function isOnPath(program) {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  return folders.some((folder) => existsSync(path.join(folder, program)));
}

function installPackages() {
  runAptGet(['update']);
  runAptGet(['install', '-y', '--no-install-recommends', ...availableNames()]);
}

/** @param {string[]} args */
function runAptGet(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // apt-get's own progress goes to stderr with our messages: stdout belongs to the desk.
  const { status } = spawnSync('apt-get', ['-qq', ...waitForOthers, ...args], {
    env,
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0)
    throw new PlainError(`apt-get ${args[0]} failed; its message is above. Correct it and try again.`);
}

/**
 * Since the change to 64-bit time, newer releases know libasound2 only as a virtual package with
 * two providers, which apt-get does not choose between.
 */
function availableNames() {
  const renamed = spawnSync('apt-cache', ['show', 'libasound2t64'], { stdio: 'ignore' }).status === 0;
  return renamed ? packages.map((name) => (name === 'libasound2' ? 'libasound2t64' : name)) : packages;
}

/** @param {string[]} missing */
function cannotInstall(missing) {
  return new PlainError(
    `Electron cannot start on this system, because these are missing: ${missing.join(', ')}. On Debian or Ubuntu run:\n` +
      `  sudo apt-get update && sudo apt-get install -y ${packages.join(' ')}\n` +
      'Elsewhere install the packages that hold them, then try again.',
  );
}
