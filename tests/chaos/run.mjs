import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { PlainError, runScript, say } from '../../build/message.mjs';
import { requireToolNode } from '../../build/require-node.mjs';
import { endingSignals } from '../../build/system/signals.mjs';
import { findApp, keepApp } from './app.mjs';
import { lostChanges, runChaos, runDesk } from './chaos.mjs';
import { controlNames, isHarmSeen, runControl } from './controls.mjs';
import { ProgressFile, hasHeld, summaryOf } from './progress.mjs';

const minuteMs = 60_000;

await runScript(async () => {
  requireToolNode();
  const { values } = parseArgs({
    options: {
      kills: { type: 'string', default: '60' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      minutes: { type: 'string', default: 'Infinity' },
      results: { type: 'string' },
      'full-disks': { type: 'string', default: '1' },
      desk: { type: 'string' },
      control: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const wishes = {
    kills: numberOf('--kills', values.kills),
    minutes: numberOf('--minutes', values.minutes),
    fullDisks: numberOf('--full-disks', values['full-disks']),
    desk: values.desk === undefined ? undefined : numberOf('--desk', values.desk),
  };
  const results = values.results ?? mkdtempSync(path.join(os.tmpdir(), 'carrydesk-chaos-'));
  mkdirSync(results, { recursive: true });
  const app = keepApp(await findApp(), path.resolve(results, 'app'));
  const tell = values.json ? () => {} : say;
  const code =
    values.control === undefined
      ? await run({ app, results, seed: values.seed, tell, ...wishes })
      : await control(values.control, { app, results, seed: values.seed });
  if (values.results === undefined && code === 0) rmSync(results, { recursive: true, force: true });
  return code;
});

/**
 * @param {{
 *   app: import('./app.mjs').AppPath, results: string, seed: string, tell: (sentence: string) => void,
 *   kills: number, minutes: number, fullDisks: number, desk: number | undefined
 * }} wishes
 */
async function run({ app, results, seed, tell, kills, minutes, fullDisks, desk }) {
  const file = new ProgressFile(results, seed);
  const controller = new AbortController();
  for (const name of endingSignals) process.once(name, () => controller.abort());
  const until = Date.now() + minutes * minuteMs;
  const options = { app, results, file, kills, until, fullDisks, say: tell, signal: controller.signal };
  if (desk === undefined) await runChaos(options);
  else await runDesk(options, desk, () => controller.signal.aborted);
  const { progress } = file;
  print(summaryOf(progress));
  if (progress.kills < kills && desk === undefined)
    say('The run is not complete; start it again with the same --results to go on.');
  return hasHeld(progress) ? 0 : 1;
}

/**
 * @param {string} name
 * @param {{ app: import('./app.mjs').AppPath, results: string, seed: string }} options
 */
async function control(name, options) {
  const known = controlNames.find((one) => one === name);
  if (known === undefined)
    throw new PlainError(`There is no control "${name}". The controls are ${controlNames.join(', ')}.`);
  const bare = await runControl(known, { ...options, isGuarded: false });
  const guarded = await runControl(known, { ...options, isGuarded: true });
  const of = (/** @type {string} */ kind) => bare.problems.filter((one) => one.kind === kind).length;
  for (const { text } of bare.problems.slice(0, 3)) say(`without the guard: ${text}`);
  for (const { text } of guarded.problems.slice(0, 3)) say(`with the guard: ${text}`);
  const isFound = isHarmSeen(known, bare);
  const isKept = guarded.problems.length === 0;
  print({
    kills: bare.kills + guarded.kills,
    acked: bare.acked + guarded.acked,
    lost: lostChanges(bare.problems),
    wiped: of('wiped'),
    manual: of('manual'),
    seed: options.seed,
    control: known,
    found: isFound,
    empty: bare.isEmpty,
    keptWithGuards: isKept,
  });
  return isFound && isKept ? 0 : 1;
}

/**
 * @param {string} option
 * @param {string} text
 */
function numberOf(option, text) {
  const number = Number(text);
  if (Number.isNaN(number) || number < 0) throw new PlainError(`${option} is a number.`);
  return number;
}

/** @param {object} line */
function print(line) {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
