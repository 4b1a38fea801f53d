import { z } from 'zod';
import { receivePorts } from '../protocol/rpc/handover';
import { fromDomPort } from '../protocol/rpc/ports';
import { prepareStore } from './prepared-store';
import { StoreProcess } from './serve';

// Otherwise zod tries to make functions from text, which the content security policy refuses and reports.
z.config({ jitless: true });

const store = new StoreProcess({ prepare: prepareStore, now: () => Date.now() });

window.addEventListener('error', (event) => store.report('uncaught', event.error));
window.addEventListener('unhandledrejection', (event) => store.report('unhandled', event.reason));

// Main is the only one that hands ports to this page, so there is no one to tell apart by a nonce.
receivePorts<MessagePort>(window, '', (ports) => {
  const adapted = Object.entries(ports).map(([name, port]) => [name, fromDomPort(port)] as const);
  void store.take(Object.fromEntries(adapted));
});

// Asked once, so that Chromium does not count the desk's data as a cache that it may clear.
void navigator.storage.persist();
