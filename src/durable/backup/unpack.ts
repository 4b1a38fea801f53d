import { lstat, mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { assert } from '../../domain/assert';
import { appError, type AppError } from '../../domain/errors';
import { failure, ok, type Result } from '../../domain/result';
import { diskFailure } from '../disk-failure';
import { DamagedFile } from '../record-file/damaged-file';
import { type SnapshotEnd, SnapshotHead, writeSnapshot } from '../snapshots';
import { hasCode } from '../system-code';
import type { TablePage } from '../table-pages';
import { backupMessages as messages } from './backup.messages';
import { type BackupAbout, readEntries } from './entries';
import type { OpenBackup } from './open-backup';
import { isStopped, type RunOptions, stepOf } from './run-options';
import { UnpackedFiles } from './unpacked-files';

type Entries = ReturnType<typeof readEntries>;

/**
 * Unpacks a backup into a folder that is made for it, and checks it on the way: a snapshot in `snapshots/`, and the
 * files. Everything is flushed when this resolves; on any failure the folder is gone again. Damage is thrown.
 */
export async function unpackInto(
  backup: OpenBackup,
  staging: string,
  options: RunOptions,
): Promise<Result<BackupAbout>> {
  let isOurs = false;
  try {
    isOurs = await makeEmpty(staging);
    if (!isOurs) return failure(appError('conflict', messages.stagingTaken(staging), { folder: staging }));
    const unpacked = await unpackEntries(backup, staging, options);
    // From here on it is the caller's.
    isOurs = !unpacked.ok;
    return unpacked.ok ? unpacked : failure(inOtherWords(unpacked.error));
  } catch (error) {
    if (error instanceof DamagedFile) throw error;
    if (isStopped(options, error))
      return failure(appError('timeout', messages.unpackStopped, { cancelled: true }));
    return failure(inOtherWords(diskFailure(error)));
  } finally {
    if (isOurs) await rm(staging, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** A full disk is told as what it means here. */
function inOtherWords(error: AppError): AppError {
  return error.code === 'storage_full' ? { ...error, message: messages.unpackFull } : error;
}

/** Makes a folder; one that is there will do when it is empty and no link. */
async function makeEmpty(folder: string): Promise<boolean> {
  try {
    await mkdir(folder);
    return true;
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
    return (await lstat(folder)).isDirectory() && (await readdir(folder)).length === 0;
  }
}

async function unpackEntries(
  backup: OpenBackup,
  staging: string,
  options: RunOptions,
): Promise<Result<BackupAbout>> {
  const { reader, header, seal } = backup;
  const entries = readEntries(reader, seal);
  const onStep = stepOf(options, () => reader.position);
  const told: { end: SnapshotEnd | null } = { end: null };
  const pages = pagesOf(entries, onStep, (end) => {
    told.end = end;
  });
  const endOfPages = (): SnapshotEnd => {
    assert(told.end !== null, 'The pages have no end.');
    return told.end;
  };
  const head = SnapshotHead.parse(header);
  const snapshot = await writeSnapshot(path.join(staging, 'snapshots'), head, pages, endOfPages);
  return snapshot.ok ? ok(await unpackFiles(backup, staging, entries, onStep)) : snapshot;
}

async function* pagesOf(
  entries: Entries,
  onStep: () => void,
  onEnd: (end: SnapshotEnd) => void,
): AsyncGenerator<TablePage, void, void> {
  // By hand, because `for await` would end the entries, and the files are still to come.
  for (;;) {
    const { value: entry } = await entries.next();
    onStep();
    assert(entry !== undefined && 'kind' in entry, 'The pages of a backup have an end.');
    if (entry.kind === 'pagesEnd') {
      onEnd(entry.end);
      return;
    }
    if (entry.kind === 'page') yield entry.page;
  }
}

async function unpackFiles(
  { reader }: OpenBackup,
  staging: string,
  entries: Entries,
  onStep: () => void,
): Promise<BackupAbout> {
  const files = new UnpackedFiles(reader.file, staging);
  try {
    for (;;) {
      const { done: isDone, value } = await entries.next();
      onStep();
      if (isDone === true) {
        await files.flush();
        return value;
      }
      if (value.kind === 'file') await files.begin(value.path, reader.position);
      else if (value.kind === 'piece') await files.add(value.bytes);
      else if (value.kind === 'fileEnd') await files.end();
    }
  } finally {
    await files.close();
  }
}
