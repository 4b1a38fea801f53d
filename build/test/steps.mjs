import path from 'node:path';
import { onDisplay } from '../app/on-display.mjs';
import { prepareApp } from '../app/prepare.mjs';
import { reportFolder } from '../paths.mjs';
import { lacksDisplay } from '../system/virtual-display.mjs';
import { countPlaywright, countVitest, onePassed } from './counts.mjs';
import { check, runTests } from './runners.mjs';

/** @typedef {() => Promise<import('./counts.mjs').Counts>} Step */

const longRunMs = 6 * 60 * 60 * 1000;

/** A crowded machine takes twice as long as a quiet one, and a run that is cut off has proved nothing. */
const endToEndMs = 15 * 60 * 1000;

/**
 * What can be run, in the order in which it is worth waiting for.
 *
 * @satisfies {Record<string, Step>}
 */
export const steps = {
  types: () => check('tsc', ['-b']),
  // A warning that does not fail is read by nobody.
  lint: () => check('oxlint', ['--type-aware', '--deny-warnings']),
  format: () => check('biome', ['format', '--reporter=summary']),
  unused: () => check('knip', []),
  unit: () => vitest(['node', 'renderer']),
  build: async () => {
    await prepareApp({ virtualDisplay: lacksDisplay(), announce: true });
    return onePassed;
  },
  e2e: async () => {
    await prepareApp({ virtualDisplay: lacksDisplay(), announce: false });
    return onDisplay(({ env }) =>
      runTests({
        tool: 'playwright',
        args: ['test'],
        report: 'e2e.json',
        count: countPlaywright,
        env,
        timeoutMs: endToEndMs,
      }),
    );
  },
  chaos: async () => {
    await prepareApp({ virtualDisplay: false, announce: false });
    return vitest(['chaos']);
  },
  long: async () => {
    await prepareApp({ virtualDisplay: false, announce: false });
    return vitest(['long'], longRunMs);
  },
};

/** The long runs have a command of their own. */
export const defaultSteps = Object.keys(steps).filter((name) => name !== 'long');

/**
 * @param {string[]} projects of vitest.config.ts
 * @param {number} [timeoutMs]
 */
function vitest(projects, timeoutMs) {
  const report = `vitest-${projects.join('-')}.json`;
  const reporters = ['--reporter=default', '--reporter=json'];
  return runTests({
    tool: 'vitest',
    args: [
      'run',
      ...projects.map((project) => `--project=${project}`),
      ...reporters,
      `--outputFile.json=${path.join(reportFolder, report)}`,
    ],
    report,
    count: countVitest,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });
}
