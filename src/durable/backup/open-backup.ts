import path from 'node:path';
import { z } from 'zod';
import { appError, type AppError } from '../../domain/errors';
import { failure, type Result } from '../../domain/result';
import { diskFailure } from '../disk-failure';
import { DamagedFile, damageFailure } from '../record-file/damaged-file';
import { frameSeal, type FrameSeal } from '../record-file/frame-seal';
import { RecordFileReader } from '../record-file/reader';
import { SnapshotHead } from '../snapshots';
import { hasCode } from '../system-code';
import { backupMessages as messages } from './backup.messages';
import { Encryption, sealKeyOf } from './passphrase';

const BackupHeader = SnapshotHead.extend({
  kind: z.literal('backup'),
  deskName: z.string(),
  /** Null in a backup that everybody can read. */
  encryption: Encryption.nullable(),
});

/** What stands at the beginning of a backup, in the clear even where the rest is sealed. */
export type BackupHeader = Readonly<z.infer<typeof BackupHeader>>;

/** A backup whose entries can be read; `seal` is null where they are in the clear. */
export type OpenBackup = Readonly<{
  reader: RecordFileReader;
  header: BackupHeader;
  seal: FrameSeal | null;
}>;

/**
 * Does something with the beginning of a backup, and closes the file afterwards. A file that is none, is damaged or
 * cannot be read is an expected failure, also where `work` comes upon it.
 */
export async function withHeader<T>(
  file: string,
  work: (reader: RecordFileReader, header: BackupHeader) => Promise<Result<T>>,
): Promise<Result<T>> {
  let reader: RecordFileReader | null = null;
  try {
    reader = await RecordFileReader.open(file);
    const header = BackupHeader.safeParse(reader.header);
    if (!header.success) throw new DamagedFile(file, 0, 'no backup', 'otherKind');
    return await work(reader, header.data);
  } catch (error) {
    return failure(readFailure(file, error));
  } finally {
    await reader?.close();
  }
}

/** As `withHeader`, with what opens the frames: a missing or wrong passphrase is `forbidden`. */
export function withBackup<T>(
  file: string,
  passphrase: string | null,
  work: (backup: OpenBackup) => Promise<Result<T>>,
): Promise<Result<T>> {
  return withHeader(file, async (reader, header) => {
    if (header.encryption === null) return work({ reader, header, seal: null });
    if (passphrase === null)
      return failure(
        appError('forbidden', messages.needsPassphrase(path.basename(file)), { file, isMissing: true }),
      );
    const opened = await sealKeyOf(passphrase, header.encryption);
    if (opened === 'wrong')
      return failure(
        appError('forbidden', messages.wrongPassphrase(path.basename(file)), { file, isMissing: false }),
      );
    if (opened === 'too costly')
      return failure(appError('invalid_input', messages.tooCostly(path.basename(file)), { file }));
    const seal = frameSeal(opened.key, opened.noncePrefix, reader.headerHash);
    return work({ reader, header, seal });
  });
}

/** What is said when a backup cannot be read; a bug is thrown on. */
function readFailure(file: string, error: unknown): AppError {
  if (error instanceof DamagedFile) return damageFailure(error);
  if (hasCode(error, 'ENOENT')) return appError('invalid_input', messages.noFile(file), { file });
  if (hasCode(error, 'EISDIR')) return appError('invalid_input', messages.isFolder(file), { file });
  const { details } = diskFailure(error);
  const code = String(details?.['code']);
  return appError('invalid_input', messages.unreadable(file, code), { file, ...details });
}
