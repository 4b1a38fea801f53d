import { ok, type Result } from '../domain/result';
import { reach } from '../durable/fail-points';
import type { mainContract } from '../protocol/host';
import type { Handlers } from '../protocol/rpc/contract';
import type { Logger } from './logger';

/** Where commits go before they count; its answer is the answer to the command. */
type CommitSink = Readonly<{ append: (record: Uint8Array, seq: number) => Promise<Result<null>> }>;

/** What main answers to the store. */
export function mainHandlers(commitSink: CommitSink, log: Logger): Handlers<typeof mainContract> {
  return {
    'journal.append': ({ record, seq }) => commitSink.append(record, seq),
    'fail.reach': ({ name }) => {
      reach(name);
      return ok(null);
    },
    'log.bug': ({ scope, what, frames }) => {
      log.scope(scope).error(what, { at: frames.join(' < ') });
      return ok(null);
    },
  };
}
