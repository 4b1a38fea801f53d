import { appError, type AppError } from '../domain/errors';
import { diskMessages } from './disk.messages';

/**
 * Turns what `node:fs` threw into an expected failure: `storage_full` when there is no room, `store_unavailable` for
 * everything else that a disk may say. What does not come from the file system is a bug and is thrown on.
 */
export function diskFailure(error: unknown): AppError {
  const { code, syscall } = systemError(error);
  const details = syscall === undefined ? { code } : { code, syscall };
  if (fullCodes.has(code)) return appError('storage_full', diskMessages.full, details);
  return appError('store_unavailable', sentenceFor(code), details);
}

const fullCodes: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT']);
const readOnlyCodes: ReadonlySet<string> = new Set(['EROFS', 'EACCES', 'EPERM']);
const goneCodes: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'ENODEV', 'ENXIO', 'ESTALE']);

/** Codes of the operating system; Node's own (`ERR_INVALID_ARG_TYPE` and the like) tell of a wrong call. */
const systemCode = /^(?:E[A-Z0-9]+|UNKNOWN)$/;

function systemError(error: unknown): { readonly code: string; readonly syscall: string | undefined } {
  if (!(error instanceof Error) || !('code' in error)) throw error;
  const { code } = error;
  if (typeof code !== 'string' || !systemCode.test(code)) throw error;
  const syscall = 'syscall' in error && typeof error.syscall === 'string' ? error.syscall : undefined;
  return { code, syscall };
}

function sentenceFor(code: string): string {
  if (readOnlyCodes.has(code)) return diskMessages.readOnly;
  if (goneCodes.has(code)) return diskMessages.gone;
  return diskMessages.broken(code);
}
