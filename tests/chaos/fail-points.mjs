import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../build/paths.mjs';
import { pause } from './app.mjs';
import { damages } from './data-folder.mjs';
import { problem } from './desk-run.mjs';

/**
 * @typedef {import('./desk-run.mjs').DeskRun} DeskRun
 * @typedef {import('./random.mjs').Random} Random
 */

const reachedMs = 15_000;

/** Enough of them that old journal files can go. */
const snapshots = 3;

/**
 * Every place where the app can be ended between two steps of keeping a change, in an order in which each has what it
 * needs; and what must have happened to the files for the app to come by there.
 *
 * @type {Readonly<Record<string, keyof typeof damages | null>>}
 */
export const failPoints = {
  'store.received': null,
  'store.committed': null,
  'store.told': null,
  'store.journalled': null,
  'journal.received': null,
  'journal.written': null,
  'journal.synced': null,
  'snapshot.written': null,
  'snapshot.verified': null,
  'snapshot.renamed': null,
  'file.opened': null,
  'file.written': null,
  'file.synced': null,
  'file.renamed': null,
  'sentinel.kept': null,
  'scrub.kept': 'tornTail',
  'journal.quarantined': 'journalJunk',
  'journal.begun': 'databaseGone',
  'journal.dropped': null,
};

/** Reached when the journal's file is full: a desk with long texts comes there. */
export const rotation = 'journal.rotated';

/** The fail-points that belong to other work than keeping a change; their own tests end them there. */
const elsewhere = /^(blob|backup|swap|forget)\./;

/** The fail-points in the source that no case here passes. */
export function untried() {
  const source = path.join(projectRoot, 'src');
  const names = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => [...readFileSync(path.join(source, file), 'utf8').matchAll(/\breach\('([\w.]+)'\)/g)])
    .map(([, name = '']) => name);
  return names.filter((name) => !elsewhere.test(name) && name !== rotation && !(name in failPoints));
}

/**
 * Lets the app end itself at a place while it works; the next start tells whether that did harm.
 *
 * @param {DeskRun} desk
 * @param {string} name
 * @param {Random} random
 * @returns {Promise<import('./oracle.mjs').Problem[]>}
 */
export async function endAt(desk, name, random) {
  const damage = failPoints[name] ?? null;
  if (damage !== null) damages[damage](desk.folder, random);
  const pass = name.startsWith('store.') || name.startsWith('journal.re') ? 5 : 1;
  const app = await desk.start({ CARRYDESK_FAIL_POINTS: `${name}=kill@${pass}` });
  const { isOpen, problems } = await desk.opened();
  if (isOpen) problems.push(...(await desk.check({ isWhole: false })));
  if (isOpen && problems.length === 0) {
    const writing = desk.write({ inFlight: 4, most: 1_000 });
    await Promise.race([writing.warm, app.gone, pause(reachedMs)]);
    const needsSnapshot = name.startsWith('snapshot.') || name === 'journal.dropped';
    for (let taken = 0; needsSnapshot && taken < snapshots && !app.isGone; taken += 1) await app.snapshot();
    await Promise.race([app.gone, pause(reachedMs)]);
  }
  if (!app.isGone) problems.push(problem('check', `The app never came by ${name}.`));
  await app.kill();
  return problems;
}
