import { say } from '../message.mjs';
import { projectRoot } from '../paths.mjs';
import { requireToolNode } from '../require-node.mjs';
import { describeRuntime, provisionRuntime } from '../runtime/provision.mjs';
import { ensureLinuxLibraries } from '../system/linux-libraries.mjs';
import { ensureBuilt } from './build-app.mjs';

/** @typedef {import('../runtime/provision.mjs').Runtime} Runtime */

/**
 * A runtime that can start on this machine.
 *
 * @param {{ virtualDisplay: boolean, announce: boolean }} wishes
 * @returns {Promise<Runtime>}
 */
export async function prepareRuntime({ virtualDisplay, announce }) {
  requireToolNode();
  const runtime = await provisionRuntime();
  if (announce) say(describeRuntime(runtime));
  await ensureLinuxLibraries(runtime.executable, { virtualDisplay });
  return runtime;
}

/**
 * A runtime and an up-to-date build.
 *
 * @param {{ virtualDisplay: boolean, announce: boolean }} wishes
 */
export async function prepareApp(wishes) {
  const runtime = await prepareRuntime(wishes);
  await ensureBuilt(runtime);
  return runtime;
}

/**
 * The arguments that start the built app; the app's own follow them.
 *
 * @param {string[]} [switches] of Chromium
 */
export function appArguments(switches = []) {
  return [...sandboxSwitches(), ...switches, projectRoot];
}

/** npm runs scripts in the project, but file names on a command line are meant from where it was typed. */
export function callersFolder() {
  return process.env['INIT_CWD'] ?? process.cwd();
}

/** Chromium's sandbox refuses to start as root, which containers and CI machines are. */
export function sandboxSwitches() {
  return process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}

/** Chromium complains on stderr about buses and GPUs that a display-less machine does not have. */
export const quietSwitches = ['--disable-gpu', '--log-level=3'];
