import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { copyDesk, damages, swapProfile } from './data-folder.mjs';
import { DeskRun } from './desk-run.mjs';
import { randomOf } from './random.mjs';

/**
 * @typedef {import('./oracle.mjs').Problem} Problem
 * @typedef {{ app: import('./app.mjs').AppPath, results: string, isGuarded: boolean, seed: string }} ControlOptions
 * @typedef {{ kills: number, acked: number, problems: Problem[], isEmpty: boolean }} ControlEnd
 *   `isEmpty` when a start shows a desk without a single ticket
 */

const before = { inFlight: 4, most: 60 };
const behind = { inFlight: 4, most: 20 };

/** Which guards are off so that the harm comes; with all of them on the same must do none. */
const offFor = {
  scrubber: ['scrubber', 'journal', 'snapshots'],
  journal: ['journal'],
  sentinel: ['journal', 'snapshots', 'sentinel'],
};

/** @typedef {keyof typeof offFor} ControlName */

export const controlNames = /** @type {ControlName[]} */ (Object.keys(offFor));

/**
 * Whether the harm came that a guard prevents, and no other.
 *
 * @param {ControlName} name
 * @param {ControlEnd} end of a run without the guard
 */
export function isHarmSeen(name, { problems, isEmpty }) {
  const kinds = new Set(problems.map(({ kind }) => kind));
  if (name === 'scrubber') return isEmpty;
  return name === 'journal' ? kinds.has('lost') && !isEmpty : kinds.has('wiped') && isEmpty;
}

/**
 * Does to a desk, step by step, what its guard is there for.
 *
 * @param {ControlName} name
 * @param {ControlOptions} options
 * @returns {Promise<ControlEnd>}
 */
export async function runControl(name, { app, results, isGuarded, seed }) {
  const off = isGuarded ? [] : offFor[name];
  const random = randomOf(seed, name);
  const folder = path.join(results, `${name}-${isGuarded ? 'guarded' : 'bare'}`);
  const desk = new DeskRun({ app, folder, random, name: 'c', ...guardsOff(off) });
  // The app takes a missing folder for a disk that was unplugged, and the journal that is off makes none.
  mkdirSync(path.join(folder, 'journal'), { recursive: true });
  const control = { desk, random, kills: 0, older: `${folder}.older` };
  const problems = await scripts[name](control);
  const isEmpty = problems.length > 0 && (await startsEmpty(desk, off));
  return { kills: control.kills, acked: desk.oracle.acked, problems, isEmpty };
}

/** @param {string[]} off */
function guardsOff(off) {
  return off.length === 0 ? {} : { env: { CARRYDESK_GUARDS_OFF: off.join(',') } };
}

/**
 * @typedef {{ desk: DeskRun, random: import('./random.mjs').Random, kills: number, older: string }} Control
 * @type {Readonly<Record<ControlName, (control: Control) => Promise<Problem[]>>>}
 */
const scripts = {
  /** A torn record at the end of the log: the next start writes behind it, the one after that finds it. */
  async scrubber(control) {
    const problems = await session(control, before);
    damages.tornTail(control.desk.folder, control.random);
    problems.push(...(await session(control, behind)));
    return problems.length > 0 ? problems : session(control, null);
  },
  /** Somebody puts an older copy of the profile in the place of the present one. */
  async journal(control) {
    const problems = await session(control, before);
    copyDesk(control.desk.folder, control.older);
    problems.push(...(await session(control, before)));
    swapProfile(control.older, control.desk.folder);
    return problems.length > 0 ? problems : session(control, null);
  },
  /** The database is deleted whole. */
  async sentinel(control) {
    const problems = await session(control, before);
    damages.databaseGone(control.desk.folder);
    return problems.length > 0 ? problems : session(control, null);
  },
};

/**
 * One life of the app: it is opened, compared, written to, and killed when all of that was answered.
 *
 * @param {Control} control
 * @param {{ inFlight: number, most: number } | null} writes
 * @returns {Promise<Problem[]>}
 */
async function session(control, writes) {
  const { desk } = control;
  const app = await desk.start();
  const { isOpen, problems } = await desk.opened();
  if (isOpen) problems.push(...(await desk.check({ isWhole: true })));
  if (writes !== null && problems.length === 0) await desk.write(writes).done;
  await app.kill();
  control.kills += 1;
  return problems;
}

/**
 * A desk that knows that something is gone does not open; whether it is all gone is seen with that guard off, too.
 *
 * @param {DeskRun} desk
 * @param {string[]} off
 */
async function startsEmpty(desk, off) {
  const app = await desk.start(guardsOff([...new Set([...off, 'sentinel'])]).env);
  await app.until(() => ['ready', 'failed'].includes(app.store.state), 20_000);
  const ids = app.store.state === 'ready' ? await app.call('ticket.ids', { query: '' }) : null;
  await app.kill();
  return ids?.ok === true && ids.value.value.length === 0;
}
