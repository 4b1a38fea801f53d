import { z } from 'zod';

/**
 * The closed list of expected failures. Every boundary (process, file, network) speaks only these,
 * so that a window can decide what to do by code and show the sentence as it is.
 */
const errorCodes = [
  'invalid_input',
  'not_found',
  'conflict',
  'forbidden',
  'unauthenticated',
  'offline',
  'storage_full',
  'store_unavailable',
  'timeout',
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** An expected failure as data: it crosses process boundaries, so it is never an Error instance. */
export const AppError = z.object({
  code: z.enum(errorCodes),
  /** One sentence for a person: what went wrong and what to do next. */
  message: z.string(),
  /** True when the same request may succeed later without being changed. */
  retryable: z.boolean(),
  /** Where it went wrong and with what, for programs; never ticket text. */
  details: z.record(z.string(), z.unknown()).optional(),
});

export type AppError = z.infer<typeof AppError>;

const retryableCodes: ReadonlySet<ErrorCode> = new Set([
  'offline',
  'storage_full',
  'store_unavailable',
  'timeout',
]);

/** Makes an expected failure; whether it is worth a retry follows from the code. */
export function appError(code: ErrorCode, message: string, details?: Record<string, unknown>): AppError {
  const retryable = retryableCodes.has(code);
  return details === undefined ? { code, message, retryable } : { code, message, retryable, details };
}
