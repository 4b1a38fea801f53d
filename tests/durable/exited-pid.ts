import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** The number of a process that is not there any more. */
export async function exitedPid(): Promise<number> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'exit');
  if (child.pid === undefined) throw new Error('The process did not start.');
  return child.pid;
}
