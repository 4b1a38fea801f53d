import { spawnSync } from 'node:child_process';
import { chmod, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Why a program cannot be started without a network here, or null where it can. */
export function whyNoBlock(): string | null {
  if (process.platform !== 'linux') return 'only Linux has network namespaces';
  const ownUser = process.getuid?.() === 0 ? [] : ['--map-root-user'];
  const tried = spawnSync('unshare', [...ownUser, '--net', '--', 'sh', '-c', 'ip link set lo up'], {
    encoding: 'utf8',
    timeout: 10_000,
  });
  if (tried.status === 0) return null;
  return `unshare --net: ${tried.error?.message ?? tried.stderr.trim()}`;
}

/** Writes a program that starts another one, with the same arguments, in a namespace without a network. */
export async function writeNetworkBlock(scratch: string, executable: string): Promise<string> {
  const file = path.join(scratch, 'without-network');
  const script = path.join(import.meta.dirname, 'without-network.mjs');
  await writeFile(
    file,
    `#!/bin/sh\nexec '${process.execPath}' '${script}' '${scratch}' '${executable}' "$@"\n`,
  );
  await chmod(file, 0o755);
  return file;
}
