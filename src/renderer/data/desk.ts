import type { AppError } from '../../domain/errors';
import type { Client } from '../../protocol/rpc/client';
import type { CommandName, InputOf, OutputOf, QueryName } from '../../protocol/rpc/contract';
import type { storeContract } from '../../protocol/store';
import { useNotices } from '../state/notices';
import { QueryCache } from './query-cache';

export type StoreContract = typeof storeContract;
export type QueryOp = QueryName<StoreContract>;
type CommandOp = CommandName<StoreContract>;
export type QueryInput<Op extends QueryOp> = InputOf<StoreContract[Op]>;
export type QueryOutput<Op extends QueryOp> = OutputOf<StoreContract[Op]>;
export type CommandInput<Op extends CommandOp> = InputOf<StoreContract[Op]>;
type CommandOutput<Op extends CommandOp> = OutputOf<StoreContract[Op]>;

/** Sends a change. A failure is shown to the person here, once; the caller only learns that there is no answer. */
export type Send = <Op extends CommandOp>(
  op: Op,
  input: CommandInput<Op>,
  options?: SendOptions<CommandOutput<Op>>,
) => Promise<CommandOutput<Op> | undefined>;

type SendOptions<Output> = {
  /** The sentence shown when it is done, with an Undo button where the change can be taken back. */
  readonly done?: string | ((output: Output) => string);
  /** Keeps a failure quiet, for work nobody asked for, such as marking as read. */
  readonly onError?: (error: AppError) => void;
};

/** Asks once, for what is not shown live. */
export type Ask = <Op extends QueryOp>(op: Op, input: QueryInput<Op>) => Promise<QueryOutput<Op> | undefined>;

/** The window's way to the store. */
export type Desk = {
  readonly client: Client<StoreContract>;
  readonly cache: QueryCache;
  readonly send: Send;
  readonly ask: Ask;
};

/** Wraps the client of the store for the window. */
export function createDesk(client: Client<StoreContract>): Desk {
  const send: Send = async (op, input, options = {}) => {
    const result = await client.send(op, input);
    if (!result.ok) {
      (options.onError ?? showError)(result.error);
      return undefined;
    }
    // The panes show the change before anything is built on it.
    await client.whenSeen(result.value.seq);
    if (options.done !== undefined) {
      const text = typeof options.done === 'string' ? options.done : options.done(result.value.value);
      useNotices.getState().show({ text, tone: 'done', commandId: commandIdOf(result.value.value) });
    }
    return result.value.value;
  };
  const ask: Ask = async (op, input) => {
    const result = await client.call(op, input);
    if (result.ok) return result.value.value;
    showError(result.error);
    return undefined;
  };
  return { client, cache: new QueryCache(), send, ask };
}

function showError(error: AppError): void {
  useNotices.getState().show({ text: error.message, tone: 'error', commandId: null });
}

function commandIdOf(value: unknown): string | null {
  const isDone = typeof value === 'object' && value !== null && 'commandId' in value;
  return isDone && typeof value.commandId === 'string' ? value.commandId : null;
}
