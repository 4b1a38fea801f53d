import type { AppError } from './errors';

/** An expected outcome: a value, or an error that a person can act on. Bugs throw instead. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: AppError };

/** Wraps a value as a successful result. */
export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** Wraps an error as a failed result. */
export function failure(error: AppError): Result<never> {
  return { ok: false, error };
}
