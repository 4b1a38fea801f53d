import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { RunningApp, pause } from './app.mjs';
import { AppLog } from './app-log.mjs';
import { Oracle } from './oracle.mjs';
import {
  NotReadable,
  answerOf,
  readAllTickets,
  readDrafts,
  readTicketIds,
  readTickets,
} from './read-desk.mjs';
import { Workload, importBatch } from './workload.mjs';

/**
 * @typedef {import('./oracle.mjs').Problem} Problem
 * @typedef {import('./oracle.mjs').Command} Command
 * @typedef {import('./random.mjs').Random} Random
 */

/** A desk that has not opened by then, and does not say how far it is with bringing data back, needs a person. */
const openLimitMs = 20_000;

const deskName = 'Chaos';

/** One desk through all its starts: what was acknowledged there, and whether it is there still. */
export class DeskRun {
  oracle = new Oracle();
  /** @type {RunningApp | undefined} */
  app;
  /** @type {number[]} */
  openedMs = [];
  /** @type {Record<string, number>} */
  plans = {};
  /** How many changes starts brought back from the journal. */
  restored = 0;
  #options;
  #workload;
  #log;
  #create = {
    op: 'desk.create',
    via: /** @type {const} */ ('host'),
    input: { name: deskName, me: 'Ana' },
    commandId: randomUUID(),
  };
  /** @type {{ name: string, me: string } | undefined} what must never change again */
  #identity;

  /**
   * @param {{
   *   app: import('./app.mjs').AppPath, folder: string, random: Random, name: string, output?: string,
   *   lengths?: { short: number, page: number, log: number }, env?: Record<string, string>
   * }} options
   *   `name` begins every word that must be found again, `output` gets what the app prints, `lengths` says how often
   *   texts are how long
   */
  constructor(options) {
    this.#options = options;
    this.#workload = new Workload(this.oracle, options.random, options.name, options.lengths);
    this.#log = new AppLog(path.join(options.folder, 'logs', 'main.log'));
    mkdirSync(options.folder, { recursive: true });
  }

  get folder() {
    return this.#options.folder;
  }

  /** What the app printed. */
  get output() {
    return this.#options.output ?? `${this.folder}.output`;
  }

  /** @param {Record<string, string>} [env] */
  async start(env = {}) {
    const { app, folder } = this.#options;
    this.app = await RunningApp.start({
      app,
      folder,
      output: this.output,
      env: { ...this.#options.env, ...env },
    });
    return this.app;
  }

  /**
   * Waits until the desk is open. Answers what went wrong; nothing when the app was ended by a fail-point meanwhile.
   *
   * @returns {Promise<{ isOpen: boolean, problems: Problem[] }>}
   */
  async opened() {
    const app = /** @type {RunningApp} */ (this.app);
    const isOpen = await untilOpen(app);
    const lines = this.#log.newLines();
    if (isOpen) {
      this.openedMs.push(Math.round(app.age));
      return { isOpen: true, problems: this.#readLog(lines) };
    }
    if (app.isGone) return { isOpen: false, problems: [] };
    const { store, safety } = app;
    return { isOpen: false, problems: [problem('manual', JSON.stringify({ store, safety }))] };
  }

  /**
   * Makes the desk unless that was acknowledged before, and compares what is stored with what was acknowledged.
   *
   * @param {{ isWhole: boolean, isRepeated?: boolean }} how
   * @returns {Promise<Problem[]>}
   */
  async check({ isWhole, isRepeated = false }) {
    try {
      const identity = await this.#checkIdentity();
      if (identity.length > 0) return identity;
      if (isRepeated) await this.#repeat();
      return isWhole ? await this.#checkWhole() : await this.#checkTouched();
    } catch (error) {
      if (!(error instanceof NotReadable)) throw error;
      // An app that was ended while it was read is read at its next start.
      return this.app?.isGone === true ? [] : [problem('unreadable', error.message)];
    }
  }

  /**
   * Writes until enough was sent, the app has ended or `stop` is called; `warm` resolves after so many acknowledgements.
   *
   * @param {{ inFlight: number, most?: number, warmUp?: number }} how
   */
  write({ inFlight, most = 600, warmUp = 1 }) {
    const app = /** @type {RunningApp} */ (this.app);
    let isStopped = false;
    let left = most;
    let acked = 0;
    let warmed = () => {};
    const warm = new Promise((resolve) => (warmed = () => resolve(undefined)));
    const writer = async () => {
      while (!isStopped && !app.isGone && left > 0) {
        left -= 1;
        const command = this.#workload.next();
        this.oracle.sent(command);
        const answer = await app.send(command);
        // Nothing that is sent now would arrive.
        if (answer === null) return;
        if (await this.#answered(command, answer)) acked += 1;
        if (acked === warmUp) warmed();
      }
    };
    const done = Promise.all(Array.from({ length: inFlight }, writer));
    return { warm, done, stop: () => void (isStopped = true) };
  }

  /**
   * @param {Command} command
   * @param {import('./app.mjs').Answer} answer
   */
  async #answered(command, answer) {
    if (answer.ok) this.oracle.ack(command, answer.value);
    else {
      this.oracle.refuse(command);
      // A desk that takes no changes is asked again a little later, as a person would.
      await pause(20);
    }
    return answer.ok;
  }

  /** Sends what had no answer again under the same ids, as a window does: it must be done once in the end. */
  async #repeat() {
    const app = /** @type {RunningApp} */ (this.app);
    for (const command of this.oracle.unresolved.values()) {
      const answer = await app.send(command);
      if (answer !== null) await this.#answered(command, answer);
    }
  }

  async #checkIdentity() {
    const app = /** @type {RunningApp} */ (this.app);
    const name = answerOf(await app.call('desk.status', {}), 'desk.status').name;
    const me = answerOf(await app.call('directory', {}), 'directory').me.id;
    if (this.#identity === undefined) {
      const made = await app.send(this.#create);
      const begin = { batch: importBatch, format: 'carrydesk', fileName: 'chaos.json' };
      const begun = await app.send({
        op: 'import.begin',
        via: 'host',
        input: begin,
        commandId: randomUUID(),
      });
      if (made === null || begun === null || !begun.ok) return [];
      // A desk that was made in the last moment before a kill says that it is there already.
      this.#identity = { name: deskName, me: answerOf(await app.call('directory', {}), 'directory').me.id };
      return [];
    }
    const isSame = name === this.#identity.name && me === this.#identity.me;
    return isSame ? [] : [problem('wiped', `The desk is now “${name}” of ${me}.`)];
  }

  async #checkTouched() {
    const app = /** @type {RunningApp} */ (this.app);
    const { oracle } = this;
    const ids = new Set(await readTicketIds(app));
    const problems = this.#missing(ids);
    const sample = this.oracle
      .known()
      .filter((subject) => oracle.touched.has(subject) || this.#options.random.chance(0.05));
    const known = new Set(oracle.known().map((subject) => idOf(oracle, subject)));
    const fresh = [...ids].filter((id) => !known.has(id));
    const wanted = sample.map((subject) => idOf(oracle, subject)).filter((id) => ids.has(id));
    const seen = await readTickets(app, [...wanted, ...fresh]);
    return [...problems, ...oracle.compare([...seen, await readDrafts(app)])];
  }

  async #checkWhole() {
    const app = /** @type {RunningApp} */ (this.app);
    const seen = await readAllTickets(app);
    const problems = this.#missing(new Set(seen.map(({ id }) => id ?? '')));
    problems.push(...this.oracle.compare([...seen, await readDrafts(app)]));
    const numbers = seen.map(({ number }) => number);
    if (new Set(numbers).size < numbers.length) problems.push(problem('double', 'A number was given twice.'));
    return [...problems, ...(await this.adds()).problems];
  }

  /** Whether index and counts equal a rebuild, and what the content comes to. */
  async adds() {
    const app = /** @type {RunningApp} */ (this.app);
    const report = answerOf(await app.call('desk.check', {}), 'desk.check');
    const { seq } = answerOf(await app.call('desk.status', {}), 'desk.status');
    const problems = report.problems.map((/** @type {string} */ text) => problem('check', text));
    if (seq < this.oracle.highestSeq)
      problems.push(
        problem('lost', `Commit ${seq} is the last, ${this.oracle.highestSeq} was acknowledged.`),
      );
    return { problems, hash: /** @type {string} */ (report.hash) };
  }

  /** @param {Set<string>} ids */
  #missing(ids) {
    const gone = this.oracle.known().filter((subject) => !ids.has(idOf(this.oracle, subject)));
    if (gone.length > 0 && ids.size === 0) return [problem('wiped', `All ${gone.length} tickets are gone.`)];
    return gone.map((subject) => {
      const by = this.oracle.subjects.get(subject)?.facts.get('ticket')?.by ?? '';
      return { kind: 'lost', commandId: by, text: `${subject} is not there` };
    });
  }

  /** @param {string[]} lines */
  #readLog(lines) {
    for (const line of lines) {
      const agreed = /data agreed plan="(\w+)" restored=(\d+)/.exec(line);
      if (agreed === null) continue;
      const [, plan = '', restored = '0'] = agreed;
      this.plans[plan] = (this.plans[plan] ?? 0) + 1;
      this.restored += Number(restored);
    }
    return lines.filter((line) => / error /.test(line)).map((line) => problem('log', line.slice(0, 600)));
  }
}

/**
 * Waits for as long as bringing data back makes progress.
 *
 * @param {RunningApp} app
 */
async function untilOpen(app) {
  for (let told = ''; ; ) {
    const isSettled = await app.until(() => ['ready', 'failed'].includes(app.store.state), openLimitMs);
    if (isSettled) return app.store.state === 'ready';
    const progress = JSON.stringify(app.safety.progress);
    if (app.isGone || progress === 'null' || progress === told) return false;
    told = progress;
  }
}

/**
 * @param {string} kind
 * @param {string} text
 * @returns {Problem}
 */
export function problem(kind, text) {
  return { kind, commandId: '', text };
}

/**
 * @param {Oracle} oracle
 * @param {string} subject
 */
function idOf(oracle, subject) {
  return oracle.subjects.get(subject)?.id ?? '';
}
