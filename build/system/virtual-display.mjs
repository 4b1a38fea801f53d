import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { PlainError } from '../message.mjs';

const run = promisify(execFile);

/** @typedef {{ env: { DISPLAY: string, XAUTHORITY: string }, close: () => Promise<void> }} VirtualDisplay */

/**
 * Whether a window has nowhere to appear. macOS and Windows always have a place.
 *
 * @param {NodeJS.ProcessEnv} [env]
 */
export function lacksDisplay(env = process.env) {
  return process.platform === 'linux' && !env['DISPLAY'] && !env['WAYLAND_DISPLAY'];
}

/**
 * Opens a display that nobody sees, closed to other users by a secret. Xvfb chooses a free
 * number itself, so two at once do not collide (`xvfb-run -a` guesses, and keeps signals to itself).
 *
 * @returns {Promise<VirtualDisplay>}
 */
export async function openVirtualDisplay() {
  const folder = await mkdtemp(path.join(tmpdir(), 'carrydesk-display-'));
  const authority = path.join(folder, 'authority');
  const secret = randomBytes(16).toString('hex');
  const allow = (/** @type {string} */ display) =>
    run('xauth', ['-q', '-f', authority, 'add', display, '.', secret]);
  // The server takes every secret in the file; the number is only known once it runs.
  await allow(':0');
  const server = startServer(authority);
  const close = async () => {
    if (isRunning(server)) {
      server.ref();
      const gone = once(server, 'exit');
      server.kill('SIGTERM');
      await gone;
    }
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const display = `:${await displayNumber(server)}`;
    await allow(display);
    return { env: { DISPLAY: display, XAUTHORITY: authority }, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * In a process group of its own, so that Ctrl+C ends the app before the display it draws on.
 *
 * @param {string} authority
 */
function startServer(authority) {
  const screen = ['-screen', '0', '1440x900x24'];
  const args = ['-displayfd', '3', '-auth', authority, '-nolisten', 'tcp', '-noreset', ...screen];
  const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'], detached: true });
  // Neither the server nor its pipe may keep a script alive that forgot to close it.
  server.unref();
  return server;
}

/** @param {import('node:child_process').ChildProcess} server */
function isRunning(server) {
  return server.pid !== undefined && server.exitCode === null && server.signalCode === null;
}

/**
 * Waits for the whole line: the server writes number and line end apart, and dies when nobody
 * reads the second.
 *
 * @param {import('node:child_process').ChildProcess} server
 * @returns {Promise<number>}
 */
async function displayNumber(server) {
  const pipe = /** @type {import('node:stream').Readable} */ (server.stdio[3]);
  const lines = createInterface({ input: pipe });
  const answer = once(lines, 'line');
  const failed = once(server, 'error').then(([error]) => Promise.reject(error));
  const ended = once(server, 'exit').then(([code]) => {
    throw new PlainError(
      `Xvfb ended with code ${code} before it opened a display. Run "Xvfb :99" to see why.`,
    );
  });
  const [line] = await Promise.race([answer, failed, ended]);
  pipe.destroy();
  return Number(line);
}
