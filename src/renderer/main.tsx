import './app/zod-jitless';
import { createRoot } from 'react-dom/client';
import { assert } from '../domain/assert';
import { bridgeName } from '../protocol/rpc/channel-names';
import type { PortBridge } from '../protocol/rpc/ports';
import { connectWindow } from '../protocol/window-clients';
import { App } from './app/App';
import { createStyleCache } from './app/emotion-cache';
import { Providers } from './app/Providers';
import { createDesk } from './data/desk';
import { chosenAgent } from './state/acting-agent';

// Connected before anything is awaited, or the ports could arrive unheard. Without `--as` the store acts for the
// default agent of the folder; who was chosen in this window comes before both.
let agent = chosenAgent() ?? '';
const bridge = (window as unknown as Readonly<Record<string, PortBridge>>)[bridgeName];
assert(bridge !== undefined, 'The preload did not run.');
const { store, shell } = connectWindow({ page: window, bridge, actorId: () => agent });
const info = await shell.call('app.info', {});
const name = info.ok ? info.value.value.agent : null;
if (agent === '' && name !== null) {
  const named = await store.send('record.ensure', { kind: 'people', name, isAgent: true });
  if (named.ok) agent = named.value.value.id;
}

const root = document.getElementById('root');
assert(root !== null, 'The page has no place for the window.');
createRoot(root).render(
  <Providers desk={createDesk(store)} shell={shell} styleCache={createStyleCache(document)}>
    <App />
  </Providers>,
);
