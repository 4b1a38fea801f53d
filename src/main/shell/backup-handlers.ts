import path from 'node:path';
import type { OpenDialogOptions, SaveDialogOptions } from 'electron';
import { appError } from '../../domain/errors';
import { failure, ok } from '../../domain/result';
import type { Handlers } from '../../protocol/rpc/contract';
import type { shellContract } from '../../protocol/shell';
import { backupEnding, freePlace } from '../backup/backup-name';
import { backupMessages } from '../backup/backup.messages';
import type { DeskBackups } from '../backup/desk-backups';
import { messages } from '../messages';
import type { ChosenFiles } from './chosen-files';
import { paced } from './paced';

type BackupShellOptions = Readonly<{
  backups: DeskBackups;
  files: ChosenFiles;
  choose: (options: OpenDialogOptions) => Promise<readonly string[]>;
  /** Shows the system's dialog for a new file; undefined when the person chose none. */
  choosePlace: (options: SaveDialogOptions) => Promise<string | undefined>;
  /** The folder of the person's documents. */
  documents: string;
}>;

/** What a window may ask about backups: the person chooses every file and folder in a dialog of the system. */
export function backupHandlers({ backups, files, choose, choosePlace, documents }: BackupShellOptions) {
  const { kinds } = backupMessages;
  const filters = [{ name: kinds.backups, extensions: [backupEnding] }];
  const chooseFolder = async (current: string | null): Promise<string | undefined> => {
    const { title, button } = backupMessages.chooseFolder;
    const properties: OpenDialogOptions['properties'] = ['openDirectory', 'createDirectory'];
    const defaultPath = current ?? documents;
    const [folder] = await choose({ title, buttonLabel: button, defaultPath, properties });
    return folder;
  };
  return {
    'backup.status': () => backups.status(),
    'backup.make': async ({ passphrase }, { progress, signal }) => {
      const suggested = await backups.suggestedPlace(documents);
      if (!suggested.ok) return suggested;
      const { title, button } = backupMessages.choosePlace;
      const defaultPath = suggested.value;
      const chosen = await choosePlace({ title, buttonLabel: button, defaultPath, filters });
      if (chosen === undefined) return ok(null);
      return backups.make(await withEnding(chosen), passphrase, paced(progress), signal);
    },
    'backup.choose': async () => {
      const { title, button } = backupMessages.chooseBackup;
      const wanted = [...filters, { name: kinds.all, extensions: ['*'] }];
      const [chosen] = await choose({
        title,
        buttonLabel: button,
        filters: wanted,
        properties: ['openFile'],
      });
      if (chosen === undefined) return ok(null);
      const label = await backups.preview(chosen);
      return label.ok ? ok({ handle: files.remember(chosen), ...label.value }) : label;
    },
    'backup.restore': async ({ handle, passphrase }, { progress, signal }) => {
      const file = files.pathOf(handle);
      if (file === undefined) return failure(appError('not_found', messages.fileRefused));
      return backups.restore(file, passphrase, paced(progress), signal);
    },
    'backup.withdraw': () => backups.withdraw(),
    'backup.schedule': async ({ every, keep, isFolderAsked }) => {
      const current = backups.folder;
      const isNeeded = isFolderAsked || (every !== 'never' && current === null);
      const folder = isNeeded ? await chooseFolder(current) : current;
      if (folder === undefined) return ok(null);
      const set = await backups.setSchedule({ every, keep }, folder);
      return set.ok ? ok({ every, keep }) : set;
    },
  } satisfies Partial<Handlers<typeof shellContract>>;
}

/** Not every system adds the ending; the dialog was not asked about that file, so it must not replace one. */
async function withEnding(file: string): Promise<string> {
  if (path.extname(file) === `.${backupEnding}`) return file;
  return freePlace(path.dirname(file), `${path.basename(file)}.${backupEnding}`);
}
