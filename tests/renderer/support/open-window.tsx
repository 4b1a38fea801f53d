import createCache from '@emotion/cache';
import { cleanup, configure, render } from '@testing-library/react';
import { afterEach, beforeEach } from 'vitest';
import { MessageChannel } from 'node:worker_threads';
import { App } from '../../../src/renderer/app/App';
import { Providers } from '../../../src/renderer/app/Providers';
import { createDesk, type Desk as WindowDesk } from '../../../src/renderer/data/desk';
import { useDeskView } from '../../../src/renderer/state/desk-view';
import { useFocus } from '../../../src/renderer/state/focus';
import { useHandles } from '../../../src/renderer/state/handles';
import { useNotices } from '../../../src/renderer/state/notices';
import { usePanes } from '../../../src/renderer/state/panes';
import { useSelection } from '../../../src/renderer/state/selection';
import type { Contract } from '../../../src/protocol/rpc/contract';
import { createClient } from '../../../src/protocol/rpc/client';
import { fromNodePort } from '../../../src/protocol/rpc/ports';
import { serve, type ServeOptions } from '../../../src/protocol/rpc/server';
import { shellContract } from '../../../src/protocol/shell';
import { storeContract } from '../../../src/protocol/store';
import { type Desk, openDesk } from '../../support/open-desk';
import { furnishPage } from './page';
import { StandInShell } from './stand-in-shell';

/** A window over a real store, both in this process, with a real message channel between them. */
export type OpenWindow = {
  readonly desk: Desk;
  readonly shell: StandInShell;
  readonly window: WindowDesk;
};

// Computing what is hidden costs jsdom seconds on a page of this size; scopes tell dialog and page apart instead.
configure({ defaultHidden: true, asyncUtilTimeout: 8_000 });

const closers: (() => void)[] = [];

beforeEach(furnishPage);

afterEach(() => {
  cleanup();
  for (const close of closers.splice(0)) close();
  for (const state of [useDeskView, useFocus, useHandles, useNotices, usePanes, useSelection]) {
    (state as { setState: (next: unknown, replace: true) => void; getInitialState: () => unknown }).setState(
      (state as { getInitialState: () => unknown }).getInitialState(),
      true,
    );
  }
});

/** Connects a client to handlers over a channel. */
function connect<C extends Contract>(contract: C, options: Omit<ServeOptions<C>, 'contract' | 'port'>) {
  const { port1, port2 } = new MessageChannel();
  const server = serve({ ...options, contract, port: fromNodePort(port1), validateOutputs: true });
  const client = createClient(contract);
  client.attach(fromNodePort(port2));
  closers.push(() => {
    client.close();
    server.close();
    port1.close();
  });
  return client;
}

/** Opens the whole window; `prepare` fills the desk first. */
export async function openWindow(prepare?: (desk: Desk) => Promise<void>): Promise<OpenWindow> {
  const desk = await openDesk();
  await prepare?.(desk);
  const shell = new StandInShell();
  const store = connect(storeContract, { handlers: desk.store.handlers, live: desk.store.live });
  const window = createDesk(store);
  closers.push(() => window.cache.clear());
  render(
    <Providers
      desk={window}
      shell={connect(shellContract, { handlers: shell.handlers, live: shell.live })}
      styleCache={createCache({ key: 'test', speedy: true })}
    >
      <App />
    </Providers>,
  );
  return { desk, shell, window };
}
