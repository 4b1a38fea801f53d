import type { DeskTools } from '../cli/tools';
import type { Durability } from './durability/durability';
import { errorFacts, type Logger } from './logger';
import { messages } from './messages';
import type { StoreHost } from './store-host';

/** What a command gets from the running app; the work with files comes on top. */
type HeadlessTools = Omit<DeskTools, 'bulk' | 'backups' | 'signal'> & Readonly<{ durability: Durability }>;

/** Carries out a command and answers its exit code. */
export type RunDesk = (argv: readonly string[], tools: HeadlessTools) => Promise<number>;

type HeadlessOptions = Readonly<{
  argv: readonly string[];
  runDesk: RunDesk;
  tools: Omit<HeadlessTools, 'store' | 'host'>;
  host: StoreHost;
  log: Logger;
}>;

const failed = 1;

/** Runs one command on the desk without a window, closes the store and answers the exit code. */
export async function runHeadless({ argv, runDesk, tools, host, log }: HeadlessOptions): Promise<number> {
  const stop = host.onState(() => {
    if (host.state.state === 'failed') void tools.stderr(`${messages.storeFailed}\n`);
  });
  host.start();
  try {
    return await runDesk(argv, { ...tools, store: host.store, host: host.host });
  } catch (error) {
    log.error('command failed', errorFacts(error));
    await tools.stderr(`${messages.deskFailed}\n`);
    return failed;
  } finally {
    stop();
    await host.drain();
  }
}

/** Writes to a stream and waits until the text has left, so that leaving afterwards cuts nothing off. */
export function writeTo(stream: NodeJS.WritableStream): (text: string) => Promise<void> {
  return (text) =>
    new Promise((resolve) => {
      stream.write(text, () => resolve());
    });
}
