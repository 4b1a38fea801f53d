import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { BackupReport, BackupTools, OnProgress, SnapshotReport } from '../../cli/tools';
import { type BackupMeta, unpackBackup, writeBackup } from '../../durable/backup/backup';
import { planSwap, stagingFolder } from '../../durable/backup/swap';
import { listSnapshots, type SnapshotMeta } from '../../durable/snapshots';
import { ok, type Result } from '../../domain/result';
import type { hostContract } from '../../protocol/host';
import type { Client } from '../../protocol/rpc/client';
import type { storeContract } from '../../protocol/store';
import { deskParts, type DataFolder } from '../data-folder';
import type { Durability } from '../durability/durability';
import { withScan } from '../durability/snapshot-keeper';
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
  const status = await store.call('desk.status', {});
  if (!status.ok) return status;
  const { name, tickets } = status.value.value;
  const head = { ...durability.head(now()), deskName: name };
  const written = await withScan(host, ({ pages, end }) =>
    writeBackup({
      file,
      head,
      pages: counted(pages, (rows) => onProgress(rows, Math.max(rows, tickets), messages.backingUp)),
      end,
      dataFolder: folder.root,
      folders: alongside,
      passphrase,
      signal,
    }),
  );
  return written.ok ? ok(backupReport(written.value)) : written;
}

async function* counted<Page extends { readonly rows: number }>(
  pages: AsyncIterable<Page>,
  tell: (rows: number) => void,
): AsyncGenerator<Page> {
  let rows = 0;
  for await (const page of pages) {
    yield page;
    rows += page.rows;
    tell(rows);
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
  const staging = stagingFolder(folder.root, now());
  const unpacked = await unpackBackup(file, passphrase, staging, {
    onProgress: (bytes) => onProgress(bytes, bytes, messages.restoring),
    signal,
  });
  if (!unpacked.ok) return unpacked;
  const { takenAt } = unpacked.value;
  await writeFile(path.join(staging, path.basename(folder.restoredFile)), JSON.stringify({ takenAt }));
  const planned = await planSwap(folder.root, staging, deskParts, now());
  return planned.ok ? ok(backupReport(unpacked.value)) : planned;
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
