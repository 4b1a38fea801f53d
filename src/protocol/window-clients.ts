import { portNames } from './host';
import { type Client, createClient } from './rpc/client';
import { type Page, receivePorts } from './rpc/handover';
import { type Dispose, fromBridge, fromDomPort, type PortBridge } from './rpc/ports';
import { randomCommandId } from './rpc/runtime';
import { shellContract } from './shell';
import { storeContract } from './store';

type PagePort = Parameters<typeof fromDomPort>[0];

/** What a window talks to. Both outlive every restart of the store. */
export type WindowClients = Readonly<{
  store: Client<typeof storeContract>;
  shell: Client<typeof shellContract>;
  dispose: Dispose;
}>;

/** Makes the clients of a window; call it once, before anything is awaited, and keep the result. */
export function connectWindow(options: {
  readonly page: Page<PagePort>;
  readonly bridge: PortBridge;
  /** The agent who works in this window. */
  readonly actorId: () => string;
}): WindowClients {
  const shell = createClient(shellContract, { actorId: options.actorId });
  const store = createClient(storeContract, { actorId: options.actorId });
  const nonce = randomCommandId();
  const stopReceiving = receivePorts(options.page, nonce, (ports) => {
    const port = ports[portNames.store];
    if (port !== undefined) store.attach(fromDomPort(port));
  });
  shell.attach(fromBridge(options.bridge));
  const stopWatching = shell.subscribe('store.state', {}, ({ value }) => {
    // Main has given up restarting: whoever waits is told now, and a retry brings a new port.
    if (value?.state === 'failed') store.markUnavailable();
  });
  void shell.send('store.connect', { nonce }, { timeoutMs: 0 });
  return {
    store,
    shell,
    dispose() {
      stopReceiving();
      stopWatching();
      store.close();
      shell.close();
    },
  };
}
