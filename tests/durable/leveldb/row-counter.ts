import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { prepareRuntime, sandboxSwitches } from '../../../build/app/prepare.mjs';

const app = path.join(import.meta.dirname, 'electron');
const limitMs = 20_000;

/** The executable of the Electron that the app runs on, or why there is none. */
export async function findRuntime(): Promise<{ readonly executable: string } | { readonly missing: string }> {
  try {
    return await prepareRuntime({ virtualDisplay: false, announce: false });
  } catch (error) {
    return { missing: error instanceof Error ? error.message : String(error) };
  }
}

/** Opens a profile in Electron, adds rows, each on disk, and kills it. Answers how many rows there were then. */
export async function addRowsAndKill(executable: string, profile: string, rows: number): Promise<number> {
  const switches = ['--ozone-platform=headless', '--disable-gpu', '--log-level=3', ...sandboxSwitches()];
  const child = spawn(executable, [...switches, app, `--profile=${profile}`, `--rows=${rows}`], {
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
  });
  const exit = once(child, 'exit');
  try {
    const { count } = JSON.parse(await firstLine(child)) as { count: number };
    return count;
  } finally {
    // The whole group: nothing of Chromium may go on writing.
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    await exit;
  }
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('The output of Electron is not read.');
  const signal = AbortSignal.timeout(limitMs);
  const [line] = (await once(createInterface(child.stdout), 'line', { signal })) as [string];
  return line;
}
