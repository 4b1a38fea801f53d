import { mkdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { BackupReport, BackupTools, OnProgress, SnapshotReport } from '../../cli/tools';
import { type BackupMeta, inspectBackup, unpackBackup, writeBackup } from '../../durable/backup/backup';
import { deskFiles } from '../../durable/backup/desk-files';
import { planSwap, stagingFolder } from '../../durable/backup/swap';
import { diskFailure } from '../../durable/disk-failure';
import { writeWhole } from '../../durable/files';
import { recordFileMessages } from '../../durable/record-file/record-file.messages';
import { listSnapshots, type SnapshotMeta } from '../../durable/snapshots';
import { appError } from '../../domain/errors';
import { failure, ok, type Result } from '../../domain/result';
import type { hostContract } from '../../protocol/host';
import type { Client } from '../../protocol/rpc/client';
import type { storeContract } from '../../protocol/store';
import { deskParts, type DataFolder } from '../data-folder';
import type { Durability } from '../durability/durability';
import { withScan } from '../durability/snapshot-keeper';
import { schemaVersion } from '../durability/versions';
import { backupMessages as messages } from './backup.messages';

type BackupOptions = Readonly<{
  store: Client<typeof storeContract>;
  host: Client<typeof hostContract>;
  durability: Pick<Durability, 'head'>;
  folder: DataFolder;
  now: () => number;
}>;

/** What goes along with the rows: files that rows of the desk name. */
const alongside = ['sources', 'blobs'] as const;

/** Backups and snapshots, for the command line and for windows. */
export function backupTools(options: BackupOptions): BackupTools {
  return {
    backup: (file, passphrase, onProgress, signal) => backUp(options, file, passphrase, onProgress, signal),
    restore: (file, passphrase, onProgress, signal) => restore(options, file, passphrase, onProgress, signal),
    snapshots: async () => {
      const { usable, unusable } = await listSnapshots(options.folder.snapshots);
      return ok({ snapshots: usable.map(reportOf), unusable: unusable.map(({ file }) => file) });
    },
  };
}

async function backUp(
  { store, host, durability, folder, now }: BackupOptions,
  file: string,
  passphrase: string | null,
  onProgress: OnProgress,
  signal: AbortSignal,
): Promise<Result<BackupReport>> {
  // Deriving a key takes a moment too, in which nothing is written.
  onProgress(0, 0, messages.backingUp);
  const status = await store.call('desk.status', {});
  if (!status.ok) return status;
  const head = { ...durability.head(now()), deskName: status.value.value.name };
  const expected = await expectedBytes(folder);
  const tell = (done: number): void =>
    onProgress(done, expected === null ? 0 : Math.max(done, 2 * expected), messages.backingUp);
  const written = await withScan(host, ({ pages, end }) =>
    writeBackup({
      file,
      head,
      pages,
      end,
      dataFolder: folder.root,
      folders: alongside,
      passphrase,
      signal,
      onProgress: tell,
    }),
  );
  return written.ok ? ok(backupReport(written.value)) : written;
}

/**
 * About how long a backup will be: as long as the newest snapshot, which holds the same rows, and the files beside it.
 * Null while there is no snapshot.
 */
async function expectedBytes(folder: DataFolder): Promise<number | null> {
  try {
    const { usable } = await listSnapshots(folder.snapshots);
    const [newest] = usable;
    if (newest === undefined) return null;
    let bytes = newest.bytes;
    for await (const file of deskFiles(folder.root, alongside)) {
      const facts = await stat(path.join(folder.root, file)).catch(() => null);
      bytes += facts?.size ?? 0;
    }
    return bytes;
  } catch {
    // It only says how far the work has come; what is wrong with the disk is told by the work itself.
    return null;
  }
}

/**
 * Unpacks and checks a backup beside the data, and leaves the note that makes the next start put it in their place.
 * What was there is kept; nothing of it is touched before the backup was read to its end.
 */
async function restore(
  { folder, now }: BackupOptions,
  file: string,
  passphrase: string | null,
  onProgress: OnProgress,
  signal: AbortSignal,
): Promise<Result<BackupReport>> {
  const label = await inspectBackup(file);
  if (!label.ok) return label;
  if (label.value.schemaVersion > schemaVersion)
    return failure(appError('invalid_input', recordFileMessages.newer(path.basename(file)), { file }));
  const staging = stagingFolder(folder.root, now());
  const unpacked = await unpackBackup(file, passphrase, staging, {
    onProgress: (bytes) => onProgress(bytes, label.value.bytes, messages.restoring),
    signal,
  });
  if (!unpacked.ok) return unpacked;
  const planned = await plan(folder, staging, unpacked.value.takenAt, now());
  if (planned.ok) return ok(backupReport(unpacked.value));
  await rm(staging, { recursive: true, force: true }).catch(() => undefined);
  return planned;
}

async function plan(
  folder: DataFolder,
  staging: string,
  takenAt: number,
  now: number,
): Promise<Result<null>> {
  try {
    await writeWhole(path.join(staging, path.basename(folder.restoredFile)), JSON.stringify({ takenAt }));
    // The old desk works on until the restart, and may make these for the first time meanwhile.
    for (const name of ['snapshots', ...alongside])
      await mkdir(path.join(folder.root, name), { recursive: true });
  } catch (error) {
    return failure(diskFailure(error));
  }
  return planSwap(folder.root, staging, deskParts, now);
}

function backupReport({
  file,
  bytes,
  counts,
  hash,
  seq,
  takenAt,
  deskName,
  isEncrypted,
}: BackupMeta): BackupReport {
  const time = new Date(takenAt).toISOString();
  return { file, bytes, counts, hash, seq, takenAt: time, desk: deskName, isEncrypted };
}

function reportOf({ file, bytes, counts, hash, seq, takenAt }: SnapshotMeta): SnapshotReport {
  return { file, bytes, counts, hash, seq, takenAt: new Date(takenAt).toISOString() };
}
