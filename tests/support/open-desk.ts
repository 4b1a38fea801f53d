import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { CallContext } from '../../src/protocol/rpc/contract';
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

/** A store over a database in memory, with the journal records it wrote. */
export type Desk = {
  readonly store: OpenedStore;
  readonly database: DeskDatabase;
  readonly clock: HandClock;
  readonly journal: Uint8Array[];
  /** Asks for a change as the given agent; throws what went wrong, for tests that expect success. */
  readonly send: <Op extends keyof OpenedStore['handlers']>(op: Op, input: unknown, context?: Partial<CallContext>) => Promise<never>;
  /** Closes the store and opens it again over the same rows, as a restart does. */
  readonly reopen: () => Promise<Desk>;
};

let commands = 0;

/** Makes the context of a call; every command gets an id of its own unless the test gives one. */
export function callContext(context: Partial<CallContext> = {}): CallContext & { readonly commandId: string } {
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

async function openOver(factory: IDBFactory, clock: HandClock): Promise<Desk> {
  const database = new DeskDatabase('carrydesk', { indexedDB: factory, IDBKeyRange });
  const journal: Uint8Array[] = [];
  const store = await openDatabase(database, {
    now: clock.now,
    journal: async (record) => {
      journal.push(record);
    },
  });
  return {
    store,
    database,
    clock,
    journal,
    send: async (op, input, context) => {
      const handler = store.handlers[op] as (input: unknown, context: CallContext) => Promise<{ ok: boolean; value: never; error: unknown }>;
      const result = await handler(input, callContext(context));
      if (!result.ok) throw Object.assign(new Error(JSON.stringify(result.error)), { error: result.error });
      return result.value;
    },
    reopen: async () => {
      await store.drain();
      return openOver(factory, clock);
    },
  };
}
