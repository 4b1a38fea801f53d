import path from 'node:path';

/** Where real input lies, beside the project: it is not part of it, and tests that need it are skipped without it. */
export function sharedData(file: string): string {
  return path.resolve(import.meta.dirname, '../../../shared/data', file);
}
