import { appError, type AppError } from '../../domain/errors';
import { storeMessages } from '../messages';

/** Turns what the database threw into an expected failure; anything else is a bug and is thrown on. */
export function storageFailure(problem: unknown): AppError {
  if (problem === 'closing') return appError('store_unavailable', storeMessages.closing);
  const names = namesOf(problem);
  if (names.some((name) => name === 'QuotaExceededError'))
    return appError('storage_full', storeMessages.full);
  if (isOfStorage(problem)) return appError('store_unavailable', storeMessages.unavailable, { names });
  throw problem;
}

/** Whether the database threw this for where it lies, and not for what it was asked. */
export function isOfStorage(problem: unknown): boolean {
  return namesOf(problem).some((name) => storageNames.has(name));
}

const storageNames: ReadonlySet<string> = new Set([
  'QuotaExceededError',
  'DatabaseClosedError',
  'InvalidStateError',
  'AbortError',
  'UnknownError',
  'OpenFailedError',
  'TransactionInactiveError',
  'TimeoutError',
]);

/** The names of an error and of what caused it: Dexie wraps the database's own, and many of them for many rows. */
function namesOf(problem: unknown): readonly string[] {
  if (typeof problem !== 'object' || problem === null) return [];
  const { name, inner, failures } = problem as { name?: unknown; inner?: unknown; failures?: unknown };
  const causes = [...(inner === problem ? [] : [inner]), ...(Array.isArray(failures) ? failures : [])];
  return [...new Set([...(typeof name === 'string' ? [name] : []), ...causes.flatMap(namesOf)])];
}
