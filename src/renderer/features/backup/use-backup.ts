import { useEffect, useRef, useState } from 'react';
import type { AppError } from '../../../domain/errors';
import type {
  BackupRhythm,
  BackupStatus,
  BackupSummary,
  ChosenBackup,
} from '../../../protocol/backup-shapes';
import { useNotices } from '../../state/notices';
import type { BackupPort, BackupProgress } from './backup-port';
import { backupMessages as messages } from './messages';

/** Where the dialog may begin. */
export type BackupStart = 'overview' | 'make' | 'restore';

/** Where the dialog stands. */
export type BackupStage =
  | { readonly type: BackupStart }
  | { readonly type: 'chosen'; readonly chosen: ChosenBackup }
  | { readonly type: 'running'; readonly task: 'make' | 'restore'; readonly progress: BackupProgress }
  | { readonly type: 'made'; readonly summary: BackupSummary };

const notStarted: BackupProgress = { done: 0, total: 0 };

/**
 * Makes and restores backups, one at a time. It goes on while the dialog is closed, and says then what became of it.
 * While a restore waits for the next start, the dialog shows nothing else: `status` says so.
 */
export function useBackup(port: BackupPort, start: BackupStart, isOpen: boolean) {
  const [stage, setStage] = useState<BackupStage>({ type: start });
  const [error, setError] = useState<AppError | null>(null);
  const [opened, setOpened] = useState<BackupStart | null>(null);
  const isShown = useRef(isOpen);
  const isStopped = useRef(false);
  useEffect(() => {
    isShown.current = isOpen;
  }, [isOpen]);
  // Opened anew, or by another command, it begins where that wishes; what runs goes on.
  const wanted = isOpen ? start : null;
  if (wanted !== opened) {
    setOpened(wanted);
    if (wanted !== null && stage.type !== 'running') {
      setStage({ type: wanted });
      setError(null);
    }
  }
  const go = (next: BackupStage, problem: AppError | null = null): void => {
    setStage(next);
    setError(problem);
  };
  const tell = (text: string, tone: 'done' | 'error' = 'done'): void => {
    if (!isShown.current) useNotices.getState().show({ text, tone, commandId: null });
  };
  const run = (task: 'make' | 'restore'): ((progress: BackupProgress) => void) => {
    isStopped.current = false;
    return (progress) => setStage({ type: 'running', task, progress });
  };
  /** Back to where it was asked for: what went wrong is said there, unless somebody wanted it to end. */
  const fail = (problem: AppError, at: BackupStage): void => {
    if (isStopped.current) return go({ type: 'overview' });
    go(at, problem);
    tell(problem.message, 'error');
  };

  const make = async (passphrase: string | null): Promise<void> => {
    const onProgress = run('make');
    const done = await port.make(passphrase, onProgress);
    if (!done.ok) return fail(done.error, { type: 'make' });
    if (done.value === null) return;
    go({ type: 'made', summary: done.value });
    tell(messages.notices.made(done.value.file));
  };
  const choose = async (): Promise<void> => {
    const chosen = await port.choose();
    if (!chosen.ok) return go({ type: 'restore' }, chosen.error);
    if (chosen.value !== null) go({ type: 'chosen', chosen: chosen.value });
  };
  const restore = async (chosen: ChosenBackup, passphrase: string | null): Promise<void> => {
    const onProgress = run('restore');
    onProgress(notStarted);
    const done = await port.restore(chosen.handle, passphrase, onProgress);
    if (!done.ok) return fail(done.error, { type: 'chosen', chosen });
    go({ type: 'overview' });
    tell(messages.notices.restored);
  };
  const withdraw = async (): Promise<void> => {
    const done = await port.withdraw();
    go({ type: 'overview' }, done.ok ? null : done.error);
    if (done.ok)
      useNotices.getState().show({ text: messages.notices.withdrawn, tone: 'done', commandId: null });
  };
  const schedule = async (rhythm: BackupRhythm, isFolderAsked: boolean): Promise<void> => {
    const done = await port.schedule(rhythm, isFolderAsked);
    setError(done.ok ? null : done.error);
  };
  const stop = (): void => {
    isStopped.current = true;
    port.stop();
  };
  return { stage, error, go, make, choose, restore, withdraw, schedule, stop };
}

/** What there is of backups, while somebody looks; undefined until main has spoken. */
export function useBackupStatus(port: BackupPort, isOpen: boolean): BackupStatus | undefined {
  const [status, setStatus] = useState<BackupStatus>();
  useEffect(() => (isOpen ? port.watch(setStatus) : undefined), [port, isOpen]);
  return status;
}
