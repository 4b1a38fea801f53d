import { appendFileSync, cpSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runCycle } from './cycle.mjs';
import { copyDesk, damages } from './data-folder.mjs';
import { decide } from './decide.mjs';
import { DeskRun, problem } from './desk-run.mjs';
import { mayMount, runFullDisk } from './full-disk.mjs';
import { count } from './progress.mjs';
import { randomOf } from './random.mjs';

/**
 * @typedef {import('./oracle.mjs').Problem} Problem
 * @typedef {import('./progress.mjs').Progress} Progress
 * @typedef {{
 *   app: import('./app.mjs').AppPath, results: string, kills: number, changes?: number, fullDisks: number,
 *   until: number, file: import('./progress.mjs').ProgressFile, say: (sentence: string) => void, signal?: AbortSignal
 * }} ChaosOptions `until` is a time in milliseconds since 1970
 */

const wholeEvery = 20;
const failuresAllowed = 5;

/**
 * Kills and restarts until there were enough kills and changes, or the time is over. One desk lives through some dozens of starts;
 * then it is rebuilt from journal and snapshots alone, compared once more, and the next one begins.
 *
 * @param {ChaosOptions} options
 */
export async function runChaos(options) {
  const { file, kills, changes = 0, until, say, fullDisks, signal } = options;
  const { progress } = file;
  const isOver = () =>
    (progress.kills >= kills && progress.acked >= changes) ||
    Date.now() >= until ||
    progress.failures >= failuresAllowed ||
    signal?.aborted === true;
  while (!isOver()) {
    progress.desks += 1;
    await runDesk(options, progress.desks, isOver);
    const wantedDisks = Math.floor((fullDisks * Math.min(progress.kills, kills)) / kills);
    while (progress.fullDisks < wantedDisks && signal?.aborted !== true) await runDiskRound(options);
  }
  say(
    `${progress.kills} kills, ${progress.acked} changes acknowledged and found again, ${progress.problems} problems.`,
  );
}

/**
 * Runs one desk; by its number it makes the same choices again.
 *
 * @param {ChaosOptions} options
 * @param {number} number
 * @param {() => boolean} isOver
 */
export async function runDesk(options, number, isOver) {
  const { app, results, file, say } = options;
  const { progress } = file;
  const random = randomOf(progress.seed, number);
  const folder = path.join(results, 'desk');
  for (const place of [
    folder,
    `${folder}.output`,
    path.join(results, 'older'),
    path.join(results, 'decisions'),
  ])
    rmSync(place, { recursive: true, force: true });
  const desk = new DeskRun({ app, folder, random, name: `${number}n` });
  const cycles = random.between(15, 60);
  const note = noteInto(progress, desk);
  /** @type {Problem[]} */
  let problems = [];
  for (let cycle = 1; cycle <= cycles && !isOver() && problems.length === 0; cycle += 1) {
    const choices = randomOf(progress.seed, number, cycle);
    const decision = decide(choices);
    const isWhole = cycle % wholeEvery === 0;
    const places = { before: path.join(results, 'before'), older: path.join(results, 'older') };
    const end = await runCycle(desk, decision, { isWhole, ...places }, choices);
    problems = end.problems;
    note(end.kills, end.starts, end.isChecked);
    if (isWhole) progress.wholeChecks += 1;
    count(
      progress.ends,
      decision.failPoint === null ? decision.kill : `failPoint ${decision.failPoint.split('@')[0]}`,
    );
    if (end.damage !== null) count(progress.damages, end.damage);
    writeDecision(results, {
      desk: number,
      cycle,
      decision,
      damage: end.damage,
      acked: desk.oracle.acked,
      problems,
    });
    file.save();
    const what = [decision.failPoint ?? decision.kill, end.damage]
      .filter((one) => one !== null)
      .join(' after ');
    say(`desk ${number}.${cycle}: ${what}; ${progress.kills} kills, ${progress.acked} found again`);
  }
  if (problems.length === 0) problems = await finishDesk(desk, path.join(results, 'before'));
  note(0, 0, problems.length === 0);
  if (problems.length > 0) keepFailure(options, desk, number, problems);
  file.save();
}

/**
 * What was acknowledged is in the journal and the snapshots as well: without the database they give the same desk.
 *
 * @param {DeskRun} desk
 * @param {string} before
 * @returns {Promise<Problem[]>}
 */
async function finishDesk(desk, before) {
  copyDesk(desk.folder, before);
  const first = await look(desk);
  if (first.problems.length > 0) return first.problems;
  copyDesk(desk.folder, before);
  damages.databaseGone(desk.folder);
  const second = await look(desk);
  if (second.problems.length > 0) return second.problems;
  return first.hash === second.hash ? [] : [problem('check', 'The rebuilt desk has another content.')];
}

/** @param {DeskRun} desk */
async function look(desk) {
  const app = await desk.start();
  const { isOpen, problems } = await desk.opened();
  if (!isOpen) return { problems: [...problems, problem('manual', 'The desk did not open.')], hash: '' };
  problems.push(...(await desk.check({ isWhole: true })));
  const { hash } = await desk.adds();
  if (!(await app.leave())) problems.push(problem('hung', 'The app did not leave in order.'));
  return { problems, hash };
}

/**
 * Adds what a cycle did to the totals.
 *
 * @param {Progress} progress
 * @param {DeskRun} desk
 */
function noteInto(progress, desk) {
  let last = { acked: 0, refused: 0, restored: 0, done: 0, notDone: 0, at: Date.now() };
  return (/** @type {number} */ kills, /** @type {number} */ starts, /** @type {boolean} */ isChecked) => {
    const { oracle, restored, openedMs, plans } = desk;
    const { done, notDone } = oracle.settled;
    progress.kills += kills;
    progress.starts += starts;
    if (isChecked) progress.acked += oracle.compared - last.acked;
    progress.refused += oracle.refused - last.refused;
    progress.restored += restored - last.restored;
    progress.doneUnanswered += done - last.done;
    progress.notDone += notDone - last.notDone;
    progress.milliseconds += Date.now() - last.at;
    progress.openedMs.push(...openedMs.splice(0));
    for (const [plan, times] of Object.entries(plans)) count(progress.plans, plan, times);
    desk.plans = {};
    const acked = isChecked ? oracle.compared : last.acked;
    last = { acked, refused: oracle.refused, restored, done, notDone, at: Date.now() };
  };
}

/**
 * @param {string} results
 * @param {object} line
 */
function writeDecision(results, line) {
  appendFileSync(path.join(results, 'decisions'), `${JSON.stringify(line)}\n`);
}

/**
 * Keeps everything that tells how it came: the desk before and after it was opened, the decisions, the log.
 *
 * @param {ChaosOptions} options
 * @param {DeskRun} desk
 * @param {number} number
 * @param {Problem[]} problems
 */
function keepFailure({ results, file, say }, desk, number, problems) {
  const { progress } = file;
  noteProblems(progress, problems);
  const place = path.join(results, 'failures', `${progress.seed}-${number}`);
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place, { recursive: true });
  renameSync(desk.folder, path.join(place, 'after'));
  for (const name of ['before', 'decisions', 'desk.output'])
    if (existsSync(path.join(results, name)))
      cpSync(path.join(results, name), path.join(place, name), { recursive: true });
  writeFileSync(path.join(place, 'problems.json'), JSON.stringify(problems, null, 2));
  for (const { kind, text } of problems.slice(0, 5)) say(`${kind}: ${text}`);
  say(`${problems.length} problems; everything about them is in ${place}.`);
}

/**
 * @param {Progress} progress
 * @param {Problem[]} problems
 */
function noteProblems(progress, problems) {
  progress.lost += lostChanges(problems);
  for (const kind of /** @type {const} */ (['wiped', 'manual']))
    progress[kind] += problems.filter((one) => one.kind === kind).length;
  progress.problems += problems.length;
  if (problems.length > 0) progress.failures += 1;
}

/**
 * How many changes are gone; one of many tickets is one change.
 *
 * @param {Problem[]} problems
 */
export function lostChanges(problems) {
  const lost = problems.filter(({ kind }) => kind === 'lost');
  return new Set(lost.map(({ commandId, text }) => (commandId === '' ? text : commandId))).size;
}

/** @param {ChaosOptions} options */
async function runDiskRound({ app, results, file, say }) {
  const { progress } = file;
  progress.fullDisks += 1;
  if (!mayMount()) {
    if (progress.fullDisks === 1)
      say('A full disk cannot be tried here: only the administrator of Linux may mount a small one.');
    return;
  }
  const random = randomOf(progress.seed, 'disk', progress.fullDisks);
  const { problems, kills, acked } = await runFullDisk({ app, results, random, round: progress.fullDisks });
  progress.kills += kills;
  progress.acked += acked;
  noteProblems(progress, problems);
  for (const { kind, text } of problems.slice(0, 5)) say(`full disk: ${kind}: ${text}`);
  say(`full disk ${progress.fullDisks}: ${acked} changes kept, ${problems.length} problems`);
  file.save();
}
