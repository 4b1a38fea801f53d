import { readFileSync } from 'node:fs';
import { hasCode } from './system-code';

const bootIdFile = '/proc/sys/kernel/random/boot_id';
/** Where state and start time stand in /proc/PID/stat, counted behind the name of the program. */
const stateField = 0;
const startTimeField = 19;
const deadStates: ReadonlySet<string> = new Set(['Z', 'X']);

/** Names this boot of this machine; null where the system has no name for it. */
export function bootId(): string | null {
  return readProc(bootIdFile)?.trim() ?? null;
}

/** When a process began, in ticks since the boot: a later process with the same number has another. Null if unknown. */
export function startTimeOf(pid: number): string | null {
  return statOf(pid)?.[startTimeField] ?? null;
}

/** Whether there is such a process. One that has ended and waits only to be noticed by its parent is none. */
export function isRunning(pid: number): boolean {
  if (deadStates.has(statOf(pid)?.[stateField] ?? '')) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Every other answer (mostly EPERM) comes from a process that is there.
    return !hasCode(error, 'ESRCH');
  }
}

function statOf(pid: number): readonly string[] | null {
  const line = readProc(`/proc/${pid}/stat`);
  // The name stands in parentheses and may hold spaces and parentheses of its own.
  return line?.slice(line.lastIndexOf(')') + 2).split(' ') ?? null;
}

function readProc(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
