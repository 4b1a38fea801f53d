import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * What a run has done so far; a run that is started again goes on from here.
 *
 * @typedef {ReturnType<typeof begin>} Progress
 */

/** @param {string | number} seed */
function begin(seed) {
  return {
    seed: String(seed),
    desks: 0,
    kills: 0,
    starts: 0,
    /** Acknowledged, and found again at a later start. */
    acked: 0,
    refused: 0,
    lost: 0,
    wiped: 0,
    manual: 0,
    /** Everything that was not as it has to be; what is lost, wiped or manual is among it. */
    problems: 0,
    failures: 0,
    /** Commands without an answer that had been done, and that had not. */
    doneUnanswered: 0,
    notDone: 0,
    restored: 0,
    wholeChecks: 0,
    fullDisks: 0,
    milliseconds: 0,
    plans: /** @type {Record<string, number>} */ ({}),
    damages: /** @type {Record<string, number>} */ ({}),
    ends: /** @type {Record<string, number>} */ ({}),
    openedMs: /** @type {number[]} */ ([]),
  };
}

/** Reads and writes the progress of one run in its results folder. */
export class ProgressFile {
  /** @type {Progress} */
  progress;
  #file;

  /**
   * @param {string} results
   * @param {string | number} seed counts only where nothing was begun yet
   */
  constructor(results, seed) {
    mkdirSync(results, { recursive: true });
    this.#file = path.join(results, 'progress.json');
    const known = existsSync(this.#file) ? JSON.parse(readFileSync(this.#file, 'utf8')) : {};
    this.progress = { ...begin(seed), ...known };
  }

  save() {
    writeFileSync(`${this.#file}.part`, JSON.stringify(this.progress));
    renameSync(`${this.#file}.part`, this.#file);
  }
}

/**
 * @param {Record<string, number>} counts
 * @param {string} name
 */
export function count(counts, name, by = 1) {
  counts[name] = (counts[name] ?? 0) + by;
}

/**
 * The one line that a run ends with.
 *
 * @param {Progress} progress
 */
export function summaryOf({ openedMs, milliseconds, ...progress }) {
  const { kills, acked, lost, wiped, manual, seed, ...more } = progress;
  const sorted = openedMs.toSorted((left, right) => left - right);
  const quantile = (/** @type {number} */ share) => sorted[Math.ceil(sorted.length * share) - 1] ?? null;
  return {
    kills,
    acked,
    lost,
    wiped,
    manual,
    seed,
    ...more,
    openedMs: { p50: quantile(0.5), p95: quantile(0.95), max: quantile(1) },
    minutes: Math.round(milliseconds / 6_000) / 10,
  };
}

/** @param {Progress} progress */
export function hasHeld({ lost, wiped, manual, problems }) {
  return lost + wiped + manual + problems === 0;
}
