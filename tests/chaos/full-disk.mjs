import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import path from 'node:path';
import { pause } from './app.mjs';
import { DeskRun, problem } from './desk-run.mjs';

/**
 * @typedef {import('./oracle.mjs').Problem} Problem
 * @typedef {import('./random.mjs').Random} Random
 */

const kibibyte = 1_024;
const sizeMebibytes = 150;

/** How long a person may be left without a word about a full disk, and without work once there is room again. */
const wordLimitMs = 5_000;
const returnLimitMs = 30_000;

/** Whether a small disk can be made here at all. */
export function mayMount() {
  return process.platform === 'linux' && process.getuid?.() === 0 && isMountable();
}

function isMountable() {
  const place = path.join(process.env['TMPDIR'] ?? '/tmp', `carrydesk-mount-${process.pid}`);
  mkdirSync(place, { recursive: true });
  try {
    mount(place);
    unmount(place);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/**
 * Fills the disk of a desk while it is written to, opens it again while it is full, and makes room: nothing that was
 * acknowledged may be gone, somebody is told at once, and work goes on by itself.
 *
 * @param {{ app: import('./app.mjs').AppPath, results: string, random: Random, round: number }} options
 */
export async function runFullDisk({ app, results, random, round }) {
  const disk = path.join(results, 'small-disk');
  mkdirSync(disk, { recursive: true });
  mount(disk);
  const output = path.join(results, 'small-disk.output');
  const folder = path.join(disk, 'desk');
  const desk = new DeskRun({ app, folder, random, name: `${round}d`, output });
  const trial = new Trial(desk, path.join(disk, 'filler'), random);
  try {
    await trial.run();
  } finally {
    await desk.app?.kill();
    unmount(disk);
  }
  return { problems: trial.problems, kills: trial.kills, acked: desk.oracle.compared };
}

class Trial {
  /** @type {Problem[]} */
  problems = [];
  kills = 0;
  #desk;
  #filler;
  #random;

  /**
   * @param {DeskRun} desk
   * @param {string} filler
   * @param {Random} random
   */
  constructor(desk, filler, random) {
    this.#desk = desk;
    this.#filler = filler;
    this.#random = random;
  }

  async run() {
    if (!(await this.#open())) return;
    const first = this.#desk.write({ inFlight: 4, most: 60 });
    await first.done;
    await this.#fillWhileWriting();
    // Opening a database on a full disk is what makes Chromium wipe it.
    const reopenings = this.#random.between(0, 2);
    for (let again = 0; again < reopenings; again += 1) await this.#reopenFull();
    await this.#makeRoom();
    if (this.problems.length > 0) return;
    await this.#kill();
    if (await this.#open()) await this.#kill();
  }

  async #fillWhileWriting() {
    const desk = this.#desk;
    const app = /** @type {import('./app.mjs').RunningApp} */ (desk.app);
    const writing = desk.write({ inFlight: 4, most: 100_000 });
    await writing.warm;
    const before = desk.oracle.refused;
    fill(this.#filler, this.#random.pick([0, 100, 400, 800]) * kibibyte);
    const isTold = await until(() => desk.oracle.refused > before || app.safety.hold !== null, wordLimitMs);
    if (!isTold) this.#note('silent', 'Nobody was told within 5 s that the disk is full.');
    await pause(this.#random.between(0, 1_500));
    writing.stop();
    if (this.#random.chance(0.5)) await this.#kill();
    await Promise.race([writing.done, pause(returnLimitMs)]);
  }

  async #reopenFull() {
    const desk = this.#desk;
    await this.#kill();
    const app = await desk.start();
    const isTold = await app.until(
      () => app.safety.hold !== null || app.store.state === 'ready',
      2 * wordLimitMs,
    );
    if (app.store.state === 'ready') this.#note('opened', 'The desk was opened on a full disk.');
    else if (!isTold && !app.isGone)
      this.#note('silent', 'Nobody was told at the start that the disk is full.');
  }

  async #makeRoom() {
    rmSync(this.#filler);
    const desk = this.#desk;
    if (desk.app?.isGone !== false) return void (await this.#open());
    const app = desk.app;
    const isBack = await app.until(
      () => app.store.state === 'ready' && app.safety.hold === null,
      returnLimitMs,
    );
    if (!isBack) {
      const { store, safety } = app;
      return this.#note('manual', `Work did not go on with room again: ${JSON.stringify({ store, safety })}`);
    }
    this.problems.push(...(await this.#readWithRoom()));
    const acked = desk.oracle.acked;
    const writing = desk.write({ inFlight: 4, most: 40 });
    await Promise.race([writing.done, pause(returnLimitMs)]);
    writing.stop();
    if (desk.oracle.acked === acked) this.#note('manual', 'Nothing could be changed with room again.');
  }

  /** A database that lost its disk is opened again some seconds later. @returns {Promise<Problem[]>} */
  async #readWithRoom() {
    for (const end = performance.now() + returnLimitMs; ; await pause(500)) {
      const problems = await this.#desk.check({ isWhole: true });
      const isAway = problems.some(({ kind }) => kind === 'unreadable');
      if (!isAway || performance.now() > end) return problems;
    }
  }

  async #open() {
    await this.#desk.start();
    const { isOpen, problems } = await this.#desk.opened();
    this.problems.push(...problems);
    if (isOpen) this.problems.push(...(await this.#desk.check({ isWhole: true })));
    else this.#note('manual', 'The desk did not open.');
    return isOpen && this.problems.length === 0;
  }

  async #kill() {
    await this.#desk.app?.kill();
    this.kills += 1;
  }

  /**
   * @param {string} kind
   * @param {string} text
   */
  #note(kind, text) {
    this.problems.push(problem(kind, text));
  }
}

/** @param {string} place */
function mount(place) {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeMebibytes}m`, 'tmpfs', place], { stdio: 'pipe' });
}

/** @param {string} place */
function unmount(place) {
  execFileSync('umount', ['--lazy', place], { stdio: 'pipe' });
}

/**
 * Writes a file until only so much is free.
 *
 * @param {string} file
 * @param {number} freeBytes
 */
function fill(file, freeBytes) {
  const { bavail, bsize } = statfsSync(path.dirname(file));
  const handle = openSync(file, 'w');
  try {
    const block = Buffer.alloc(64 * kibibyte, 1);
    for (let left = bavail * bsize - freeBytes; left > 0; left -= block.length)
      writeSync(handle, block, 0, Math.min(left, block.length));
  } catch {
    // The desk took the last of it meanwhile.
  } finally {
    closeSync(handle);
  }
}

/**
 * @param {() => boolean} isSo
 * @param {number} limitMs
 */
async function until(isSo, limitMs) {
  for (const end = performance.now() + limitMs; performance.now() < end; await pause(20))
    if (isSo()) return true;
  return isSo();
}
