import type { z } from 'zod';
import type { AppError } from '../../domain/errors';
import { failure, ok, type Result } from '../../domain/result';
import type { CallContext, Contract, Handlers, Operation } from './contract';
import { LiveQuery, type LiveSource, unchanging } from './live';
import { ClientMessage, nameOfMessage, type ServerMessage } from './messages';
import { rpcMessages } from './messages-for-people';
import type { Port } from './ports';
import { type Abort, createAbort } from './runtime';

/** Something a maintainer may want to see in a log; it never holds what a person typed. */
export type ServerReport =
  | Readonly<{ kind: 'message_dropped'; name: string; dropped: number }>
  | Readonly<{ kind: 'handler_failed'; op: string; error: unknown }>
  | Readonly<{ kind: 'output_invalid'; op: string; paths: readonly string[] }>;

/** What one end needs to answer the requests of a contract on one port. */
export type ServeOptions<C extends Contract> = Readonly<{
  contract: C;
  handlers: Handlers<C>;
  port: Port;
  /** Where subscriptions hang; left out where no answer changes by itself. */
  live?: LiveSource;
  /** Checks every answer too; for tests and development. */
  validateOutputs?: boolean;
  report?: (report: ServerReport) => void;
}>;

/** The answering end of a port. */
export type RpcServer = Readonly<{
  /** Refuses new commands and resolves when the running ones were answered; queries go on. */
  drain: () => Promise<void>;
  /** Stops answering and closes the port. */
  close: () => void;
}>;

/** Answers the requests of a contract on one port, until the port closes. */
export function serve<C extends Contract>(options: ServeOptions<C>): RpcServer {
  const server = new PortServer(options);
  return { drain: () => server.drain(), close: () => server.close() };
}

type AnyHandler = (input: unknown, context: CallContext) => Result<unknown> | Promise<Result<unknown>>;
type Call = Extract<ClientMessage, { type: 'call' }>;
type Subscribe = Extract<ClientMessage, { type: 'subscribe' }>;
type Request = Call | Subscribe;
type Running = Readonly<{ abort: Abort; isCommand: boolean; done: Promise<void> }>;
type Subscription = Readonly<{ query: LiveQuery; abort: Abort; unwatch: () => void }>;

class PortServer<C extends Contract> {
  readonly #options: ServeOptions<C>;
  readonly #live: LiveSource;
  readonly #running = new Map<number, Running>();
  readonly #subscriptions = new Map<number, Subscription>();
  readonly #disposers: readonly (() => void)[];
  #dropped = 0;
  #isDraining = false;
  #isClosed = false;

  constructor(options: ServeOptions<C>) {
    this.#options = options;
    this.#live = options.live ?? unchanging;
    this.#disposers = [
      options.port.onClose(() => this.#end()),
      options.port.onMessage((message) => this.#receive(message)),
    ];
  }

  async drain(): Promise<void> {
    this.#isDraining = true;
    await Promise.all([...this.#running.values()].filter((call) => call.isCommand).map((call) => call.done));
  }

  close(): void {
    this.#end();
    this.#options.port.close();
  }

  /** Nobody listens any more: queries stop, while a command that a person sent is still carried out. */
  #end(): void {
    this.#isClosed = true;
    for (const dispose of this.#disposers) dispose();
    for (const call of this.#running.values()) if (!call.isCommand) call.abort.abort();
    for (const id of this.#subscriptions.keys()) this.#unsubscribe(id);
  }

  #receive(raw: unknown): void {
    const parsed = ClientMessage.safeParse(raw);
    if (!parsed.success) return this.#drop(raw);
    const message = parsed.data;
    switch (message.type) {
      case 'call':
        return this.#call(message);
      case 'subscribe':
        return this.#subscribe(message);
      case 'unsubscribe':
        return this.#unsubscribe(message.id);
      case 'cancel':
        return this.#running.get(message.id)?.abort.abort();
      case 'settle':
        return void this.#settle(message.id);
    }
  }

  #drop(raw: unknown): void {
    this.#dropped += 1;
    this.#options.report?.({ kind: 'message_dropped', name: nameOfMessage(raw), dropped: this.#dropped });
  }

  #call(message: Call): void {
    if (this.#running.has(message.id)) return this.#drop(message);
    const operation = this.#operation(message.op);
    const refusal = this.#refusal(operation, message);
    if (operation === undefined || refusal !== undefined) {
      return this.#answer(message.id, failure(refusal ?? rpcMessages.unknownOperation()), this.#live.seq());
    }
    const abort = createAbort();
    const isCommand = operation.kind === 'command';
    // Started in a later turn, so that the call is known before its handler can report progress.
    const done = Promise.resolve().then(() => this.#run(message, operation, abort));
    this.#running.set(message.id, { abort, isCommand, done });
  }

  #refusal(operation: Operation | undefined, message: Call): AppError | undefined {
    if (operation?.kind !== 'command') return undefined;
    if (message.commandId === undefined) return rpcMessages.commandWithoutId();
    return this.#isDraining ? rpcMessages.closing() : undefined;
  }

  async #run(message: Call, operation: Operation, abort: Abort): Promise<void> {
    const seqBefore = this.#live.seq();
    const input = parseInput(operation, message.input);
    const result = input.ok ? await this.#handle(message, operation, input.value, abort) : input;
    this.#running.delete(message.id);
    // The one who cancelled no longer knows the id.
    if (abort.signal.aborted) return;
    this.#answer(message.id, result, operation.kind === 'command' ? this.#live.seq() : seqBefore);
  }

  async #handle(
    message: Request,
    operation: Operation,
    input: unknown,
    abort: Abort,
  ): Promise<Result<unknown>> {
    try {
      const result = await this.#handler(message.op)(input, this.#context(message, abort));
      return this.#checked(message.op, operation, result);
    } catch (error) {
      if (!abort.signal.aborted) this.#options.report?.({ kind: 'handler_failed', op: message.op, error });
      return failure(rpcMessages.internal());
    }
  }

  #checked(op: string, operation: Operation, result: Result<unknown>): Result<unknown> {
    if (this.#options.validateOutputs !== true || !result.ok) return result;
    const output = operation.output.safeParse(result.value);
    if (output.success) return result;
    this.#options.report?.({ kind: 'output_invalid', op, paths: pathsOf(output.error) });
    return failure(rpcMessages.internal());
  }

  #context(message: Request, abort: Abort): CallContext {
    let revision = 0;
    const progress = (done: number, total: number, label: string): void => {
      if (message.type !== 'call' || abort.signal.aborted || !this.#running.has(message.id)) return;
      revision += 1;
      this.#post({
        type: 'next',
        id: message.id,
        value: { done, total, label },
        seq: this.#live.seq(),
        revision,
      });
    };
    const context = { signal: abort.signal, actorId: message.actorId, progress };
    return message.type === 'call' && message.commandId !== undefined
      ? { ...context, commandId: message.commandId }
      : context;
  }

  #subscribe(message: Subscribe): void {
    if (this.#subscriptions.has(message.id)) return this.#drop(message);
    const operation = this.#operation(message.op);
    const isQuery = operation?.kind === 'query';
    const input = isQuery ? parseInput(operation, message.input) : failure(rpcMessages.unknownOperation());
    if (!isQuery || !input.ok) return this.#answer(message.id, input, this.#live.seq());
    const abort = createAbort();
    const query = new LiveQuery({
      read: () => this.#handle(message, operation, input.value, abort),
      seq: this.#live.seq,
      deliver: (result, seq, revision) => this.#next(message.id, result, seq, revision),
    });
    const unwatch = this.#live.watch(message.op, input.value, () => query.invalidate());
    this.#subscriptions.set(message.id, { query, abort, unwatch });
  }

  #next(id: number, result: Result<unknown>, seq: number, revision: number): void {
    if (result.ok) this.#post({ type: 'next', id, value: result.value, seq, revision });
    else this.#answer(id, result, seq);
  }

  #unsubscribe(id: number): void {
    const subscription = this.#subscriptions.get(id);
    if (subscription === undefined) return;
    this.#subscriptions.delete(id);
    subscription.unwatch();
    subscription.query.stop();
    subscription.abort.abort();
  }

  async #settle(id: number): Promise<void> {
    const seq = this.#live.seq();
    await Promise.all([...this.#subscriptions.values()].map((subscription) => subscription.query.settled()));
    this.#post({ type: 'ok', id, value: null, seq });
  }

  #operation(op: string): Operation | undefined {
    return Object.hasOwn(this.#options.contract, op) ? this.#options.contract[op] : undefined;
  }

  #handler(op: string): AnyHandler {
    // The compiler paired each handler with its schema; at run time the name is what pairs them.
    return (this.#options.handlers as unknown as Readonly<Record<string, AnyHandler>>)[op] as AnyHandler;
  }

  #answer(id: number, result: Result<unknown>, seq: number): void {
    if (result.ok) this.#post({ type: 'ok', id, value: result.value, seq });
    else this.#post({ type: 'error', id, error: result.error, seq });
  }

  #post(message: ServerMessage): void {
    if (this.#isClosed) return;
    try {
      this.#options.port.post(message);
    } catch (error) {
      // An answer that cannot be copied is a bug of the handler; the caller must not wait for it.
      this.#options.report?.({ kind: 'handler_failed', op: message.type, error });
      this.#options.port.post({
        type: 'error',
        id: message.id,
        error: rpcMessages.internal(),
        seq: message.seq,
      });
    }
  }
}

function parseInput(operation: Operation, raw: unknown): Result<unknown> {
  const input = operation.input.safeParse(raw);
  return input.success ? ok(input.data) : failure(rpcMessages.invalidInput(pathsOf(input.error)));
}

function pathsOf(error: z.core.$ZodError): readonly string[] {
  return [...new Set(error.issues.map((issue) => issue.path.join('.') || '(whole)'))];
}
