import { spawn } from 'node:child_process';
import { connect, createServer } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/*
 * Starts a program in a network namespace of its own, where nothing but its own loopback exists. The driver of the
 * test stands outside, so the ports on which the program can be driven are led out through a socket in a file, which
 * namespaces share.
 *
 *   node without-network.mjs FOLDER-FOR-THE-SOCKET EXECUTABLE ARGUMENT…
 */
const [first = '', ...rest] = process.argv.slice(2);
if (first === '--inside') runInside(rest);
else await runOutside(first, rest);

/**
 * @param {string} folder
 * @param {readonly string[]} command
 */
async function runOutside(folder, command) {
  const way = path.join(folder, `way-${process.pid}`);
  const self = fileURLToPath(import.meta.url);
  const ownUser = process.getuid?.() === 0 ? [] : ['--map-root-user'];
  const inside = [process.execPath, self, '--inside', way, ...command];
  const script = ['sh', '-c', 'ip link set lo up && exec "$0" "$@"'];
  const child = spawn('unshare', [...ownUser, '--net', '--', ...script, ...inside], {
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  child.once('exit', (code) => process.exit(code ?? 1));
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  for await (const line of createInterface({ input: child.stderr })) {
    const port = /ws:\/\/127\.0\.0\.1:(\d+)/.exec(line)?.[1];
    const shown = port === undefined ? line : line.replace(port, String(await leadOut(way, Number(port))));
    process.stderr.write(`${shown}\n`);
  }
}

/**
 * Opens a port out here that leads to one in there.
 *
 * @param {string} way
 * @param {number} port
 * @returns {Promise<number>}
 */
function leadOut(way, port) {
  return new Promise((resolve) => {
    const server = createServer((outer) => {
      const inner = connect(way);
      const head = Buffer.alloc(2);
      head.writeUInt16BE(port);
      inner.write(head);
      join(outer, inner);
    });
    server.listen(0, '127.0.0.1', () => resolve(/** @type {{ port: number }} */ (server.address()).port));
  });
}

/** @param {readonly string[]} rest */
function runInside([way = '', executable = '', ...args]) {
  const server = createServer((outer) => {
    outer.once('readable', () => {
      const head = outer.read(2);
      if (head === null) return outer.destroy();
      join(outer, connect(head.readUInt16BE(), '127.0.0.1'));
    });
  });
  server.listen(way, () => {
    const child = spawn(executable, args, { stdio: 'inherit' });
    child.once('exit', (code) => process.exit(code ?? 1));
  });
}

/**
 * @param {import('node:net').Socket} left
 * @param {import('node:net').Socket} right
 */
function join(left, right) {
  for (const [from, to] of [
    [left, right],
    [right, left],
  ]) {
    from.pipe(to);
    from.on('error', () => to.destroy());
    from.on('close', () => to.destroy());
  }
}
