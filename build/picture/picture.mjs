import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { appArguments, prepareApp, quietSwitches } from '../app/prepare.mjs';
import { runScript, say } from '../message.mjs';
import { projectRoot } from '../paths.mjs';
import { openVirtualDisplay } from '../system/virtual-display.mjs';
import { takePictures } from './take-pictures.mjs';

/** @typedef {import('../runtime/provision.mjs').Runtime} Runtime */

/** What would look otherwise on another machine: scale, language, and the edges of letters. */
const windowSwitches = [
  ...quietSwitches,
  '--force-device-scale-factor=1',
  '--lang=en-US',
  '--disable-lcd-text',
  '--font-render-hinting=none',
];

const pictureFolder = path.join(projectRoot, 'docs', 'pictures');

await runScript(async () => {
  const isLinux = process.platform === 'linux';
  const runtime = await prepareApp({ virtualDisplay: isLinux, announce: true });
  const data = await mkdtemp(path.join(tmpdir(), 'carrydesk-picture-'));
  // On Linux always a display of our own: a person's has a scale and a window manager of its own.
  const display = isLinux ? await openVirtualDisplay() : undefined;
  try {
    await fillDesk(runtime, data);
    await mkdir(pictureFolder, { recursive: true });
    const args = [...appArguments(windowSwitches), '--data', data];
    const env = { ...process.env, ...display?.env, TZ: 'UTC' };
    await takePictures({ executable: runtime.executable, args, env, folder: pictureFolder });
  } finally {
    await display?.close();
    await rm(data, { recursive: true, force: true });
  }
  say(`The pictures are in ${path.relative(projectRoot, pictureFolder)}.`);
  return 0;
});

/**
 * Invents the desk that is shown; the same seed invents the same one.
 *
 * @param {Runtime} runtime
 * @param {string} data
 */
async function fillDesk(runtime, data) {
  const switches = ['--ozone-platform=headless', ...quietSwitches];
  for (const command of [
    ['init', '--name', 'Harbour Office', '--me', 'Ana'],
    ['generate', '--tickets', '400', '--seed', '11'],
  ]) {
    const args = [...appArguments(switches), '--desk', '--', ...command, '--data', data];
    await promisify(execFile)(runtime.executable, args);
  }
}
