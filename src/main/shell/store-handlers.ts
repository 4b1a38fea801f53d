import { ok } from '../../domain/result';
import type { Handlers } from '../../protocol/rpc/contract';
import type { shellContract } from '../../protocol/shell';
import type { StoreHost } from '../store-host';

type StoreShellOptions = Readonly<{
  host: StoreHost;
  windowId: number;
  /** Where ports for this window go. */
  target: Parameters<StoreHost['connect']>[1];
}>;

/** How a window learns of the store and gets a port to it. */
export function storeHandlers({ host, windowId, target }: StoreShellOptions) {
  return {
    'store.state': () => ok(host.state),
    'store.connect': ({ nonce }) => {
      host.connect(windowId, target, nonce);
      return ok(null);
    },
    'store.retry': () => {
      host.retry();
      return ok(null);
    },
  } satisfies Partial<Handlers<typeof shellContract>>;
}
