import { rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { appError, type AppError } from '../../domain/errors';
import { failure, ok, type Result } from '../../domain/result';
import { diskFailure } from '../disk-failure';
import { reach } from '../fail-points';
import { syncFolder } from '../files';
import { DamagedFile } from '../record-file/damaged-file';
import { frameSeal } from '../record-file/frame-seal';
import { RecordFileWriter } from '../record-file/writer';
import { SnapshotEnd, type SnapshotHead } from '../snapshots';
import { hasCode } from '../system-code';
import type { TablePage } from '../table-pages';
import { untilAborted } from '../until-aborted';
import { backupMessages as messages } from './backup.messages';
import { type BackupAbout, readEntries, writeEntries } from './entries';
import { type BackupHeader, type OpenBackup, withBackup, withHeader } from './open-backup';
import { newEncryption } from './passphrase';
import { isStopped, type RunOptions, stepOf } from './run-options';
import { unpackInto } from './unpack';

/** What can be said of a backup without opening it, even where it is protected. */
export type BackupLabel = Readonly<{
  file: string;
  bytes: number;
  deskName: string;
  takenAt: number;
  storeId: string;
  incarnation: string;
  schemaVersion: number;
  isEncrypted: boolean;
}>;

/** A label, and how many rows of each kind the backup says that it holds; null where a passphrase hides that. */
type BackupPreview = BackupLabel & Readonly<{ counts: SnapshotEnd['counts'] | null }>;

/** A backup that was read to its end: its label, where the desk stood, and what it holds. */
export type BackupMeta = BackupLabel & SnapshotEnd & Readonly<{ files: number }>;

/** `onProgress` is told what is written, and then what of it was read back on top: twice the backup in the end. */
type BackupSource = RunOptions &
  Readonly<{
    /** Where the backup is to be; one that is there is replaced when the new one is complete. */
    file: string;
    head: SnapshotHead & Readonly<{ deskName: string }>;
    pages: AsyncIterable<TablePage>;
    /** Asked after the last page. */
    end: () => SnapshotEnd;
    dataFolder: string;
    /** Folders below `dataFolder` whose files go along, after the pages. */
    folders: readonly string[];
    /** Null for a backup that everybody can read. */
    passphrase: string | null;
  }>;

/**
 * Writes a desk into one file: beside its place, flushed, read back and checked whole with the passphrase, moved there.
 * On any failure nothing is left of it, and what was there stays. What `pages` or `end` throw is thrown on.
 */
export async function writeBackup(source: BackupSource): Promise<Result<BackupMeta>> {
  const { file, passphrase } = source;
  if (passphrase === '') return failure(appError('invalid_input', messages.noPassphrase));
  const part = `${file}.part`;
  try {
    if (await isFolder(file)) return failure(appError('invalid_input', messages.isFolder(file), { file }));
    await writePart(part, source);
    reach('backup.written');
    const meta = await check(part, passphrase, (position, size) => {
      source.signal?.throwIfAborted();
      source.onProgress?.(size + position);
    });
    reach('backup.verified');
    if (!meta.ok) {
      await rm(part, { force: true });
      return failure(
        appError('store_unavailable', messages.unreliable(file), { ...meta.error.details, file }),
      );
    }
    await rename(part, file);
    reach('backup.renamed');
    await flushPlace(path.dirname(file));
    return ok({ ...meta.value, file });
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    if (isStopped(source, error)) return failure(appError('timeout', messages.stopped, { cancelled: true }));
    return failure(placeFailure(file, error));
  }
}

/** Reads only the label of a backup: whether it is one, of which desk and when, and whether it needs a passphrase. */
export function inspectBackup(file: string): Promise<Result<BackupLabel>> {
  return withHeader(file, (reader, header) => Promise.resolve(ok(labelOf(reader, header))));
}

/**
 * As `inspectBackup`, with the counts. Where no passphrase hides them the end has to be sound too, so that a backup
 * that was cut short is known before anybody waits for it.
 */
export function previewBackup(file: string): Promise<Result<BackupPreview>> {
  return withHeader<BackupPreview>(file, async (reader, header) => {
    const label = labelOf(reader, header);
    if (label.isEncrypted) return ok({ ...label, counts: null });
    const end = SnapshotEnd.safeParse(await reader.readAbout());
    if (!end.success) throw new DamagedFile(file, reader.size, 'an end that no backup has');
    return ok({ ...label, counts: end.data.counts });
  });
}

/**
 * Reads a backup to its end and checks every byte, without writing anything. Without the right passphrase it is
 * `forbidden`; what is damaged, no backup or too new is `invalid_input`, with the byte in `details.position`.
 */
export function verifyBackup(file: string, passphrase: string | null): Promise<Result<BackupMeta>> {
  return check(file, passphrase, () => undefined);
}

/**
 * Unpacks a backup into a folder of its own, and checks every byte on the way: a snapshot in `snapshots/`, and the
 * files where they stood in the data folder. All of it is flushed when this resolves; on any failure `staging` is gone
 * again. Fails as `verifyBackup` does.
 */
export function unpackBackup(
  file: string,
  passphrase: string | null,
  staging: string,
  options: RunOptions = {},
): Promise<Result<BackupMeta>> {
  return withBackup(file, passphrase, async (backup) => {
    const unpacked = await unpackInto(backup, staging, options);
    return unpacked.ok ? ok(metaOf(backup, unpacked.value)) : unpacked;
  });
}

async function writePart(part: string, source: BackupSource): Promise<void> {
  const sealed = source.passphrase === null ? null : await newEncryption(source.passphrase);
  const header = { ...source.head, kind: 'backup', encryption: sealed?.encryption ?? null };
  const makeSeal =
    sealed === null
      ? null
      : (hash: Uint8Array) => frameSeal(sealed.sealKey.key, sealed.sealKey.noncePrefix, hash);
  const writer = await RecordFileWriter.create(part, header, makeSeal);
  try {
    await writeEntries(writer, {
      pages: untilAborted(source.pages, source.signal),
      end: source.end,
      dataFolder: source.dataFolder,
      folders: source.folders,
      onStep: stepOf(source, () => writer.length),
    });
  } finally {
    await writer.close();
  }
}

function check(
  file: string,
  passphrase: string | null,
  onStep: (position: number, size: number) => void,
): Promise<Result<BackupMeta>> {
  return withBackup(file, passphrase, async (backup) => {
    const { reader } = backup;
    const entries = readEntries(reader, backup.seal);
    for (;;) {
      const { done: isDone, value } = await entries.next();
      onStep(reader.position, reader.size);
      if (isDone === true) return ok(metaOf(backup, value));
    }
  });
}

function labelOf({ file, size }: OpenBackup['reader'], header: BackupHeader): BackupLabel {
  const { deskName, takenAt, storeId, incarnation, schemaVersion, encryption } = header;
  const isEncrypted = encryption !== null;
  return { file, bytes: size, deskName, takenAt, storeId, incarnation, schemaVersion, isEncrypted };
}

function metaOf({ reader, header }: OpenBackup, { seq, counts, hash, files }: BackupAbout): BackupMeta {
  return { ...labelOf(reader, header), seq, counts, hash, files };
}

async function isFolder(file: string): Promise<boolean> {
  const found = await stat(file).catch(() => null);
  return found?.isDirectory() ?? false;
}

/** Some disks that people carry cannot flush a folder; the file itself is flushed. */
async function flushPlace(folder: string): Promise<void> {
  await syncFolder(folder).catch((error: unknown) => {
    if (!hasCode(error, 'EINVAL')) throw error;
  });
}

/** What is said when a backup cannot be written; a bug is thrown on. */
function placeFailure(file: string, error: unknown): AppError {
  const told = diskFailure(error);
  const folder = path.dirname(file);
  if (told.code === 'storage_full') return { ...told, message: messages.placeFull(folder) };
  const isAboutPlace = error instanceof Error && 'path' in error && error.path === `${file}.part`;
  if (!isAboutPlace) return told;
  const isGone = hasCode(error, 'ENOENT') || hasCode(error, 'ENOTDIR');
  const sentence = isGone ? messages.noFolder(folder) : messages.unwritable(folder);
  return appError('invalid_input', sentence, { ...told.details, file });
}
