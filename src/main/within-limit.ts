import type { Timers } from '../protocol/rpc/runtime';

/** Waits for work, but no longer than the limit; how the work ended is its own business. */
export async function withinLimit(work: Promise<unknown>, limitMs: number, timers: Timers): Promise<void> {
  let timer: unknown;
  const limit = new Promise<void>((resolve) => {
    timer = timers.setTimeout(resolve, limitMs);
  });
  await Promise.race([work.catch(() => undefined), limit]);
  timers.clearTimeout(timer);
}
