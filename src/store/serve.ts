import { appError } from '../domain/errors';
import { failure, ok, type Result } from '../domain/result';
import { hostContract, lifeContract, mainContract, portNames } from '../protocol/host';
import { type Client, createClient } from '../protocol/rpc/client';
import type { Contract, Handlers } from '../protocol/rpc/contract';
import type { LiveSource } from '../protocol/rpc/live';
import type { Port } from '../protocol/rpc/ports';
import { type RpcServer, type ServerReport, serve } from '../protocol/rpc/server';
import { storeContract } from '../protocol/store';
import { describeBug } from './describe-bug';

/** What the data needs from outside: somewhere to write each commit before it counts, and the time. */
export type OpenStoreOptions = Readonly<{
  journal: (record: Uint8Array, seq: number) => Promise<void>;
  now: () => number;
}>;

/** The data, opened: handlers for windows and for main, what changes, and a way to close. */
export type OpenedStore = Readonly<{
  handlers: Handlers<typeof storeContract>;
  hostHandlers: Handlers<typeof hostContract>;
  live: LiveSource;
  drain: () => Promise<void>;
}>;

type ServeStoreOptions = Readonly<{
  open: (options: OpenStoreOptions) => Promise<OpenedStore>;
  now: () => number;
}>;

/** Serves the data on whatever ports arrive, once main has asked for it to be opened. */
export class StoreProcess {
  readonly #options: ServeStoreOptions;
  readonly #main: Client<typeof mainContract> = createClient(mainContract);
  readonly #servers = new Set<RpcServer>();
  #opened: Promise<OpenedStore> | undefined;
  #validateOutputs = false;

  constructor(options: ServeStoreOptions) {
    this.#options = options;
  }

  /** Takes the ports of one handover, by name. */
  async take(ports: Readonly<Record<string, Port>>): Promise<void> {
    const {
      [portNames.main]: main,
      [portNames.life]: life,
      [portNames.host]: host,
      [portNames.store]: store,
    } = ports;
    if (main !== undefined) this.#main.attach(main);
    if (life !== undefined) this.#serve(lifeContract, this.#lifeHandlers(), life);
    if (host === undefined && store === undefined) return;
    const opened = await this.#opened;
    // Main hands out ports to the data only after it was opened; without it there is nothing to answer.
    if (opened === undefined) return;
    if (host !== undefined) this.#serve(hostContract, opened.hostHandlers, host, opened.live);
    if (store !== undefined) this.#serve(storeContract, opened.handlers, store, opened.live);
  }

  /** Tells main's log about a bug, by name and place only. */
  report(what: string, error: unknown): void {
    void this.#main.send('log.bug', { scope: 'store', ...describeBug(what, error) });
  }

  #lifeHandlers(): Handlers<typeof lifeContract> {
    return {
      'life.open': ({ validateOutputs }) => this.#open(validateOutputs),
      'life.drain': () => this.#drain(),
      'life.ping': () => ok(null),
    };
  }

  async #open(validateOutputs: boolean): Promise<Result<null>> {
    this.#validateOutputs = validateOutputs;
    this.#opened ??= this.#options.open({
      journal: (record, seq) => this.#journal(record, seq),
      now: this.#options.now,
    });
    try {
      await this.#opened;
      return ok(null);
    } catch (error) {
      this.report('open', error);
      return failure(appError('store_unavailable', 'The data of this desk could not be opened.'));
    }
  }

  async #journal(record: Uint8Array, seq: number): Promise<void> {
    const written = await this.#main.send('journal.append', { record, seq });
    if (!written.ok) throw new Error(`the journal did not take commit ${seq}: ${written.error.code}`);
  }

  async #drain(): Promise<Result<null>> {
    await Promise.all([...this.#servers].map((server) => server.drain()));
    await (await this.#opened)?.drain();
    return ok(null);
  }

  #serve<C extends Contract>(contract: C, handlers: Handlers<C>, port: Port, live?: LiveSource): void {
    const report = (report: ServerReport): void => this.#tell(report);
    const options = { contract, handlers, port, validateOutputs: this.#validateOutputs, report };
    const server = serve(live === undefined ? options : { ...options, live });
    // The server that drains must not wait for itself.
    if (contract === (lifeContract as Contract)) return;
    this.#servers.add(server);
    port.onClose(() => this.#servers.delete(server));
  }

  #tell(report: ServerReport): void {
    switch (report.kind) {
      case 'handler_failed':
        return this.report(report.op, report.error);
      case 'output_invalid':
        return this.report(
          `${report.op} answered outside its contract: ${report.paths.join(' ')}`.slice(0, 200),
          undefined,
        );
      case 'message_dropped':
        return this.report(`dropped ${report.name} message, ${report.dropped} so far`, undefined);
    }
  }
}
