import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { say } from '../message.mjs';
import { forwardSignals } from './signals.mjs';

/**
 * @typedef {import('node:child_process').ChildProcess} ChildProcess
 *
 * @typedef {{
 *   cwd?: string, env?: NodeJS.ProcessEnv, stdio?: import('node:child_process').StdioOptions,
 *   shell?: boolean, timeoutMs?: number
 * }} RunOptions
 */

/** On POSIX a child gets a session, and with it a process group, of its own. */
const hasOwnGroup = process.platform !== 'win32';

/**
 * Runs a program in the place of this process: it gets our signals and we take its exit code.
 *
 * It runs in a session of its own, so that a signal reaches it once, through us: Electron leaves
 * in good order at the first signal and dies at once at the second.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<number>} the exit code; as in a shell, 128 + number for an end by signal
 */
export async function runInPlace(program, args, options = {}) {
  const { timeoutMs, ...asked } = options;
  const child = spawn(program, args, { stdio: 'inherit', ...asked, detached: hasOwnGroup });
  const stopForwarding = forwardSignals(child);
  const timer =
    timeoutMs === undefined ? undefined : setTimeout(() => end(child, program, timeoutMs), timeoutMs);
  try {
    return await exitCode(child);
  } finally {
    clearTimeout(timer);
    stopForwarding();
  }
}

/**
 * Ends a program that hangs, with everything it started.
 *
 * @param {ChildProcess} child
 * @param {string} program
 * @param {number} timeoutMs
 */
function end(child, program, timeoutMs) {
  say(`${program} did not end within ${timeoutMs / 1000} s and is stopped.`);
  if (hasOwnGroup && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  else child.kill('SIGKILL');
}

/**
 * @param {ChildProcess} child
 * @returns {Promise<number>}
 */
function exitCode(child) {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal ?? 'SIGKILL']));
  });
}
