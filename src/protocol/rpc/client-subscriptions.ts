import type { AppError } from '../../domain/errors';
import type { ClientMessage, ServerMessage } from './messages';
import { rpcMessages } from './messages-for-people';

/** What a subscriber knows at a moment. */
export type LiveState<T> = Readonly<{
  /** The newest answer; undefined before the first. It stays while a lost port is being replaced. */
  value: T | undefined;
  /** A commit that `value` surely reflects. */
  seq: number;
  /** Counts the different answers of this subscription. */
  revision: number;
  /** True while the value may be out of date because the store cannot be reached. */
  isStale: boolean;
  /** Why the newest read failed; undefined when it succeeded. */
  error: AppError | undefined;
}>;

type Subscribe = Extract<ClientMessage, { type: 'subscribe' }>;
type Listener = (state: LiveState<unknown>) => void;
type Subscription = { readonly message: Subscribe; readonly listener: Listener; state: LiveState<unknown> };

const before: LiveState<unknown> = {
  value: undefined,
  seq: -1,
  revision: 0,
  isStale: false,
  error: undefined,
};

/** The subscriptions of a client; they are told to each new port again. */
export class ClientSubscriptions {
  readonly #post: (message: ClientMessage) => void;
  readonly #subscriptions = new Map<number, Subscription>();

  constructor(post: (message: ClientMessage) => void) {
    this.#post = post;
  }

  /** Starts a subscription, now or with the next port; the error says why there may be none for long. */
  add(message: Subscribe, listener: Listener, error: AppError | undefined): void {
    const subscription = { message, listener, state: before };
    this.#subscriptions.set(message.id, subscription);
    if (error !== undefined) this.#update(subscription, { ...before, isStale: true, error });
    else this.#send(subscription);
  }

  /** Ends a subscription. */
  remove(id: number): void {
    if (this.#subscriptions.delete(id)) this.#post({ type: 'unsubscribe', id });
  }

  /** Forgets all subscriptions without a word, because nobody is left to hear it. */
  clear(): void {
    this.#subscriptions.clear();
  }

  /** Tells a new port about every subscription. */
  resend(): void {
    for (const subscription of this.#all()) this.#send(subscription);
  }

  /** True when every subscription is known to show the given commit, so that nobody need be asked. */
  haveSeen(seq: number): boolean {
    return this.#all().every(({ state }) => !state.isStale && state.seq >= seq);
  }

  /** The port is lost: what is shown stays, marked as possibly out of date. */
  markLost(error: AppError | undefined): void {
    for (const subscription of this.#all()) {
      this.#update(subscription, {
        ...subscription.state,
        isStale: true,
        error: error ?? subscription.state.error,
      });
    }
  }

  /** Takes a message when it belongs to a subscription, and says whether it did. */
  receive(message: ServerMessage): boolean {
    const subscription = this.#subscriptions.get(message.id);
    if (subscription === undefined) return false;
    const { state } = subscription;
    if (message.type === 'error') {
      this.#update(subscription, { ...state, seq: message.seq, isStale: false, error: message.error });
    } else if (message.type === 'next') {
      const { value, seq } = message;
      this.#update(subscription, {
        value,
        seq,
        revision: state.revision + 1,
        isStale: false,
        error: undefined,
      });
    }
    return true;
  }

  /** A copy, because a listener may add or end subscriptions while it is told. */
  #all(): readonly Subscription[] {
    return [...this.#subscriptions.values()];
  }

  #send(subscription: Subscription): void {
    try {
      this.#post(subscription.message);
    } catch {
      // Only an input that cannot be copied makes a port throw; the subscriber learns it like any failed read.
      this.#update(subscription, { ...subscription.state, error: rpcMessages.notSendable() });
    }
  }

  #update(subscription: Subscription, state: LiveState<unknown>): void {
    subscription.state = state;
    subscription.listener(state);
  }
}
