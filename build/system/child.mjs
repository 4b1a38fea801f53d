import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/** A terminal and npm both pass on the same Ctrl+C; signals closer than this are one wish. */
const sameWishMs = 500;

const parentWatchMs = 200;

const forwarded = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/**
 * Runs a program in the place of this process: it gets our signals and we take its exit code.
 *
 * It runs in a session of its own, so that a signal reaches it once, through us. Electron leaves
 * in good order at the first signal and dies at once at the second.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, stdio?: import('node:child_process').StdioOptions }} [options]
 * @returns {Promise<number>} the exit code; as in a shell, 128 + number for an end by signal
 */
export async function runInPlace(program, args, { env = process.env, stdio = 'inherit' } = {}) {
  const child = spawn(program, args, { env, stdio, detached: process.platform !== 'win32' });
  let lastSignal = { name: '', time: 0 };
  const forward = (/** @type {NodeJS.Signals} */ name) => {
    const isRepeat = lastSignal.name === name && Date.now() - lastSignal.time < sameWishMs;
    lastSignal = { name, time: Date.now() };
    if (!isRepeat) child.kill(name);
  };
  for (const name of forwarded) process.on(name, forward);
  const stopWatching = onAbandonedByNpm(() => forward('SIGTERM'));
  try {
    return await exitCode(child);
  } finally {
    stopWatching();
    for (const name of forwarded) process.off(name, forward);
  }
}

/**
 * npm runs scripts through a shell, and some shells die of a signal without passing it on: then
 * npm ends and we are left without a parent, which is the only sign that there was a signal.
 *
 * @param {() => void} react
 * @returns {() => void} ends the watch
 */
function onAbandonedByNpm(react) {
  if (!process.env['npm_lifecycle_event']) return () => {};
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    react();
  }, parentWatchMs);
  return () => clearInterval(timer);
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<number>}
 */
function exitCode(child) {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal ?? 'SIGKILL']));
  });
}
