import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { AppError } from '../../src/domain/errors';
import { ok, type Result } from '../../src/domain/result';
import type { Journal } from '../../src/durable/journal/journal';
import { hostContract } from '../../src/protocol/host';
import type { CallContext, Operation } from '../../src/protocol/rpc/contract';
import { storeContract } from '../../src/protocol/store';
import type { OpenedStore } from '../../src/store/serve';
import { DeskDatabase } from '../../src/store/database';
import { openDatabase } from '../../src/store/open-store';

/** A clock that only moves when a test says so; it starts on a day in 2026. */
export class HandClock {
  time = Date.UTC(2026, 0, 15, 9, 0, 0);

  readonly now = (): number => this.time;

  advance(milliseconds: number): void {
    this.time += milliseconds;
  }
}

type StoreOp = keyof OpenedStore['handlers'];

type HostOp = keyof OpenedStore['hostHandlers'];

/** A store over a database in memory, with the journal records it wrote. */
export type Desk = {
  readonly store: OpenedStore;
  readonly database: DeskDatabase;
  readonly clock: HandClock;
  /** Every record since the desk was new, those from before a restart included. */
  readonly journal: Uint8Array[];
  /** Asks for a change as the given agent; throws what went wrong, for tests that expect success. */
  readonly send: <Op extends StoreOp>(
    op: Op,
    input: unknown,
    context?: Partial<CallContext>,
  ) => Promise<never>;
  /** The same, but hands an expected failure back. */
  readonly ask: <Op extends StoreOp>(
    op: Op,
    input: unknown,
    context?: Partial<CallContext>,
  ) => Promise<Result<never>>;
  /** Asks what only main may ask; throws what went wrong. */
  readonly host: <Op extends HostOp>(
    op: Op,
    input: unknown,
    context?: Partial<CallContext>,
  ) => Promise<never>;
  /** The expected failure of a request, for tests that expect one. */
  readonly failureOf: <Op extends StoreOp>(
    op: Op,
    input: unknown,
    context?: Partial<CallContext>,
  ) => Promise<AppError>;
  /** Closes the store and opens it again over the same rows, as a restart does. */
  readonly reopen: () => Promise<Desk>;
};

let commands = 0;

/** Makes the context of a call; every command gets an id of its own unless the test gives one. */
export function callContext(
  context: Partial<CallContext> = {},
): CallContext & { readonly commandId: string } {
  commands += 1;
  return {
    signal: new AbortController().signal,
    actorId: '',
    progress: () => undefined,
    commandId: `command-${commands}`,
    ...context,
  };
}

/** Opens a new desk over an empty database of its own. */
export async function openDesk(clock = new HandClock()): Promise<Desk> {
  return openOver(new IDBFactory(), clock);
}

/** Opens the database named as every desk's is, in a factory that holds it. */
export function databaseIn(factory: IDBFactory): DeskDatabase {
  return new DeskDatabase('carrydesk', { indexedDB: factory, IDBKeyRange });
}

type Handler = (input: unknown, context: CallContext) => Promise<Result<never>>;

/** Opens a desk over a database that is there already; its records go to a journal on the disk too, where one is given. */
export async function openOver(
  factory: IDBFactory,
  clock: HandClock,
  journal: Uint8Array[] = [],
  onDisk?: Pick<Journal, 'append'>,
): Promise<Desk> {
  const database = databaseIn(factory);
  const store = await openDatabase(database, {
    now: clock.now,
    journal: async (record, seq) => {
      journal.push(record);
      return onDisk === undefined ? ok(null) : onDisk.append({ seq, bytes: record });
    },
  });
  const ask: Desk['ask'] = (op, input, context) =>
    call(storeContract[op], store.handlers[op] as Handler, input, context);
  return {
    store,
    database,
    clock,
    journal,
    ask,
    send: async (op, input, context) => valueOf(await ask(op, input, context)),
    host: async (op, input, context) =>
      valueOf(await call(hostContract[op], store.hostHandlers[op] as Handler, input, context)),
    failureOf: async (op, input, context) => {
      const result = await ask(op, input, context);
      if (result.ok) throw new Error(`${op} succeeded.`);
      return result.error;
    },
    reopen: async () => {
      await store.drain();
      return openOver(factory, clock, journal, onDisk);
    },
  };
}

/** Input and output are checked as the port between processes checks them. */
async function call(
  operation: Operation,
  handler: Handler,
  input: unknown,
  context?: Partial<CallContext>,
): Promise<Result<never>> {
  const result = await handler(operation.input.parse(input), callContext(context));
  if (result.ok) operation.output.parse(result.value);
  return result;
}

function valueOf(result: Result<never>): never {
  if (!result.ok) throw Object.assign(new Error(JSON.stringify(result.error)), { error: result.error });
  return result.value;
}
