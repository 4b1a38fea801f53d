import type { AppError } from '../../domain/errors';
import { failure, ok, type Result } from '../../domain/result';
import { type ClientMessage, Progress, type ServerMessage } from './messages';
import { rpcMessages } from './messages-for-people';
import type { CallSignal, Timers } from './runtime';

type Answered = Result<Readonly<{ value: unknown; seq: number }>>;

type StartOptions = Readonly<{
  timeoutMs: number;
  signal?: CallSignal;
  onProgress?: (progress: Progress) => void;
}>;

type Pending = Readonly<{
  message: ClientMessage;
  settle: (result: Answered) => void;
  onProgress: (progress: Progress) => void;
}>;

type PendingCallsOptions = Readonly<{ post: (message: ClientMessage) => void; timers: Timers }>;

/** The calls that wait for their answer, in the order in which they were made. */
export class PendingCalls {
  readonly #options: PendingCallsOptions;
  readonly #pending = new Map<number, Pending>();

  constructor(options: PendingCallsOptions) {
    this.#options = options;
  }

  /** Sends a call, now or with the next port, and resolves with its answer; it never rejects. */
  start(message: ClientMessage, options: StartOptions): Promise<Answered> {
    if (options.signal?.aborted === true) return Promise.resolve(failure(rpcMessages.cancelled()));
    return new Promise((resolve) => {
      const { timers } = this.#options;
      const giveUp = (error: AppError): void => {
        this.#postQuietly({ type: 'cancel', id: message.id });
        this.#settle(message.id, failure(error));
      };
      const startTimer = (): unknown =>
        options.timeoutMs > 0
          ? timers.setTimeout(() => giveUp(rpcMessages.timedOut()), options.timeoutMs)
          : undefined;
      let timer = startTimer();
      const onAbort = (): void => giveUp(rpcMessages.cancelled());
      options.signal?.addEventListener('abort', onAbort);
      this.#pending.set(message.id, {
        message,
        settle(result) {
          timers.clearTimeout(timer);
          options.signal?.removeEventListener('abort', onAbort);
          resolve(result);
        },
        onProgress(progress) {
          timers.clearTimeout(timer);
          timer = startTimer();
          options.onProgress?.(progress);
        },
      });
      this.#send(message);
    });
  }

  /** Takes an answer; ids it does not know are answers to calls that were given up. */
  receive(message: ServerMessage): void {
    switch (message.type) {
      case 'ok':
        return this.#settle(message.id, ok({ value: message.value, seq: message.seq }));
      case 'error':
        return this.#settle(message.id, failure(message.error));
      case 'next': {
        const progress = Progress.safeParse(message.value);
        if (progress.success) this.#pending.get(message.id)?.onProgress(progress.data);
      }
    }
  }

  /** Sends everything that waits through the new port. */
  resend(): void {
    for (const { message } of this.#pending.values()) this.#send(message);
  }

  /** Answers everything that waits with an error. */
  rejectAll(error: AppError): void {
    this.rejectWhere(() => true, error);
  }

  /** Answers some of what waits with an error. */
  rejectWhere(matches: (message: ClientMessage) => boolean, error: AppError): void {
    for (const { message } of this.#pending.values())
      if (matches(message)) this.#settle(message.id, failure(error));
  }

  #settle(id: number, result: Answered): void {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    pending?.settle(result);
  }

  #send(message: ClientMessage): void {
    try {
      this.#options.post(message);
    } catch {
      // Only an input that cannot be copied makes a port throw; the caller gets it as an answer.
      this.#settle(message.id, failure(rpcMessages.notSendable()));
    }
  }

  #postQuietly(message: ClientMessage): void {
    if (this.#pending.has(message.id)) this.#options.post(message);
  }
}
