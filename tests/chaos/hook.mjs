import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { webContents } from 'electron';
import { withDigests } from './digest.mjs';

/**
 * Runs inside the app in the place of windows: sends the harness's commands with the clients that windows have, and
 * passes every answer on at once, so that nothing that was acknowledged is known only to a process about to be killed.
 *
 * @param {any} tools what `src/main/test-hook.ts` hands over
 */
export async function run({ store, host, storeHost, durability, signal }) {
  const socket = connect(Number(process.env['CARRYDESK_CHAOS_PORT']), '127.0.0.1');
  socket.setNoDelay(true);
  const post = (/** @type {object} */ message) => socket.write(`${JSON.stringify(message)}\n`);
  const tell = () => post({ event: 'state', store: storeHost.state, durability: durability.state });
  storeHost.onState(tell);
  durability.onState(tell);
  const clientOf = (/** @type {string} */ via) => (via === 'host' ? host : store);
  const actions = {
    send: (/** @type {any} */ { via, op, input, commandId }) => clientOf(via).send(op, input, { commandId }),
    call: (/** @type {any} */ { via, op, input }) => clientOf(via).call(op, input),
    snapshot: () => durability.snapshot(),
    crashStore: () => crashStore(),
  };
  const left = new Promise((resolve) => {
    signal.addEventListener('abort', resolve);
    // Nobody is left who could end this app, or ask it anything.
    socket.on('close', resolve);
    socket.on('error', resolve);
    createInterface({ input: socket }).on('line', async (line) => {
      const message = JSON.parse(line);
      if (message.action === 'leave') return resolve(undefined);
      const answer = await actions[/** @type {keyof typeof actions} */ (message.action)](message);
      post({ id: message.id, answer: withDigests(answer) });
    });
  });
  post({ event: 'hello' });
  tell();
  await left;
}

/** Ends the process of the store alone, as the system does that runs out of memory. */
function crashStore() {
  const contents = webContents.getAllWebContents().find((one) => one.getURL().startsWith('desk://store'));
  contents?.forcefullyCrashRenderer();
  return { ok: contents !== undefined };
}
