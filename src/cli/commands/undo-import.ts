import { ok } from '../../domain/result';
import type { Command } from '../command';
import { cliMessages } from '../messages';

/** `desk undo-import BATCH` */
export const undoImportCommand: Command = {
  name: 'undo-import',
  usage: 'BATCH',
  help: cliMessages.help.undoImport,
  words: [1, 1],
  options: {},
  run: async ({ words }, { store }) => {
    const undone = await store.send('import.undo', { batch: words[0] ?? '' }, { timeoutMs: 0 });
    if (!undone.ok) return undone;
    const { removed, restored, trashed } = undone.value.value;
    return ok({ json: undone.value.value, text: cliMessages.undone(removed, restored, trashed) });
  },
};
