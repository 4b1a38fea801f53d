import type { Result } from '../../../domain/result';
import type {
  BackupRhythm,
  BackupStatus,
  BackupSummary,
  ChosenBackup,
} from '../../../protocol/backup-shapes';

/** How far a backup or a restore has come. */
export type BackupProgress = { readonly done: number; readonly total: number };

type OnProgress = (progress: BackupProgress) => void;

/** What the dialog needs of the main process; the window makes one of what the shell offers. */
export type BackupPort = {
  /** Tells what there is now, and whenever that changes, until it is disposed. */
  readonly watch: (listener: (status: BackupStatus) => void) => () => void;
  /** Asks for a place; null when the person chose none. */
  readonly make: (passphrase: string | null, onProgress: OnProgress) => Promise<Result<BackupSummary | null>>;
  /** Asks for a file; null when the person chose none. */
  readonly choose: () => Promise<Result<ChosenBackup | null>>;
  readonly restore: (
    handle: string,
    passphrase: string | null,
    onProgress: OnProgress,
  ) => Promise<Result<BackupSummary>>;
  /** Stops what is being made or checked; nothing is left of it. */
  readonly stop: () => void;
  /** Takes a restore back that waits for the next start. */
  readonly withdraw: () => Promise<Result<null>>;
  /** Asks for a folder where one is needed; null when the person chose none, and everything is as it was. */
  readonly schedule: (rhythm: BackupRhythm, isFolderAsked: boolean) => Promise<Result<BackupRhythm | null>>;
  /** Leaves and starts again. */
  readonly relaunch: () => void;
};
