import type { lifeContract } from '../protocol/host';
import type { Client } from '../protocol/rpc/client';
import type { Timers } from '../protocol/rpc/runtime';

type StoreWatchOptions = Readonly<{
  life: Client<typeof lifeContract>;
  timers: Timers;
  onHung: () => void;
}>;

const pauseMs = 5_000;
const patienceMs = 10_000;
const lastChanceMs = 5_000;

/**
 * Asks the store every few seconds whether its thread still runs, and says so after fifteen seconds without an
 * answer. Electron's own `unresponsive` waits for input that a view without a window never gets.
 */
export function watchStore({ life, timers, onHung }: StoreWatchOptions): () => void {
  let isStopped = false;
  let timer: unknown;
  const answers = async (timeoutMs: number): Promise<boolean> =>
    (await life.call('life.ping', {}, { timeoutMs })).ok;
  const check = async (): Promise<void> => {
    // The second question is for a machine that slept: its clock ran on while nobody could answer.
    const isAlive = (await answers(patienceMs)) || isStopped || (await answers(lastChanceMs));
    if (isStopped) return;
    if (!isAlive) return onHung();
    timer = timers.setTimeout(() => void check(), pauseMs);
  };
  timer = timers.setTimeout(() => void check(), pauseMs);
  return () => {
    isStopped = true;
    timers.clearTimeout(timer);
  };
}
