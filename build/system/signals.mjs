/** A terminal and npm both pass on the same Ctrl+C; signals closer than this are one wish. */
const sameWishMs = 500;

const parentWatchMs = 200;

export const endingSignals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/**
 * Passes the signals that end a program on to a child, each wish once.
 *
 * @param {import('node:child_process').ChildProcess} child
 * @returns {() => void} stops passing them on
 */
export function forwardSignals(child) {
  let last = { name: '', time: 0 };
  const forward = (/** @type {NodeJS.Signals} */ name) => {
    const isRepeat = last.name === name && Date.now() - last.time < sameWishMs;
    last = { name, time: Date.now() };
    if (!isRepeat) child.kill(name);
  };
  for (const name of endingSignals) process.on(name, forward);
  const stopWatching = onAbandonedByNpm(() => forward('SIGTERM'));
  return () => {
    stopWatching();
    for (const name of endingSignals) process.off(name, forward);
  };
}

/**
 * npm runs scripts through a shell, and some shells die of a signal without passing it on: then
 * npm ends and we are left without a parent, which is the only sign that there was a signal.
 *
 * @param {() => void} react
 * @returns {() => void} ends the watch
 */
function onAbandonedByNpm(react) {
  if (!process.env['npm_lifecycle_event']) return () => {};
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    react();
  }, parentWatchMs);
  return () => clearInterval(timer);
}
