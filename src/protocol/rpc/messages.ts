import { z } from 'zod';
import { AppError } from '../../domain/errors';

const id = z.int().nonnegative();
const seq = z.int().nonnegative();
const actorId = z.string().max(200);

/**
 * What a client sends. `settle` is answered as soon as every subscription of the port shows at least what
 * was committed when it arrived: that is how a window reads its own writes without a message for each commit.
 */
export const ClientMessage = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('call'),
    id,
    op: z.string(),
    input: z.unknown(),
    actorId,
    /** Given on commands only; kept through every retry. */
    commandId: z.uuid().optional(),
  }),
  z.object({ type: z.literal('subscribe'), id, op: z.string(), input: z.unknown(), actorId }),
  z.object({ type: z.literal('unsubscribe'), id }),
  z.object({ type: z.literal('cancel'), id }),
  z.object({ type: z.literal('settle'), id, seq }),
]);

export type ClientMessage = Readonly<z.infer<typeof ClientMessage>>;

/**
 * What a server sends. `next` is a new value of a subscription, or, on a call, a step of its progress;
 * `error` ends a call, while a subscription lives on after it. `seq` is a commit that the answer surely reflects.
 */
export const ServerMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ok'), id, value: z.unknown(), seq }),
  z.object({ type: z.literal('error'), id, error: AppError, seq }),
  z.object({ type: z.literal('next'), id, value: z.unknown(), seq, revision: z.int().positive() }),
]);

export type ServerMessage = Readonly<z.infer<typeof ServerMessage>>;

/** How far a long call has come. */
export const Progress = z.object({ done: z.number(), total: z.number(), label: z.string() });

export type Progress = Readonly<z.infer<typeof Progress>>;

const knownTypes: ReadonlySet<unknown> = new Set([
  'call',
  'subscribe',
  'unsubscribe',
  'cancel',
  'settle',
  'ok',
  'error',
  'next',
]);

/** Names a dropped message for a log without repeating anything that a person could have typed. */
export function nameOfMessage(message: unknown): string {
  const type =
    typeof message === 'object' && message !== null && 'type' in message ? message.type : undefined;
  return knownTypes.has(type) ? String(type) : 'unknown';
}
