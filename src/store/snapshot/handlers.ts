import { appError } from '../../domain/errors';
import { failure, ok } from '../../domain/result';
import type { hostContract } from '../../protocol/host';
import type { Handlers } from '../../protocol/rpc/contract';
import type { StoreContext } from '../commands/context';
import { storeMessages } from '../messages';
import { SnapshotScan } from './scan';

type SnapshotOps = 'snapshot.begin' | 'snapshot.page' | 'snapshot.finish';

/** Serves the reading of everything for a snapshot: one scan at a time. */
export function snapshotHandlers(store: StoreContext): Pick<Handlers<typeof hostContract>, SnapshotOps> {
  let scan: SnapshotScan | undefined;
  const none = failure(appError('not_found', storeMessages.noScan));
  return {
    'snapshot.begin': () => {
      scan?.end();
      scan = new SnapshotScan(store.database, store.pipeline, store.feed);
      return ok(null);
    },
    'snapshot.page': async ({ limit }) => (scan === undefined ? none : ok(await scan.next(limit))),
    'snapshot.finish': async () => {
      if (scan === undefined) return none;
      const end = await scan.finish();
      scan = undefined;
      return end === undefined
        ? failure(appError('conflict', storeMessages.scanSpoilt))
        : ok({ ...end, pages: [...end.pages] });
    },
  };
}
