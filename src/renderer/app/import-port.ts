import type { ImportPort } from '../features/import/import-port';
import { ok } from '../../domain/result';
import type { Desk } from '../data/desk';
import type { ShellClient } from './shell-context';

/** The way to import files: main reads them, the store takes them in, and takes them back. */
export function createImportPort(shell: ShellClient, { client }: Desk): ImportPort {
  let running: AbortController | null = null;
  return {
    choose: async () => {
      const chosen = await shell.send('file.choose', { purpose: 'import' }, { timeoutMs: 0 });
      return chosen.ok ? ok(chosen.value.value) : chosen;
    },
    run: async (file, onProgress) => {
      running = new AbortController();
      const options = { timeoutMs: 0, signal: running.signal, onProgress };
      const done = await shell.send('import.start', { handle: file.handle }, options);
      return done.ok ? ok(done.value.value) : done;
    },
    stop: () => running?.abort(),
    undo: async (batch) => {
      const done = await client.send('import.undo', { batch }, { timeoutMs: 0 });
      return done.ok ? ok(done.value.value) : done;
    },
  };
}
