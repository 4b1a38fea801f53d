import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { say } from '../message.mjs';
import { reportFolder } from '../paths.mjs';
import { runInPlace } from '../system/child.mjs';
import { judge, none, oneFailed, onePassed } from './counts.mjs';

/** @typedef {import('./counts.mjs').Counts} Counts */

const minuteMs = 60_000;

/**
 * Runs a tool of node_modules that only passes or fails.
 *
 * @param {string} tool
 * @param {string[]} args
 * @returns {Promise<Counts>}
 */
export async function check(tool, args) {
  return (await runTool(tool, args, {})) === 0 ? onePassed : oneFailed;
}

/**
 * Runs a tool of node_modules that writes a report, and counts what is in it.
 *
 * @template Report
 * @param {{
 *   tool: string, args: string[], report: string, count: (report: Report) => Counts,
 *   env?: NodeJS.ProcessEnv, timeoutMs?: number
 * }} runner `report` is a file name in the report folder
 * @returns {Promise<Counts>}
 */
export async function runTests({ tool, args, report, count, ...options }) {
  const file = path.join(reportFolder, report);
  await mkdir(reportFolder, { recursive: true });
  // An old report must not speak for a run that crashed before it wrote its own.
  await rm(file, { force: true });
  const exitCode = await runTool(tool, args, options);
  const counts = existsSync(file) ? count(JSON.parse(await readFile(file, 'utf8'))) : none;
  if (counts.passed + counts.failed === 0) say(`${tool} ran no test, which counts as a failure.`);
  return judge(counts, exitCode);
}

/**
 * npm puts node_modules/.bin into PATH; on Windows the tools there are scripts for its shell.
 *
 * @param {string} tool
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, timeoutMs?: number }} options
 */
function runTool(tool, args, { env, timeoutMs = 10 * minuteMs }) {
  return runInPlace(tool, args, {
    shell: process.platform === 'win32',
    timeoutMs,
    ...(env === undefined ? {} : { env }),
  });
}
