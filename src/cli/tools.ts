import type { ImportReport } from '../domain/import/prepared';
import type { Result } from '../domain/result';
import type { hostContract } from '../protocol/host';
import type { Client } from '../protocol/rpc/client';
import type { ErasureReport } from '../protocol/shell';
import type { storeContract } from '../protocol/store';

/** Told how far a long piece of work has come. */
export type OnProgress = (done: number, total: number, label: string) => void;

/** An import as the command line asks for it; file names are absolute. */
export type ImportRequest = Readonly<{
  file: string;
  format: string | undefined;
  mapFile: string | undefined;
  timezone: string | undefined;
  isDryRun: boolean;
}>;

/** An export as the command line asks for it; an empty query means everything. */
export type ExportRequest = Readonly<{ folder: string; query: string; isCsv: boolean }>;

/** What an export wrote. */
export type ExportReport = Readonly<{ tickets: number; files: readonly string[] }>;

/** What invented tickets amount to; the hash is over their content. */
export type GenerateReport = Readonly<{ tickets: number; people: number; events: number; hash: string }>;

/** One row of a file that a ticket was imported from, as it stands there. */
export type SourceRow = Readonly<{ row: number; cells: Readonly<Record<string, string>> }>;

/** The work that main does with files and many rows. */
export type BulkTools = Readonly<{
  importFile: (
    request: ImportRequest,
    onProgress: OnProgress,
    signal: AbortSignal,
  ) => Promise<Result<ImportReport>>;
  exportTo: (request: ExportRequest, onProgress: OnProgress) => Promise<Result<ExportReport>>;
  /** The raw rows behind an element of a ticket's `sourceRows`. */
  sourceRows: (reference: string) => Promise<Result<readonly SourceRow[]>>;
  generate: (tickets: number, seed: number, onProgress: OnProgress) => Promise<Result<GenerateReport>>;
}>;

/** A copy of a whole desk; the hash is what `desk check` says of the desk it was made of. */
export type SnapshotReport = Readonly<{
  file: string;
  bytes: number;
  counts: Readonly<Record<string, number>>;
  hash: string;
  seq: number;
  takenAt: string;
}>;

/** A backup that was written or read to its end. */
export type BackupReport = SnapshotReport & Readonly<{ desk: string; isEncrypted: boolean }>;

/** The work with whole copies of the desk; file names are absolute. */
export type BackupTools = Readonly<{
  backup: (
    file: string,
    passphrase: string | null,
    onProgress: OnProgress,
    signal: AbortSignal,
  ) => Promise<Result<BackupReport>>;
  /** Takes effect at the next start; until then nothing has changed. */
  restore: (
    file: string,
    passphrase: string | null,
    onProgress: OnProgress,
    signal: AbortSignal,
  ) => Promise<Result<BackupReport>>;
  snapshots: () => Promise<
    Result<{ readonly snapshots: readonly SnapshotReport[]; readonly unusable: readonly string[] }>
  >;
}>;

/** Erases a person and every copy of what was erased; who asks is the one who usually does, unless it is said. */
export type ErasePerson = (
  request: Readonly<{ id: string; withMessages: boolean; withSources: boolean; actorId?: string }>,
) => Promise<Result<ErasureReport>>;

/** What a command of the command line works with. */
export type DeskTools = Readonly<{
  store: Client<typeof storeContract>;
  host: Client<typeof hostContract>;
  /** Resolves when the data is open, which may take long after it had to be restored; asked once, before it is used. */
  opened: (onProgress: OnProgress) => Promise<Result<null>>;
  bulk: BulkTools;
  backups: BackupTools;
  erasePerson: ErasePerson;
  dataFolder: string;
  version: string;
  /** Relative file names of the caller are relative to this. */
  workingFolder: string;
  /** Fires when the caller wants to stop. */
  signal: AbortSignal;
  stdout: (text: string) => Promise<void>;
  stderr: (text: string) => Promise<void>;
}>;
