import type { MessagePortMain } from 'electron';
import type { Result } from '../domain/result';
import { hostContract, lifeContract, mainContract, portNames } from '../protocol/host';
import { handoverType } from '../protocol/rpc/channel-names';
import { type Client, createClient } from '../protocol/rpc/client';
import type { Handlers } from '../protocol/rpc/contract';
import type { Handover } from '../protocol/rpc/handover';
import { type Dispose, fromElectronPort } from '../protocol/rpc/ports';
import type { Timers } from '../protocol/rpc/runtime';
import { type RpcServer, serve } from '../protocol/rpc/server';
import type { StoreState } from '../protocol/shell';
import { storeContract } from '../protocol/store';
import type { Logger } from './logger';
import { logReport } from './log-report';
import type { StartStoreProcess, StoreEnd, StoreProcess } from './store-process';
import { type StoreEffect, type StoreEvent, type StoreLife, transition, unstartedLife } from './store-state';
import { watchStore } from './store-watch';

/** Somewhere a port to the store may be posted: a page that asked for one. */
export type PortTarget = Readonly<{
  isAlive: () => boolean;
  post: (handover: Handover, ports: readonly MessagePortMain[]) => void;
}>;

type StoreHostOptions = Readonly<{
  startProcess: StartStoreProcess;
  createChannel: () => Readonly<{ port1: MessagePortMain; port2: MessagePortMain }>;
  mainHandlers: Handlers<typeof mainContract>;
  /** True while the disk under the database fails: a process that hangs then is not to blame. */
  isDiskIll: () => boolean;
  /** Resolves when a database may be opened at all. */
  untilReady: () => Promise<void>;
  /** Brings the data into order and opens it; nobody else has a port yet. */
  open: (life: Client<typeof lifeContract>, validateOutputs: boolean) => Promise<Result<null>>;
  /** Who acts when main itself sends a command: the agent of the command line. */
  actorId: () => string;
  validateOutputs: boolean;
  timers: Timers;
  now: () => number;
  log: Logger;
}>;

const drainLimitMs = 3_000;

/** Starts the store, keeps it running, gives everybody a port to it, and closes it in good order. */
export class StoreHost {
  /** Main's own access to what windows may ask. */
  readonly store: Client<typeof storeContract>;
  /** Main's access to bulk work. */
  readonly host: Client<typeof hostContract>;
  readonly #options: StoreHostOptions;
  readonly #life: Client<typeof lifeContract>;
  readonly #targets = new Map<number, Readonly<{ target: PortTarget; nonce: string }>>();
  readonly #listeners = new Set<() => void>();
  #machine: StoreLife = unstartedLife;
  #reason: string | null = null;
  #process: StoreProcess | undefined;
  #mainServer: RpcServer | undefined;
  #stopWatch: Dispose = () => {};
  #restartTimer: unknown;

  constructor(options: StoreHostOptions) {
    this.#options = options;
    const { actorId, timers } = options;
    this.#life = createClient(lifeContract, { whileDetached: 'reject', timers });
    this.store = createClient(storeContract, { actorId, timers });
    this.host = createClient(hostContract, { actorId, timers });
  }

  get state(): StoreState {
    return { state: this.#machine.state, reason: this.#reason };
  }

  /** Tells whenever `state` has changed. */
  onState(listener: () => void): Dispose {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Starts the process for the first time. */
  start(): void {
    this.#apply({ kind: 'start' });
  }

  /** Starts a failed store again. */
  retry(): void {
    this.#happen('retry');
  }

  /** Replaces a process whose database gave up; what was asked of it is asked again. */
  replace(): void {
    this.#happen('replace', 'hung');
  }

  /** Closes the store in good order, at the latest after a few seconds; nothing can be saved afterwards. */
  drain(): Promise<void> {
    this.#happen('drain');
    return new Promise((resolve) => {
      const stop = this.onState(() => check());
      const check = (): void => {
        if (this.#machine.state !== 'stopped') return;
        stop();
        resolve();
      };
      check();
    });
  }

  /** Gives a page a port to the store now, or when there is one, and again after each restart. */
  connect(id: number, target: PortTarget, nonce: string): void {
    this.#targets.set(id, { target, nonce });
    if (this.#machine.state === 'ready') this.#connectTarget(id);
  }

  /** Forgets a page. */
  disconnect(id: number): void {
    this.#targets.delete(id);
  }

  #happen(event: StoreEvent, reason?: StoreEnd): void {
    const before = this.#machine;
    const step = transition(before, event, this.#options.now());
    this.#machine = step.life;
    if (reason !== undefined) this.#reason = reason;
    if (step.life.state === 'ready') this.#reason = null;
    if (step.life.state !== before.state) {
      this.#options.log.info('store', {
        from: before.state,
        to: step.life.state,
        event,
        reason: reason ?? null,
      });
    }
    for (const effect of step.effects) this.#apply(effect);
    if (step.life.state === 'failed' || step.life.state === 'stopped') this.#giveUp();
    if (step.life !== before) for (const listener of this.#listeners) listener();
  }

  #apply(effect: StoreEffect): void {
    switch (effect.kind) {
      case 'start':
        return void this.#start();
      case 'connect':
        return this.#connectAll();
      case 'discard':
        return this.#discard();
      case 'drain':
        return void this.#drain();
      case 'wait':
        this.#restartTimer = this.#options.timers.setTimeout(
          () => this.#happen('restartDue'),
          effect.delayMs,
        );
    }
  }

  async #start(): Promise<void> {
    await this.#options.untilReady();
    if (this.#machine.state !== 'starting') return;
    // What an earlier process still has to say is no longer of interest.
    const isCurrent = (): boolean => this.#process === process;
    const process: StoreProcess = this.#options.startProcess({
      onLoaded: () => isCurrent() && void this.#open(process),
      onGone: (end) => isCurrent() && this.#happen('crashed', end),
    });
    this.#process = process;
  }

  async #open(process: StoreProcess): Promise<void> {
    const { mainHandlers, validateOutputs, log, timers } = this.#options;
    const [life, main] = [this.#options.createChannel(), this.#options.createChannel()];
    this.#life.attach(fromElectronPort(life.port1));
    this.#mainServer = serve({
      contract: mainContract,
      handlers: mainHandlers,
      port: fromElectronPort(main.port1),
      report: logReport(log),
    });
    process.post(handover('', portNames.life, portNames.main), [life.port2, main.port2]);
    this.#stopWatch = watchStore({
      life: this.#life,
      timers,
      onHung: () => this.#happen(this.#options.isDiskIll() ? 'replace' : 'crashed', 'hung'),
    });
    const opened = await this.#options.open(this.#life, validateOutputs);
    if (this.#process !== process) return;
    this.#happen(opened.ok ? 'opened' : 'crashed', opened.ok ? undefined : 'open_failed');
  }

  #connectAll(): void {
    const [store, host] = [this.#options.createChannel(), this.#options.createChannel()];
    this.#process?.post(handover('', portNames.store, portNames.host), [store.port2, host.port2]);
    this.store.attach(fromElectronPort(store.port1));
    this.host.attach(fromElectronPort(host.port1));
    for (const id of this.#targets.keys()) this.#connectTarget(id);
  }

  #connectTarget(id: number): void {
    const asked = this.#targets.get(id);
    if (asked === undefined) return;
    if (!asked.target.isAlive()) return this.disconnect(id);
    const { port1, port2 } = this.#options.createChannel();
    this.#process?.post(handover('', portNames.store), [port1]);
    asked.target.post(handover(asked.nonce, portNames.store), [port2]);
  }

  async #drain(): Promise<void> {
    await this.#life.send('life.drain', {}, { timeoutMs: drainLimitMs });
    this.#happen('drained');
  }

  #discard(): void {
    const process = this.#process;
    this.#process = undefined;
    this.#options.timers.clearTimeout(this.#restartTimer);
    this.#stopWatch();
    this.#mainServer?.close();
    this.#life.markUnavailable();
    process?.destroy(this.#reason === 'hung');
  }

  /** No port will come unless a person asks for it: whoever waits is told. */
  #giveUp(): void {
    this.store.markUnavailable();
    this.host.markUnavailable();
  }
}

function handover(nonce: string, ...names: readonly string[]): Handover {
  return { type: handoverType, nonce, names: [...names] };
}
