import path from 'node:path';
import { ok } from '../../domain/result';
import type { Command } from '../command';
import { cliMessages } from '../messages';

/** `desk export DIR [--query Q] [--csv]` */
export const exportCommand: Command = {
  name: 'export',
  usage: 'DIR [--query QUERY] [--csv]',
  help: cliMessages.help.export,
  words: [1, 1],
  options: {
    query: { type: 'value', help: cliMessages.options.query },
    csv: { type: 'flag', help: cliMessages.options.csv },
  },
  run: async (given, tools) => {
    const folder = path.resolve(tools.workingFolder, given.words[0] ?? '');
    const request = { folder, query: given.value('query') ?? '', isCsv: given.flag('csv') };
    const done = await tools.bulk.exportTo(request, tools.progress);
    return done.ok ? ok({ json: done.value, text: cliMessages.exported(done.value.tickets, folder) }) : done;
  },
};
