/** Takes back a registration; calling it again does nothing. */
export type Dispose = () => void;

/** One end of a two-way message pipe, whatever carries it. Messages arrive in order or the pipe closes. */
export type Port = Readonly<{
  post: (message: unknown) => void;
  onMessage: (listener: (message: unknown) => void) => Dispose;
  /** Called when the other end is gone; never because of our own `close`, where the transport can tell. */
  onClose: (listener: () => void) => Dispose;
  close: () => void;
}>;

/** The part of a DOM `MessagePort` that is used, so that this folder needs no DOM types. */
type DomPort = {
  postMessage(message: unknown): void;
  addEventListener(type: string, listener: (event: { readonly data?: unknown }) => void): void;
  removeEventListener(type: string, listener: (event: { readonly data?: unknown }) => void): void;
  start(): void;
  close(): void;
};

/** The part of Electron's `MessagePortMain` that is used. */
type ElectronPort = {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  off(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  off(event: 'close', listener: () => void): unknown;
  start(): void;
  close(): void;
};

/** The part of Node's `worker_threads` port that is used. */
type NodePort = {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  off(event: 'message', listener: (message: unknown) => void): unknown;
  off(event: 'close', listener: () => void): unknown;
  close(): void;
};

/** What a sandboxed preload exposes: plain functions, because a port cannot pass through the context bridge. */
export type PortBridge = Readonly<{
  post: (message: unknown) => void;
  onMessage: (listener: (message: unknown) => void) => Dispose;
}>;

/** Adapts a port of a renderer or worker. */
export function fromDomPort(port: DomPort): Port {
  return {
    post: (message) => port.postMessage(message),
    onMessage(listener) {
      const onMessage = (event: { readonly data?: unknown }): void => listener(event.data);
      port.addEventListener('message', onMessage);
      port.start();
      return () => port.removeEventListener('message', onMessage);
    },
    onClose(listener) {
      const onClose = (): void => listener();
      port.addEventListener('close', onClose);
      return () => port.removeEventListener('close', onClose);
    },
    close: () => port.close(),
  };
}

/** Adapts a port that Electron's main process holds. */
export function fromElectronPort(port: ElectronPort): Port {
  return {
    post: (message) => port.postMessage(message),
    onMessage(listener) {
      const onMessage = (event: { readonly data: unknown }): void => listener(event.data);
      port.on('message', onMessage);
      port.start();
      return () => port.off('message', onMessage);
    },
    onClose(listener) {
      port.on('close', listener);
      return () => port.off('close', listener);
    },
    close: () => port.close(),
  };
}

/** Adapts a port of Node's worker threads. */
export function fromNodePort(port: NodePort): Port {
  return {
    post: (message) => port.postMessage(message),
    onMessage(listener) {
      port.on('message', listener);
      return () => port.off('message', listener);
    },
    onClose(listener) {
      port.on('close', listener);
      return () => port.off('close', listener);
    },
    close: () => port.close(),
  };
}

/** Adapts the bridge of a preload; it lives as long as the page does, so it never reports a close. */
export function fromBridge(bridge: PortBridge): Port {
  return { post: bridge.post, onMessage: bridge.onMessage, onClose: () => () => {}, close: () => {} };
}
