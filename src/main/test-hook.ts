import { pathToFileURL } from 'node:url';
import { app } from 'electron';
import type { Durability } from './durability/durability';
import { type Guard, guards } from './durability/guard';
import type { StoreHost } from './store-host';

/** What a test that runs inside the app works with: the same clients that windows and commands have. */
type TestTools = Readonly<{
  store: StoreHost['store'];
  host: StoreHost['host'];
  storeHost: StoreHost;
  durability: Durability;
  /** Aborted when the app is asked to leave. */
  signal: AbortSignal;
}>;

type TestHook = Readonly<{ run: (tools: TestTools) => Promise<void> }>;

/** The module that a test has named to be run instead of windows or a command; a packaged app knows no such thing. */
export function testHookFile(): string | undefined {
  return app.isPackaged ? undefined : process.env['CARRYDESK_TEST_HOOK'];
}

/** The guards that a test has switched off; a packaged app knows no such thing. */
export function guardsOff(): ReadonlySet<Guard> {
  const asked = app.isPackaged ? undefined : process.env['CARRYDESK_GUARDS_OFF'];
  const names = asked === undefined ? [] : asked.split(',');
  const unknown = names.find((name) => !guards.some((guard) => guard === name));
  if (unknown !== undefined) throw new Error(`There is no guard named ${unknown}.`);
  return new Set(names as Guard[]);
}

/** Starts the store, lets the module work with it, and leaves in good order when it is done or a signal asks to. */
export async function runTestHook(file: string, host: StoreHost, durability: Durability): Promise<void> {
  const leaving = new AbortController();
  app.on('before-quit', (event) => {
    event.preventDefault();
    leaving.abort();
  });
  durability.attach(host, true);
  host.start();
  const hook = (await import(pathToFileURL(file).href)) as TestHook;
  const { store, host: bulk } = host;
  await hook.run({ store, host: bulk, storeHost: host, durability, signal: leaving.signal });
  await host.drain();
  await durability.close();
  app.exit();
}
