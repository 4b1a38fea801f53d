import { ok } from '../../domain/result';
import type { BackupPort } from '../features/backup/backup-port';
import type { ShellClient } from './shell-context';

/** The way to backups: main reads and writes the files that a person chooses. */
export function createBackupPort(shell: ShellClient): BackupPort {
  let running: AbortController | null = null;
  const begin = (onProgress: Parameters<BackupPort['make']>[1]) => {
    running = new AbortController();
    return { timeoutMs: 0, signal: running.signal, onProgress };
  };
  const untimed = { timeoutMs: 0 } as const;
  return {
    watch: (listener) =>
      shell.subscribe('backup.status', {}, ({ value }) => {
        if (value !== undefined) listener(value);
      }),
    make: async (passphrase, onProgress) => {
      const made = await shell.send('backup.make', { passphrase }, begin(onProgress));
      return made.ok ? ok(made.value.value) : made;
    },
    choose: async () => {
      const chosen = await shell.send('backup.choose', {}, untimed);
      return chosen.ok ? ok(chosen.value.value) : chosen;
    },
    restore: async (handle, passphrase, onProgress) => {
      const restored = await shell.send('backup.restore', { handle, passphrase }, begin(onProgress));
      return restored.ok ? ok(restored.value.value) : restored;
    },
    stop: () => running?.abort(),
    withdraw: async () => {
      const withdrawn = await shell.send('backup.withdraw', {});
      return withdrawn.ok ? ok(null) : withdrawn;
    },
    schedule: async (rhythm, isFolderAsked) => {
      const set = await shell.send('backup.schedule', { ...rhythm, isFolderAsked }, untimed);
      return set.ok ? ok(set.value.value) : set;
    },
    relaunch: () => void shell.send('app.relaunch', {}),
  };
}
