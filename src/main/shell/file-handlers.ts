import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { OpenDialogOptions } from 'electron';
import { appError } from '../../domain/errors';
import { failure, ok } from '../../domain/result';
import type { Handlers } from '../../protocol/rpc/contract';
import type { shellContract } from '../../protocol/shell';
import { messages } from '../messages';
import type { ChosenFiles } from './chosen-files';

type FileShellOptions = Readonly<{
  files: ChosenFiles;
  /** Shows the system's dialog over the window that asked; answers the chosen paths. */
  choose: (options: OpenDialogOptions) => Promise<readonly string[]>;
}>;

/** How a window gets at files: the person chooses, main remembers the path. */
export function fileHandlers({ files, choose }: FileShellOptions) {
  return {
    'file.choose': async ({ purpose }) => {
      const { title, button, kinds } = messages.chooseFile[purpose];
      const filters = kinds.map(({ name, extensions }) => ({ name, extensions: [...extensions] }));
      const [chosen] = await choose({ title, buttonLabel: button, filters, properties: ['openFile'] });
      if (chosen === undefined) return ok(null);
      const facts = await stat(chosen).catch(() => undefined);
      if (facts === undefined || !facts.isFile()) return failure(appError('not_found', messages.fileRefused));
      return ok({ handle: files.remember(chosen), name: path.basename(chosen), bytes: facts.size });
    },
  } satisfies Partial<Handlers<typeof shellContract>>;
}
