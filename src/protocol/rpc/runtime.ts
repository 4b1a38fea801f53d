/** The part of `AbortSignal` that the engine itself uses; every runtime's own signal satisfies it. */
type BasicSignal = {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
};

/**
 * The `AbortSignal` of whichever runtime compiles the file. This folder is compiled without DOM and Node types,
 * so the name is looked up instead of imported: callers get their real type, the engine its basic one.
 */
export type CallSignal = typeof globalThis extends { AbortSignal: { prototype: infer Signal } }
  ? Signal
  : BasicSignal;

/** A source of delays, so that tests can bring their own clock. */
export type Timers = Readonly<{
  setTimeout: (run: () => void, delayMs: number) => unknown;
  clearTimeout: (timer: unknown) => void;
}>;

/** Ends one piece of work early. */
export type Abort = { readonly signal: CallSignal; abort(): void };

type Runtime = Readonly<{
  setTimeout(run: () => void, delayMs: number): unknown;
  clearTimeout(timer: unknown): void;
  AbortController: new () => Abort;
  crypto: { randomUUID(): string };
}>;

// The four names exist in Chromium, Node and Electron alike; the language library alone does not know them.
const runtime = globalThis as unknown as Runtime;

/** The delays of the running process. */
export const systemTimers: Timers = {
  setTimeout: (run, delayMs) => runtime.setTimeout(run, delayMs),
  clearTimeout: (timer) => runtime.clearTimeout(timer),
};

/** Makes a fresh, not yet aborted controller. */
export function createAbort(): Abort {
  return new runtime.AbortController();
}

/** Makes an id for a command, so that a retry of it can be recognised. */
export function randomCommandId(): string {
  return runtime.crypto.randomUUID();
}
