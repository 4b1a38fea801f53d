import { ok } from '../domain/result';
import type { mainContract } from '../protocol/host';
import type { Handlers } from '../protocol/rpc/contract';
import type { Logger } from './logger';

/** Where commits go before they count. */
export type CommitSink = Readonly<{ append: (record: Uint8Array, seq: number) => Promise<void> }>;

/**
 * The sink of a desk without a journal: a commit is as safe as the store's own transaction. The journal takes its
 * place by implementing `append`; the store already waits for it.
 */
export const noJournal: CommitSink = { append: () => Promise.resolve() };

/** What main answers to the store. */
export function mainHandlers(commitSink: CommitSink, log: Logger): Handlers<typeof mainContract> {
  return {
    'journal.append': async ({ record, seq }) => {
      await commitSink.append(record, seq);
      return ok(null);
    },
    'log.bug': ({ scope, what, frames }) => {
      log.scope(scope).error(what, { at: frames.join(' < ') });
      return ok(null);
    },
  };
}
