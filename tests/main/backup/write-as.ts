import { type BackupMeta, writeBackup } from '../../../src/durable/backup/backup';
import { type backupHead, folders } from '../../durable/backup-tools';
import { endAt, sent, somePages } from '../../durable/desk-pages';

/** Writes a small backup that says this of itself. */
export async function writeAs(
  file: string,
  dataFolder: string,
  head: typeof backupHead,
): Promise<BackupMeta> {
  const pages = sent(somePages(1));
  const options = { file, head, dataFolder, folders, passphrase: null, pages, end: () => endAt(1) };
  const written = await writeBackup(options);
  if (!written.ok) throw new Error(written.error.message);
  return written.value;
}
