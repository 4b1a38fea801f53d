import { MessageChannel } from 'node:worker_threads';
import { hostContract } from '../../src/protocol/host';
import { createClient, type Client } from '../../src/protocol/rpc/client';
import type { Contract } from '../../src/protocol/rpc/contract';
import { fromNodePort } from '../../src/protocol/rpc/ports';
import { serve, type ServeOptions } from '../../src/protocol/rpc/server';
import { storeContract } from '../../src/protocol/store';
import type { Desk } from './open-desk';

/** The asking ends of a desk, over real message channels. */
export type DeskClients = {
  readonly store: Client<typeof storeContract>;
  readonly host: Client<typeof hostContract>;
  /** The errors of handlers that threw: a test that ends with some has found a bug. */
  readonly bugs: readonly unknown[];
  readonly close: () => void;
};

/** Connects to a desk as windows, main and the command line do, acting as an agent where one is given. */
export function openClients({ store }: Desk, actorId = ''): DeskClients {
  const bugs: unknown[] = [];
  const connect = <C extends Contract>(contract: C, options: Omit<ServeOptions<C>, 'contract' | 'port'>) => {
    const { port1, port2 } = new MessageChannel();
    const report: NonNullable<ServeOptions<C>['report']> = (told) => bugs.push(told);
    const server = serve({ ...options, contract, port: fromNodePort(port1), validateOutputs: true, report });
    const client = createClient(contract, { actorId: () => actorId });
    client.attach(fromNodePort(port2));
    const close = (): void => {
      client.close();
      server.close();
    };
    return { client, close };
  };
  const [forStore, forHost] = [
    connect(storeContract, { handlers: store.handlers, live: store.live }),
    connect(hostContract, { handlers: store.hostHandlers }),
  ];
  return {
    store: forStore.client,
    host: forHost.client,
    bugs,
    close: () => {
      forStore.close();
      forHost.close();
    },
  };
}
