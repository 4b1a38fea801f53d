import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { MessagePortMain } from 'electron';
import { fromNodePort } from '../../src/protocol/rpc/ports';
import type { Handover } from '../../src/protocol/rpc/handover';
import type { StoreProcessEvents } from '../../src/main/store-process';
import { type OpenedStore, type OpenStoreOptions, StoreProcess } from '../../src/store/serve';

type Listener = (event: { data: unknown }) => void;

/** A port as Electron's main process sees it, over a port of Node. */
class FakePort {
  readonly inner: MessagePort;
  readonly #wrapped = new Map<unknown, (data: unknown) => void>();

  constructor(inner: MessagePort) {
    this.inner = inner;
  }

  on(event: string, listener: Listener): this {
    const wrapped = (data: unknown): void => listener({ data });
    this.#wrapped.set(listener, wrapped);
    this.inner.on(event, wrapped);
    return this;
  }

  off(event: string, listener: Listener): this {
    const wrapped = this.#wrapped.get(listener);
    if (wrapped !== undefined) this.inner.off(event, wrapped);
    return this;
  }

  postMessage(message: unknown): void {
    this.inner.postMessage(message);
  }

  start(): void {
    this.inner.start();
  }

  close(): void {
    this.inner.close();
  }
}

/** Stands in for `new MessageChannelMain()`. */
export function fakeChannel(): { port1: MessagePortMain; port2: MessagePortMain } {
  const { port1, port2 } = new MessageChannel();
  return {
    port1: new FakePort(port1) as unknown as MessagePortMain,
    port2: new FakePort(port2) as unknown as MessagePortMain,
  };
}

/** What the engine makes of a port that was handed over. */
export function handedOver(handover: Handover, ports: readonly MessagePortMain[]) {
  const inner = ports.map((port) => fromNodePort((port as unknown as FakePort).inner));
  return Object.fromEntries(handover.names.map((name, index) => [name, inner[index]!]));
}

/** A store process without a renderer: the real serving code on ports of Node. */
export class FakeStoreProcess {
  readonly events: StoreProcessEvents;
  isDestroyed = false;
  wasHung = false;
  readonly #store: StoreProcess;
  readonly #ports: MessagePort[] = [];

  constructor(events: StoreProcessEvents, open: (options: OpenStoreOptions) => Promise<OpenedStore>) {
    this.events = events;
    this.#store = new StoreProcess({
      prepare: async (options) => ({
        head: async () => null,
        oplog: async () => [],
        clear: async () => {},
        load: async () => {},
        replay: async () => {},
        identify: async () => {},
        open: () => open(options),
        close: () => {},
      }),
      now: () => 0,
    });
  }

  post(handover: Handover, ports: readonly MessagePortMain[]): void {
    this.#ports.push(...ports.map((port) => (port as unknown as FakePort).inner));
    void this.#store.take(handedOver(handover, ports));
  }

  destroy(isHung: boolean): void {
    this.isDestroyed = true;
    this.wasHung = isHung;
    this.#closePorts();
  }

  /** Dies as a renderer does: its ports close, then Electron says so. */
  crash(): void {
    this.#closePorts();
    this.events.onGone('crashed');
  }

  /** Stops reading its ports, as a thread that never comes back. */
  hang(): void {
    for (const port of this.#ports) port.removeAllListeners('message');
  }

  #closePorts(): void {
    for (const port of this.#ports) port.close();
  }
}
