import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, cpSync, existsSync, openSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { projectRoot } from '../../build/paths.mjs';

/**
 * @typedef {{ executable: string, args: readonly string[], env: Readonly<Record<string, string>> }} AppPath
 * @typedef {{ ok: true, value: any } | { ok: false, error: { code: string, message: string } }} Answer
 *   what the app answered
 * @typedef {{ state: string, reason: string | null }} StoreState
 * @typedef {{ hold: { text: string } | null, progress: object | null, account: { text: string } | null, problem: string | null }} Safety
 *   what people are told about their data
 */

const hookFile = path.join(import.meta.dirname, 'hook.mjs');
const switches = ['--ozone-platform=headless', '--disable-gpu', '--log-level=3'];
const buildLimitMs = 180_000;
const leaveLimitMs = 20_000;

/** How the built app is started; CARRYDESK_APP_PATH names another build in the same words. */
export async function findApp() {
  const given = process.env['CARRYDESK_APP_PATH'];
  if (given !== undefined) return /** @type {AppPath} */ (JSON.parse(given));
  const options = { cwd: projectRoot, timeout: buildLimitMs };
  const { stdout } = await promisify(execFile)('npm', ['run', '--silent', 'app-path'], options);
  return /** @type {AppPath} */ (JSON.parse(stdout));
}

/**
 * Copies a built app, so that a long run goes on with the same one while its sources change.
 *
 * @param {AppPath} app
 * @param {string} folder
 * @returns {AppPath}
 */
export function keepApp(app, folder) {
  const built = app.args.at(-1) ?? '';
  if (!existsSync(path.join(built, 'out'))) return app;
  if (!existsSync(folder)) {
    cpSync(path.join(built, 'out'), path.join(folder, 'out'), { recursive: true });
    cpSync(path.join(built, 'package.json'), path.join(folder, 'package.json'));
  }
  return { ...app, args: [...app.args.slice(0, -1), folder] };
}

/** The real app in a process group of its own, and a line to the module that runs in it. */
export class RunningApp {
  /** @type {import('node:child_process').ChildProcess} */
  #child;
  #server = createServer((socket) => this.#talk(socket));
  /** @type {import('node:net').Socket | undefined} */
  #socket;
  /** @type {Map<number, (answer: Answer | null) => void>} */
  #waiting = new Map();
  #lastId = 0;
  /** @type {Set<() => void>} */
  #listeners = new Set();
  #startedAt = performance.now();
  #isGone = false;
  /** @type {StoreState} */
  store = { state: 'starting', reason: null };
  /** @type {Safety} */
  safety = { hold: null, progress: null, account: null, problem: null };
  /** @type {Promise<void>} resolves when the process has ended */
  gone;

  /**
   * Starts the app on a data folder.
   *
   * @param {{ app: AppPath, folder: string, output: string, env?: Record<string, string> }} options
   *   `output` is the file that gets what it prints
   */
  static async start(options) {
    const running = new RunningApp();
    running.#server.listen(0, '127.0.0.1');
    await once(running.#server, 'listening');
    running.#spawn(options);
    return running;
  }

  constructor() {
    this.#child = /** @type {any} */ (undefined);
    this.gone = Promise.resolve();
  }

  /** @param {Parameters<typeof RunningApp.start>[0]} options */
  #spawn({ app, folder, output, env = {} }) {
    const address = /** @type {import('node:net').AddressInfo} */ (this.#server.address());
    const file = openSync(output, 'a');
    this.#startedAt = performance.now();
    this.#child = spawn(app.executable, [...switches, ...app.args, '--data', folder], {
      // A group of its own, so that one signal ends it with everything it started, and nothing else.
      detached: true,
      stdio: ['ignore', file, file],
      env: {
        ...process.env,
        ...app.env,
        CARRYDESK_TEST_HOOK: hookFile,
        CARRYDESK_CHAOS_PORT: String(address.port),
        ...env,
      },
    });
    closeSync(file);
    this.gone = new Promise((resolve) => {
      this.#child.once('error', () => this.#end(resolve));
      this.#child.once('exit', () => this.#end(resolve));
    });
  }

  /** Milliseconds since it was started. */
  get age() {
    return performance.now() - this.#startedAt;
  }

  get isGone() {
    return this.#isGone;
  }

  /** Ends the whole group at once, as a power switch would, and waits until it is gone. */
  async kill() {
    if (!this.#isGone && this.#child.pid !== undefined) {
      try {
        if (process.platform === 'win32') this.#child.kill('SIGKILL');
        else process.kill(-this.#child.pid, 'SIGKILL');
      } catch {
        // It has just ended by itself.
      }
    }
    await this.gone;
  }

  /** Lets the app leave in good order. One that does not is killed; then this is false. */
  async leave() {
    this.#socket?.write(`${JSON.stringify({ action: 'leave' })}\n`);
    const isLeft = await this.until(() => this.#isGone, leaveLimitMs);
    await this.kill();
    return isLeft;
  }

  /**
   * Waits until something is so; false when the time is over or the app has ended before.
   *
   * @param {() => boolean} isSo
   * @param {number} limitMs
   * @returns {Promise<boolean>}
   */
  until(isSo, limitMs) {
    return new Promise((resolve) => {
      const finish = (/** @type {boolean} */ result) => {
        clearTimeout(timer);
        this.#listeners.delete(check);
        resolve(result);
      };
      const check = () => {
        if (isSo()) finish(true);
        else if (this.#isGone) finish(false);
      };
      const timer = setTimeout(() => finish(false), limitMs);
      this.#listeners.add(check);
      check();
    });
  }

  /**
   * Sends a command the way a window does. Null when the app ended before it answered.
   *
   * @param {{ op: string, input: object, commandId: string, via?: 'store' | 'host' }} command
   */
  send({ op, input, commandId, via = 'store' }) {
    return this.#ask({ action: 'send', via, op, input, commandId });
  }

  /**
   * Asks a query.
   *
   * @param {string} op
   * @param {object} input
   * @param {'store' | 'host'} [via]
   */
  call(op, input, via = 'store') {
    return this.#ask({ action: 'call', via, op, input });
  }

  snapshot() {
    return this.#ask({ action: 'snapshot' });
  }

  /** Kills the process of the store alone. */
  crashStore() {
    return this.#ask({ action: 'crashStore' });
  }

  /**
   * @param {object} message
   * @returns {Promise<Answer | null>}
   */
  #ask(message) {
    if (this.#socket === undefined || this.#isGone) return Promise.resolve(null);
    this.#lastId += 1;
    const id = this.#lastId;
    this.#socket.write(`${JSON.stringify({ id, ...message })}\n`);
    return new Promise((resolve) => this.#waiting.set(id, resolve));
  }

  /** @param {import('node:net').Socket} socket */
  #talk(socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    // A killed app resets the line; what it sent before is read all the same.
    socket.on('error', () => {});
    const lines = createInterface({ input: socket });
    lines.on('error', () => {});
    lines.on('line', (line) => this.#hear(line));
    lines.on('close', () => this.#giveUp());
  }

  /** @param {string} line */
  #hear(line) {
    let message;
    try {
      message = JSON.parse(line);
    } catch {
      // The last line of a killed app may be half a line.
      return;
    }
    if (message.id !== undefined) {
      const resolve = this.#waiting.get(message.id);
      this.#waiting.delete(message.id);
      return resolve?.(message.answer);
    }
    if (message.event === 'state') {
      this.store = message.store;
      this.safety = message.durability;
    }
    this.#notify();
  }

  #giveUp() {
    for (const resolve of this.#waiting.values()) resolve(null);
    this.#waiting.clear();
  }

  /** @param {() => void} resolve */
  async #end(resolve) {
    this.#server.close();
    // What it said last may still be on its way through the socket.
    if (this.#socket !== undefined && !this.#socket.closed) {
      await Promise.race([once(this.#socket, 'close').catch(() => {}), pause(1_000)]);
      this.#socket.destroy();
    }
    this.#isGone = true;
    this.#giveUp();
    this.#notify();
    resolve();
  }

  #notify() {
    for (const listener of this.#listeners) listener();
  }
}

/**
 * @param {number} milliseconds
 * @returns {Promise<void>}
 */
export function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
