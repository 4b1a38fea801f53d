import type { MessagePortMain } from 'electron';
import type { Handover } from '../protocol/rpc/handover';

/** Why a store process went away, as a code. */
export type StoreEnd = 'crashed' | 'hung' | 'load_failed' | 'open_failed';

/** What happens to a store process. */
export type StoreProcessEvents = Readonly<{
  /** The page is there and takes ports. */
  onLoaded: () => void;
  onGone: (end: StoreEnd) => void;
}>;

/** The process that owns the data, whatever it is made of. It lives once; a restart makes another. */
export type StoreProcess = Readonly<{
  post: (handover: Handover, ports: readonly MessagePortMain[]) => void;
  /** Ends it. A process that hangs does not follow a polite wish, so it is killed. */
  destroy: (isHung: boolean) => void;
}>;

/** Starts a store process. */
export type StartStoreProcess = (events: StoreProcessEvents) => StoreProcess;
