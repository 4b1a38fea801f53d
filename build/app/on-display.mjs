import { say } from '../message.mjs';
import { lacksDisplay, openVirtualDisplay } from '../system/virtual-display.mjs';
import { quietSwitches } from './prepare.mjs';

/**
 * Runs something that opens windows: on the person's display, or on one that nobody sees.
 *
 * @template T
 * @param {(place: { env: NodeJS.ProcessEnv, switches: string[] }) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function onDisplay(work) {
  if (!lacksDisplay()) return work({ env: process.env, switches: [] });
  say(
    'There is no display (DISPLAY and WAYLAND_DISPLAY are not set), so the windows open on a virtual one that is not seen.',
  );
  const display = await openVirtualDisplay();
  try {
    return await work({ env: { ...process.env, ...display.env }, switches: quietSwitches });
  } finally {
    await display.close();
  }
}
