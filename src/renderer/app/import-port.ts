import type { ImportPort } from '../features/import/import-port';
import type { ShellClient } from './shell-context';

/** The way to import files; null while the shell offers none, and then the window offers none either. */
export function createImportPort(_shell: ShellClient): ImportPort | null {
  return null;
}
