import { failure, type Result } from '../../domain/result';
import { ClientSubscriptions, type LiveState } from './client-subscriptions';
import type { CommandName, Contract, InputOf, OutputOf, QueryName } from './contract';
import { type ClientMessage, nameOfMessage, type Progress, ServerMessage } from './messages';
import { rpcMessages } from './messages-for-people';
import { PendingCalls } from './pending-calls';
import type { Dispose, Port } from './ports';
import { type CallSignal, randomCommandId, systemTimers, type Timers } from './runtime';

/** An answer and the commit that it surely reflects. */
export type Answer<T> = Readonly<{ value: T; seq: number }>;

/** How one call may differ from the others. */
type CallOptions = Readonly<{
  signal?: CallSignal;
  /** Zero waits for ever; each step of progress starts it again. */
  timeoutMs?: number;
  onProgress?: (progress: Progress) => void;
  /** Who asks, where it is not the one who usually does. */
  actorId?: string;
}>;

/** A command may name its id, so that a caller can repeat it after an error without doing it twice. */
type SendOptions = CallOptions & Readonly<{ commandId?: string }>;

/** The asking end of a contract. It outlives its ports. */
export type Client<C extends Contract> = Readonly<{
  /** Asks a query once. */
  call: <Name extends QueryName<C>>(
    op: Name,
    input: InputOf<C[Name]>,
    options?: CallOptions,
  ) => Promise<Result<Answer<OutputOf<C[Name]>>>>;
  /** Sends a command; after a lost port it is sent again under the same id. */
  send: <Name extends CommandName<C>>(
    op: Name,
    input: InputOf<C[Name]>,
    options?: SendOptions,
  ) => Promise<Result<Answer<OutputOf<C[Name]>>>>;
  /** Asks a query and keeps telling its newest answer, across lost ports, until disposed. */
  subscribe: <Name extends QueryName<C>>(
    op: Name,
    input: InputOf<C[Name]>,
    listener: (state: LiveState<OutputOf<C[Name]>>) => void,
  ) => Dispose;
  /** Resolves when every subscription shows at least the given commit, so that a person sees what they did. */
  whenSeen: (seq: number) => Promise<void>;
  /** Uses this port from now on: subscriptions and unanswered calls move over to it. */
  attach: (port: Port) => void;
  /** No new port is expected: everything that waits, and all that follows, is answered `store_unavailable`. */
  markUnavailable: () => void;
  /** Drops the port and answers everything that still waits. */
  close: () => void;
}>;

/** What a client needs from its surroundings. */
export type ClientOptions = Readonly<{
  /** Who acts; asked for each message, because a window may change its agent. */
  actorId?: () => string;
  newCommandId?: () => string;
  /** `keep` (the default) holds calls while the port is lost and sends them again; `reject` refuses queries. */
  whileDetached?: 'keep' | 'reject';
  timeoutMs?: number;
  timers?: Timers;
  /** Told the name of a message that was not understood. */
  onDropped?: (name: string) => void;
}>;

const defaultTimeoutMs = 30_000;

/** Makes the asking end of a contract; it starts to talk when a port is attached. */
export function createClient<C extends Contract>(_contract: C, options: ClientOptions = {}): Client<C> {
  const client = new PortClient(options);
  const newCommandId = options.newCommandId ?? randomCommandId;
  const untyped = {
    call: (op: string, input: unknown, call: CallOptions = {}) => client.request(op, input, call, undefined),
    send: (op: string, input: unknown, call: SendOptions = {}) =>
      client.request(op, input, call, call.commandId ?? newCommandId()),
    subscribe: (op: string, input: unknown, listener: (state: LiveState<unknown>) => void) =>
      client.subscribe(op, input, listener),
    whenSeen: (seq: number) => client.whenSeen(seq),
    attach: (port: Port) => client.attach(port),
    markUnavailable: () => client.markUnavailable(),
    close: () => client.close(),
  };
  // Answers are not validated on the way back: the contract that both ends share is what types them.
  return untyped as unknown as Client<C>;
}

class PortClient {
  readonly #options: ClientOptions;
  readonly #calls: PendingCalls;
  readonly #subscriptions: ClientSubscriptions;
  #port: Port | undefined;
  #disposers: readonly Dispose[] = [];
  #isUnavailable = false;
  #lastId = 0;

  constructor(options: ClientOptions) {
    const post = (message: ClientMessage): void => this.#port?.post(message);
    this.#options = options;
    this.#calls = new PendingCalls({ post, timers: options.timers ?? systemTimers });
    this.#subscriptions = new ClientSubscriptions(post);
  }

  request(
    op: string,
    input: unknown,
    call: CallOptions,
    commandId: string | undefined,
  ): Promise<Result<Answer<unknown>>> {
    const actorId = call.actorId ?? this.#actorId();
    const message = { type: 'call', id: this.#nextId(), op, input, actorId } as const;
    return this.#start(commandId === undefined ? message : { ...message, commandId }, call);
  }

  subscribe(op: string, input: unknown, listener: (state: LiveState<unknown>) => void): Dispose {
    const id = this.#nextId();
    const error = this.#isUnavailable ? rpcMessages.unavailable() : undefined;
    this.#subscriptions.add({ type: 'subscribe', id, op, input, actorId: this.#actorId() }, listener, error);
    return () => this.#subscriptions.remove(id);
  }

  async whenSeen(seq: number): Promise<void> {
    if (this.#subscriptions.haveSeen(seq)) return;
    await this.#start({ type: 'settle', id: this.#nextId(), seq }, {});
  }

  attach(port: Port): void {
    const former = this.#port;
    this.#detach();
    // The former port may still live; closing it ends what the server keeps running for it.
    former?.close();
    this.#port = port;
    this.#isUnavailable = false;
    this.#disposers = [port.onClose(() => this.#lost()), port.onMessage((message) => this.#receive(message))];
    // Subscriptions first: a waiting `settle` must find them.
    this.#subscriptions.resend();
    this.#calls.resend();
  }

  markUnavailable(): void {
    this.#detach();
    this.#isUnavailable = true;
    this.#calls.rejectAll(rpcMessages.unavailable());
    this.#subscriptions.markLost(rpcMessages.unavailable());
  }

  close(): void {
    const port = this.#port;
    this.#detach();
    this.#isUnavailable = true;
    this.#calls.rejectAll(rpcMessages.unavailable());
    this.#subscriptions.clear();
    port?.close();
  }

  #start(message: ClientMessage, call: CallOptions): Promise<Result<Answer<unknown>>> {
    const mustRefuse =
      this.#isUnavailable || (this.#port === undefined && this.#rejectsWhileDetached(message));
    if (mustRefuse) return Promise.resolve(failure(rpcMessages.unavailable()));
    const timeoutMs = call.timeoutMs ?? this.#options.timeoutMs ?? defaultTimeoutMs;
    return this.#calls.start(message, { ...call, timeoutMs });
  }

  #lost(): void {
    this.#detach();
    this.#subscriptions.markLost(undefined);
    this.#calls.rejectWhere((message) => this.#rejectsWhileDetached(message), rpcMessages.unavailable());
  }

  #rejectsWhileDetached(message: ClientMessage): boolean {
    const isCommand = message.type === 'call' && message.commandId !== undefined;
    return this.#options.whileDetached === 'reject' && !isCommand;
  }

  #detach(): void {
    for (const dispose of this.#disposers) dispose();
    this.#disposers = [];
    this.#port = undefined;
  }

  #receive(raw: unknown): void {
    const parsed = ServerMessage.safeParse(raw);
    if (!parsed.success) return this.#options.onDropped?.(nameOfMessage(raw));
    // An id that neither knows belongs to something cancelled while its answer was under way.
    if (!this.#subscriptions.receive(parsed.data)) this.#calls.receive(parsed.data);
  }

  #nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  #actorId(): string {
    return this.#options.actorId?.() ?? '';
  }
}
