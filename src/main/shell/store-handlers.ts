import { ok } from '../../domain/result';
import type { Handlers } from '../../protocol/rpc/contract';
import type { shellContract } from '../../protocol/shell';
import type { Durability } from '../durability/durability';
import type { StoreHost } from '../store-host';

type StoreShellOptions = Readonly<{
  host: StoreHost;
  durability: Pick<Durability, 'state'>;
  windowId: number;
  /** Where ports for this window go. */
  target: Parameters<StoreHost['connect']>[1];
}>;

/** How a window learns of the store and gets a port to it. */
export function storeHandlers({ host, durability, windowId, target }: StoreShellOptions) {
  return {
    'store.state': () => ok(host.state),
    'durability.state': () => ok(durability.state),
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
