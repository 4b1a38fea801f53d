import path from 'node:path';
import { appError, type AppError } from '../../domain/errors';
import { recordFileMessages as messages } from './record-file.messages';

/** Why a file cannot be used: bytes changed or missing, none of ours, ours but not such a one, or of a later format. */
type Flaw = 'damaged' | 'foreign' | 'otherKind' | 'newer';

/**
 * Thrown while a file is read, because an iterator has no other way to say that what follows cannot be trusted. Those
 * who read turn it into an expected failure with `damageFailure`.
 */
export class DamagedFile extends Error {
  readonly file: string;
  /** Where in the file, in bytes: the beginning of the frame that does not check. */
  readonly position: number;
  /** What does not check, for programs and tests. */
  readonly what: string;
  readonly flaw: Flaw;

  constructor(file: string, position: number, what: string, flaw: Flaw = 'damaged') {
    super(`${path.basename(file)}: ${what} at byte ${position}`);
    this.name = 'DamagedFile';
    this.file = file;
    this.position = position;
    this.what = what;
    this.flaw = flaw;
  }
}

/** The expected failure, `invalid_input`, for a file that cannot be used; `details` say where and what. */
export function damageFailure({ file, position, what, flaw }: DamagedFile): AppError {
  const name = path.basename(file);
  const sentence = flaw === 'damaged' ? messages.damaged(name, position) : messages[flaw](name);
  return appError('invalid_input', sentence, { file, position, what, flaw });
}
