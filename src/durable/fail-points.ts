/** What happens at a fail-point: the process dies as if killed, or the step fails as if the disk had. */
type Fault = 'kill' | 'EIO' | 'ENOSPC';

type Armed = { readonly fault: Fault; readonly isLasting: boolean; left: number };

const armed = new Map<string, Armed>();

/**
 * Arms fail-points for a test: `journal.written=kill@3,blob.renamed=EIO` kills at the third pass and fails at the
 * first; `EIO@1+` fails from the first on, until disarmed. Throws on anything else, because a test that arms nothing
 * proves nothing.
 */
export function armFailPoints(specification: string): void {
  for (const part of specification.split(',')) {
    const match = /^([a-z][\w.]*)=(kill|EIO|ENOSPC)(?:@(\d+)(\+)?)?$/i.exec(part.trim());
    if (match === null) throw new Error(`Not a fail-point: ${part}`);
    const [, name = '', fault, pass = '1', lasting] = match;
    armed.set(name, { fault: fault as Fault, isLasting: lasting !== undefined, left: Number(pass) });
  }
}

/** Whether a test has armed any that was not passed yet. */
export function hasFailPoints(): boolean {
  return armed.size > 0;
}

/** Takes every fail-point away. */
export function disarmFailPoints(): void {
  armed.clear();
}

/** Passes a named point. Nothing happens unless a test has armed it; then the process dies, or this throws. */
export function reach(name: string): void {
  const point = armed.get(name);
  if (point === undefined) return;
  point.left -= 1;
  if (point.left > 0) return;
  if (!point.isLasting) armed.delete(name);
  if (point.fault === 'kill') process.kill(process.pid, 'SIGKILL');
  throw Object.assign(new Error(`${point.fault}: fail-point ${name}`), { code: point.fault });
}
