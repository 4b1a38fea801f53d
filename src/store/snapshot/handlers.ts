import { appError } from '../../domain/errors';
import { failure, ok } from '../../domain/result';
import type { hostContract } from '../../protocol/host';
import type { Handlers } from '../../protocol/rpc/contract';
import type { StoreContext } from '../commands/context';
import { storeMessages } from '../messages';
import { SnapshotScan } from './scan';

type SnapshotOps = 'snapshot.begin' | 'snapshot.page' | 'snapshot.finish';

/** Serves the reading of everything for a copy: one scan at a time, and only to the reader who began it. */
export function snapshotHandlers(store: StoreContext): Pick<Handlers<typeof hostContract>, SnapshotOps> {
  let current: Readonly<{ id: string; scan: SnapshotScan }> | undefined;
  const other = failure(appError('conflict', storeMessages.otherScan));
  return {
    'snapshot.begin': ({ scan: id }) => {
      current?.scan.end();
      current = { id, scan: new SnapshotScan(store.database, store.pipeline, store.feed) };
      return ok(null);
    },
    'snapshot.page': async ({ scan: id, limit }) =>
      current?.id === id ? ok(await current.scan.next(limit)) : other,
    'snapshot.finish': async ({ scan: id }) => {
      if (current?.id !== id) return other;
      const { scan } = current;
      current = undefined;
      const end = await scan.finish();
      return end === undefined
        ? failure(appError('conflict', storeMessages.scanSpoilt))
        : ok({ ...end, pages: [...end.pages] });
    },
  };
}
