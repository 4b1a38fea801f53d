import type { DeskTools, OnProgress } from '../cli/tools';
import { appError } from '../domain/errors';
import { failure, ok, type Result } from '../domain/result';
import type { Durability } from './durability/durability';
import { errorFacts, type Logger } from './logger';
import { messages } from './messages';
import type { StoreHost } from './store-host';

/** What a command gets from the running app; the work with files comes on top. */
type HeadlessTools = Omit<DeskTools, 'bulk' | 'backups' | 'erasePerson' | 'signal'> &
  Readonly<{ durability: Durability }>;

/** Carries out a command and answers its exit code. */
export type RunDesk = (argv: readonly string[], tools: HeadlessTools) => Promise<number>;

type HeadlessOptions = Readonly<{
  argv: readonly string[];
  runDesk: RunDesk;
  tools: Omit<HeadlessTools, 'store' | 'host' | 'opened'>;
  host: StoreHost;
  log: Logger;
}>;

const failed = 1;

/** Runs one command on the desk without a window, closes the store and answers the exit code. */
export async function runHeadless({ argv, runDesk, tools, host, log }: HeadlessOptions): Promise<number> {
  const { durability } = tools;
  // A command that works without the data, such as a restore, leaves it closed.
  const opened = (onProgress: OnProgress): Promise<Result<null>> => {
    host.start();
    return untilOpen(host, durability, onProgress);
  };
  try {
    return await runDesk(argv, { ...tools, opened, store: host.store, host: host.host });
  } catch (error) {
    log.error('command failed', errorFacts(error));
    await tools.stderr(`${messages.deskFailed}\n`);
    return failed;
  } finally {
    await durability.settle();
    await host.drain();
  }
}

/** Resolves when the store is open; tells meanwhile what it is waiting for. */
async function untilOpen(
  host: StoreHost,
  durability: Durability,
  onProgress: OnProgress,
): Promise<Result<null>> {
  const { state } = host.state;
  if (state === 'ready') return ok(null);
  if (state === 'failed' || state === 'draining' || state === 'stopped')
    return failure(appError('store_unavailable', durability.state.problem ?? messages.storeFailed));
  await new Promise<void>((resolve) => {
    const go = (): void => {
      for (const stop of stops) stop();
      resolve();
    };
    const tell = (): void => {
      const { progress } = durability.state;
      if (progress !== null) onProgress(progress.done, progress.total, progress.label);
    };
    const stops = [host.onState(go), durability.onState(tell)];
  });
  return untilOpen(host, durability, onProgress);
}

/** Writes to a stream and waits until the text has left, so that leaving afterwards cuts nothing off. */
export function writeTo(stream: NodeJS.WritableStream): (text: string) => Promise<void> {
  return (text) =>
    new Promise((resolve) => {
      stream.write(text, () => resolve());
    });
}
