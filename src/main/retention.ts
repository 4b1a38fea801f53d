import type { hostContract } from '../protocol/host';
import type { Client } from '../protocol/rpc/client';
import type { Timers } from '../protocol/rpc/runtime';
import type { Logger } from './logger';

/** Late enough that a start is not slowed by it. */
const firstMs = 60_000;
const dayMs = 24 * 60 * 60 * 1000;

/** Removes what the desk's settings keep no longer: soon after the start, and once a day from then on. */
export function keepRetention({
  host,
  timers,
  log,
}: Readonly<{ host: Client<typeof hostContract>; timers: Timers; log: Logger }>): void {
  const purge = async (): Promise<void> => {
    const purged = await host.send('retention.purge', {}, { timeoutMs: 0 });
    if (!purged.ok) log.warn('not purged', { code: purged.error.code });
    else if (purged.value.value.tickets + purged.value.value.draftVersions > 0)
      log.info('purged', purged.value.value);
  };
  const later = (delayMs: number): void => {
    timers.setTimeout(() => void purge().finally(() => later(dayMs)), delayMs);
  };
  later(firstMs);
}
