import { ok } from '../../domain/result';
import type { hostContract } from '../../protocol/host';
import type { Handlers } from '../../protocol/rpc/contract';
import type { StoreContext } from '../commands/context';
import { forgettingKey, forgettingSince } from '../commit/forgetting';

/** Serves what main asks while it throws away copies that hold what was erased. */
export function forgettingHandlers(
  store: StoreContext,
): Pick<Handlers<typeof hostContract>, 'forgetting.since' | 'forgetting.end'> {
  return {
    'forgetting.since': async () => ok(await forgettingSince(store.database)),
    'forgetting.end': ({ through }, { commandId }) => {
      const request = { op: 'forgetting.end', commandId, actorId: '', isLocal: true };
      return store.pipeline.run(request, async (work) => {
        const { database } = work.context;
        // The oplog is no row of the desk, and what is left out of it is in no record either.
        await database.oplog.where('seq').belowOrEqual(through).delete();
        const since = await forgettingSince(database);
        // Something may have been erased again since.
        if (since !== null && since <= through) work.removeLocal('meta', forgettingKey);
        return ok(null);
      });
    },
  };
}
