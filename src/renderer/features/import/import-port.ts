import type { Result } from '../../../domain/result';
import type { ImportReport } from '../../../domain/import/prepared';
import type { ChosenFile } from '../../../protocol/shell';

/** How far an import has come. */
export type ImportProgress = { readonly done: number; readonly total: number };

/** What the dialog needs of the rest of the desk; the window makes one of what the shell and the store offer. */
export type ImportPort = {
  /** Lets the person choose a file; null when they chose none. */
  readonly choose: () => Promise<Result<ChosenFile | null>>;
  readonly run: (
    file: ChosenFile,
    onProgress: (progress: ImportProgress) => void,
  ) => Promise<Result<ImportReport>>;
  /** Stops a running import; what is in stays, and can be taken back. */
  readonly stop: () => void;
  readonly undo: (batch: string) => Promise<Result<{ readonly removed: number; readonly restored: number }>>;
};
