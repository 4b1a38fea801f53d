import type { z } from 'zod';
import type { Result } from '../../domain/result';
import type { CallSignal } from './runtime';

type Kind = 'query' | 'command';

/** One named request of a contract: what goes in, what comes out, and whether it changes anything. */
export type Operation<
  OperationKind extends Kind = Kind,
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
> = Readonly<{ kind: OperationKind; input: Input; output: Output }>;

/** Everything that one process may ask of another, by name. */
export type Contract = Readonly<Record<string, Operation>>;

/** Declares a request that reads: it may be called, subscribed to, and repeated freely. */
export function query<Input extends z.ZodType, Output extends z.ZodType>(
  input: Input,
  output: Output,
): Operation<'query', Input, Output> {
  return { kind: 'query', input, output };
}

/** Declares a request that changes something: every call carries a command id, under which it is done once. */
export function command<Input extends z.ZodType, Output extends z.ZodType>(
  input: Input,
  output: Output,
): Operation<'command', Input, Output> {
  return { kind: 'command', input, output };
}

type NamesOf<C extends Contract, Wanted extends Kind> = {
  [Name in keyof C & string]: C[Name]['kind'] extends Wanted ? Name : never;
}[keyof C & string];

/** The names of the reading requests of a contract. */
export type QueryName<C extends Contract> = NamesOf<C, 'query'>;

/** The names of the changing requests of a contract. */
export type CommandName<C extends Contract> = NamesOf<C, 'command'>;

/** What a caller passes to a request. */
export type InputOf<Op extends Operation> = z.input<Op['input']>;

/** What a request answers. */
export type OutputOf<Op extends Operation> = z.output<Op['output']>;

/** What a handler learns about the call that it serves. */
export type CallContext = Readonly<{
  /** Fires when nobody waits any more; a query should stop then, a command may finish. */
  signal: CallSignal;
  /** Who asks; an agent id, or the empty string where the process itself asks. */
  actorId: string;
  /** Present on commands: the same id means the same command, which must not be done twice. */
  commandId?: string;
  /** Tells the caller how far a long call has come. */
  progress: (done: number, total: number, label: string) => void;
}>;

/** Serves one request. The input was validated; an expected failure is returned, only a bug is thrown. */
type Handler<Op extends Operation, Context extends CallContext = CallContext> = (
  input: z.output<Op['input']>,
  context: Op['kind'] extends 'command' ? Context & { readonly commandId: string } : Context,
) => Result<OutputOf<Op>> | Promise<Result<OutputOf<Op>>>;

/** One handler for each request: a forgotten one does not compile (`satisfies Handlers<typeof contract>`). */
export type Handlers<C extends Contract, Context extends CallContext = CallContext> = {
  readonly [Name in keyof C]: Handler<C[Name], Context>;
};
