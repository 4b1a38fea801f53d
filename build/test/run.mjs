import { parseArgs } from 'node:util';
import { PlainError, runScript, say } from '../message.mjs';
import { requireToolNode } from '../require-node.mjs';
import { endingSignals } from '../system/signals.mjs';
import { add, none, oneFailed, summaryLine } from './counts.mjs';
import { defaultSteps, steps } from './steps.mjs';

/** @typedef {import('./counts.mjs').Counts} Counts */

await runScript(async () => {
  requireToolNode();
  const names = wantedSteps(process.argv.slice(2));
  const interruption = watchInterruption();
  const results = new Map();
  for (const name of names) {
    results.set(name, await runStep(name, steps[name]));
    interruption.throwIfAborted();
  }
  const total = [...results.values()].reduce(add, none);
  const failed = [...results].filter(([, counts]) => counts.failed > 0).map(([name]) => name);
  if (failed.length > 0) print(`Failed: ${failed.join(', ')}.`);
  print(summaryLine(total));
  return total.failed === 0 ? 0 : 1;
});

/** Ctrl+C ends the tool that runs; without this the next one would start. */
function watchInterruption() {
  const controller = new AbortController();
  for (const name of endingSignals) {
    process.once(name, () =>
      controller.abort(new PlainError('The run was interrupted, so it proves nothing.')),
    );
  }
  return controller.signal;
}

/**
 * Reads `--only unit`, `--only unit e2e` and `--only unit --only e2e`.
 *
 * @param {string[]} args
 * @returns {(keyof typeof steps)[]} in the order of the table
 */
function wantedSteps(args) {
  const { values, positionals } = parseArgs({
    args,
    options: { only: { type: 'string', multiple: true } },
    allowPositionals: true,
  });
  const wanted = [...(values.only ?? []), ...positionals];
  const unknown = wanted.find((name) => !(name in steps));
  if (unknown !== undefined) {
    throw new PlainError(`There is no step "${unknown}". The steps are ${Object.keys(steps).join(', ')}.`);
  }
  const chosen = wanted.length > 0 ? wanted : defaultSteps;
  return /** @type {(keyof typeof steps)[]} */ (Object.keys(steps).filter((name) => chosen.includes(name)));
}

/**
 * Runs one step and says how it went. A step that throws has failed; the others still run, so
 * that one run shows everything there is to correct.
 *
 * @param {string} name
 * @param {import('./steps.mjs').Step} step
 * @returns {Promise<Counts>}
 */
async function runStep(name, step) {
  print(`\n== ${name}`);
  const start = performance.now();
  const counts = await step().catch((error) => {
    say(error instanceof PlainError ? error.message : String(error?.stack ?? error));
    return oneFailed;
  });
  print(`== ${name}: ${summaryLine(counts)} in ${((performance.now() - start) / 1000).toFixed(1)} s`);
  return counts;
}

/** @param {string} line */
function print(line) {
  process.stdout.write(`${line}\n`);
}
