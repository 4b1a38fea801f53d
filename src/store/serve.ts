import { type AppError, appError } from '../domain/errors';
import { failure, ok, type Result } from '../domain/result';
import { hostContract, lifeContract, mainContract, portNames } from '../protocol/host';
import { type Client, createClient } from '../protocol/rpc/client';
import type { Contract, Handlers } from '../protocol/rpc/contract';
import type { LiveSource } from '../protocol/rpc/live';
import type { Port } from '../protocol/rpc/ports';
import { type RpcServer, type ServerReport, serve } from '../protocol/rpc/server';
import { storeContract } from '../protocol/store';
import { isOfStorage } from './commit/storage-failure';
import { describeBug } from './describe-bug';
import { storeMessages } from './messages';
import type { PreparedStore } from './prepared-store';

/** What the data needs from outside: somewhere to write each commit before it counts, and the time. */
export type OpenStoreOptions = Readonly<{
  /** Resolves when the record is safe; a failure is the answer to the command. */
  journal: (record: Uint8Array, seq: number) => Promise<Result<null>>;
  now: () => number;
}>;

/** The data, opened: handlers for windows and for main, what changes, and a way to close. */
export type OpenedStore = Readonly<{
  handlers: Handlers<typeof storeContract>;
  hostHandlers: Handlers<typeof hostContract>;
  live: LiveSource;
  /** Refuses changes with this failure until it is called with null. */
  hold: (refusal: AppError | null) => void;
  /** True when the database settles nothing any more. */
  isStuck: () => boolean;
  drain: () => Promise<void>;
}>;

type ServeStoreOptions = Readonly<{
  prepare: (options: OpenStoreOptions) => Promise<PreparedStore>;
  now: () => number;
}>;

/** Serves the data on whatever ports arrive, once main has asked for it to be opened. */
export class StoreProcess {
  readonly #options: ServeStoreOptions;
  readonly #main: Client<typeof mainContract> = createClient(mainContract);
  readonly #servers = new Set<RpcServer>();
  #prepared: Promise<PreparedStore> | undefined;
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
    const prepared = async <T>(use: (store: PreparedStore) => Promise<T>): Promise<Result<T>> => {
      this.#prepared ??= this.#options.prepare({
        journal: (record, seq) => this.#journal(record, seq),
        now: this.#options.now,
      });
      return this.#attempt('prepare', async () => use(await (this.#prepared as Promise<PreparedStore>)));
    };
    const done = async (work: Promise<void>): Promise<null> => {
      await work;
      return null;
    };
    return {
      'life.prepare': () => prepared((store) => store.head()),
      'life.oplog': ({ after, limit }) => prepared(async (store) => [...(await store.oplog(after, limit))]),
      'life.clear': () => prepared((store) => done(store.clear())),
      'life.load': (page) => prepared((store) => done(store.load(page))),
      'life.replay': ({ records }) => prepared((store) => done(store.replay(records))),
      'life.identify': ({ identity, seq }) => prepared((store) => done(store.identify(identity, seq))),
      'life.open': ({ validateOutputs, hasFailPoints }) => {
        this.#validateOutputs = validateOutputs;
        return prepared(async (store) => {
          this.#opened ??= store.open(hasFailPoints ? (name) => this.#reach(name) : undefined);
          await this.#opened;
          return null;
        });
      },
      'life.hold': async ({ failure: refusal }) => {
        (await this.#opened)?.hold(refusal);
        return ok(null);
      },
      'life.drain': () => this.#drain(),
      'life.ping': async () => {
        const isStuck = (await this.#opened)?.isStuck() ?? false;
        return isStuck ? failure(appError('store_unavailable', storeMessages.unavailable)) : ok(null);
      },
    };
  }

  async #attempt<T>(what: string, work: () => Promise<T>): Promise<Result<T>> {
    try {
      return ok(await work());
    } catch (error) {
      // A database that lost its disk while it was open is no bug; one that does not open is worth a line of the log.
      if (this.#opened === undefined || !isOfStorage(error)) this.report(what, error);
      return failure(appError('store_unavailable', storeMessages.notOpened));
    }
  }

  #journal(record: Uint8Array, seq: number): Promise<Result<null>> {
    // However slow the disk is, only its answer tells whether the record is safe.
    return this.#main
      .send('journal.append', { record, seq }, { timeoutMs: 0 })
      .then((answer) => (answer.ok ? ok(null) : answer));
  }

  /** Main has the fail-points of a test; it ends the app at one that is armed to kill. */
  async #reach(name: string): Promise<void> {
    await this.#main.send('fail.reach', { name }, { timeoutMs: 0 });
  }

  async #drain(): Promise<Result<null>> {
    await Promise.all([...this.#servers].map((server) => server.drain()));
    const opened = await this.#opened;
    if (opened === undefined) (await this.#prepared)?.close();
    else await opened.drain();
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
        return isOfStorage(report.error) ? undefined : this.report(report.op, report.error);
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
