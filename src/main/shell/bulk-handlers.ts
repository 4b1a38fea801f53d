import type { OpenDialogOptions } from 'electron';
import type { BulkTools } from '../../cli/tools';
import { appError } from '../../domain/errors';
import { failure, ok } from '../../domain/result';
import type { Handlers } from '../../protocol/rpc/contract';
import type { shellContract } from '../../protocol/shell';
import { messages } from '../messages';
import type { ChosenFiles } from './chosen-files';

type BulkShellOptions = Readonly<{
  bulk: BulkTools;
  files: ChosenFiles;
  choose: (options: OpenDialogOptions) => Promise<readonly string[]>;
}>;

/** What a window may ask of files and many rows at once. */
export function bulkHandlers({ bulk, files, choose }: BulkShellOptions) {
  return {
    'import.start': async ({ handle }, { progress, signal }) => {
      const file = files.pathOf(handle);
      if (file === undefined) return failure(appError('not_found', messages.fileRefused));
      const request = { file, format: undefined, mapFile: undefined, timezone: undefined, isDryRun: false };
      return bulk.importFile(request, progress, signal);
    },
    'export.start': async (_input, { progress }) => {
      const { title, button } = messages.chooseExportFolder;
      const properties: OpenDialogOptions['properties'] = ['openDirectory', 'createDirectory'];
      const [folder] = await choose({ title, buttonLabel: button, properties });
      if (folder === undefined) return ok(null);
      const done = await bulk.exportTo({ folder, query: '', isCsv: true }, progress);
      return done.ok ? ok({ tickets: done.value.tickets, files: [...done.value.files], folder }) : done;
    },
  } satisfies Partial<Handlers<typeof shellContract>>;
}
