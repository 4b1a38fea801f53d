import type { Handlers } from '../../protocol/rpc/contract';
import type { shellContract } from '../../protocol/shell';
import { appHandlers } from './app-handlers';
import { backupHandlers } from './backup-handlers';
import { bulkHandlers } from './bulk-handlers';
import { eraseHandlers } from './erase-handlers';
import { fileHandlers } from './file-handlers';
import { storeHandlers } from './store-handlers';
import { windowHandlers } from './window-handlers';

type ShellOptions = Parameters<typeof appHandlers>[0] &
  Parameters<typeof backupHandlers>[0] &
  Parameters<typeof bulkHandlers>[0] &
  Parameters<typeof eraseHandlers>[0] &
  Parameters<typeof fileHandlers>[0] &
  Parameters<typeof storeHandlers>[0] &
  Parameters<typeof windowHandlers>[0];

/** The shell as one window sees it, put together from one map for each feature. */
export function shellHandlers(options: ShellOptions): Handlers<typeof shellContract> {
  return {
    ...appHandlers(options),
    ...backupHandlers(options),
    ...bulkHandlers(options),
    ...eraseHandlers(options),
    ...fileHandlers(options),
    ...storeHandlers(options),
    ...windowHandlers(options),
  };
}
