import { MessageChannel } from 'node:worker_threads';
import { z } from 'zod';
import { appError } from '../../src/domain/errors';
import { failure, ok, type Result } from '../../src/domain/result';
import { type Client, type ClientOptions, createClient } from '../../src/protocol/rpc/client';
import { command, type Contract, type Handlers, query } from '../../src/protocol/rpc/contract';
import type { LiveSource } from '../../src/protocol/rpc/live';
import { fromNodePort, type Port } from '../../src/protocol/rpc/ports';
import { type RpcServer, type ServeOptions, type ServerReport, serve } from '../../src/protocol/rpc/server';

/** A contract as small as a test can read at a glance: named counters. */
export const counterContract = {
  'counter.read': query(z.object({ name: z.string() }), z.object({ count: z.number() })),
  'counter.hang': query(z.object({}), z.object({})),
  'counter.who': query(z.object({}), z.object({ actorId: z.string() })),
  'counter.add': command(
    z.object({ name: z.string(), by: z.number().default(1) }),
    z.object({ count: z.number() }),
  ),
  'counter.refuse': command(z.object({}), z.object({})),
  'counter.break': command(z.object({ secret: z.string() }), z.object({})),
  'counter.slow': command(z.object({ steps: z.number() }), z.object({ steps: z.number() })),
  'counter.lie': query(z.object({}), z.object({ count: z.number() })),
} satisfies Contract;

/** Counters that outlive every server, as a database outlives its process. */
class CounterDesk {
  seq = 0;
  reads = 0;
  executed: string[] = [];
  aborted = 0;
  holdAnswers: Promise<void> = Promise.resolve();
  readonly counters = new Map<string, number>();
  readonly #results = new Map<string, Result<{ count: number }>>();
  readonly #watchers = new Set<Readonly<{ name: string; onInvalidate: () => void }>>();

  readonly live: LiveSource = {
    seq: () => this.seq,
    watch: (_op, input, onInvalidate) => {
      const watcher = { name: z.object({ name: z.string() }).parse(input).name, onInvalidate };
      this.#watchers.add(watcher);
      return () => this.#watchers.delete(watcher);
    },
  };

  get watcherCount(): number {
    return this.#watchers.size;
  }

  readonly handlers: Handlers<typeof counterContract> = {
    'counter.read': async ({ name }) => {
      this.reads += 1;
      await this.holdAnswers;
      return ok({ count: this.counters.get(name) ?? 0 });
    },
    'counter.hang': (_input, { signal }) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          this.aborted += 1;
          resolve(ok({}));
        });
      }),
    'counter.who': (_input, { actorId }) => ok({ actorId }),
    'counter.add': async ({ name, by }, { commandId }) => {
      const known = this.#results.get(commandId);
      const result = known ?? ok({ count: this.add(name, by) });
      if (known === undefined) this.executed.push(commandId);
      this.#results.set(commandId, result);
      await this.holdAnswers;
      return result;
    },
    'counter.refuse': () => failure(appError('conflict', 'The counter is full.')),
    'counter.break': ({ secret }) => {
      throw new Error(`broken ${secret.length}`);
    },
    'counter.slow': async ({ steps }, { progress }) => {
      for (let step = 1; step <= steps; step += 1) {
        progress(step, steps, 'counting');
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      return ok({ steps });
    },
    'counter.lie': () => ok({ count: 'many' as unknown as number }),
  };

  add(name: string, by: number): number {
    const count = (this.counters.get(name) ?? 0) + by;
    this.counters.set(name, count);
    this.touch(name);
    return count;
  }

  /** Tells the watchers of a counter that it may have changed, whether it did or not. */
  touch(name: string): void {
    this.seq += 1;
    for (const watcher of this.#watchers) if (watcher.name === name) watcher.onInvalidate();
  }
}

/** A desk, a client and the port between them, which a test may cut and replace. */
export class Connection {
  readonly desk = new CounterDesk();
  readonly reports: ServerReport[] = [];
  readonly dropped: string[] = [];
  readonly client: Client<typeof counterContract>;
  server!: RpcServer;
  clientPort!: Port;
  serverPort!: Port;
  readonly #serveOptions: Partial<ServeOptions<typeof counterContract>>;

  constructor(client: ClientOptions = {}, serveOptions: Partial<ServeOptions<typeof counterContract>> = {}) {
    this.#serveOptions = serveOptions;
    this.client = createClient(counterContract, { onDropped: (name) => this.dropped.push(name), ...client });
  }

  connect(): this {
    const { port1, port2 } = new MessageChannel();
    this.clientPort = fromNodePort(port1);
    this.serverPort = fromNodePort(port2);
    const { desk, reports } = this;
    this.server = serve({
      contract: counterContract,
      handlers: desk.handlers,
      live: desk.live,
      port: this.serverPort,
      report: (report) => reports.push(report),
      ...this.#serveOptions,
    });
    this.client.attach(this.clientPort);
    return this;
  }

  /** Ends the port as a crash would: without an answer to anything under way. */
  async crash(): Promise<void> {
    this.serverPort.close();
    await eventually(() => this.desk.watcherCount === 0);
  }

  dispose(): void {
    this.client.close();
    this.server.close();
  }
}

/** Waits until a condition holds; fails after two seconds. */
export async function eventually(holds: () => boolean): Promise<void> {
  const until = Date.now() + 2000;
  while (!holds()) {
    if (Date.now() > until) throw new Error('the condition never held');
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/** Lets every message that is under way arrive. */
export async function quiet(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 20));
}

/** A promise and the means to resolve it. */
export function gate(): Readonly<{ opened: Promise<void>; open: () => void }> {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
