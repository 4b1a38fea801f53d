import path from 'node:path';
import type { ImportReport } from '../../domain/import/prepared';
import { ok } from '../../domain/result';
import type { Command } from '../command';
import { cliMessages } from '../messages';

/** `desk import FILE [--format NAME] [--map FILE] [--timezone ZONE] [--dry-run]` */
export const importCommand: Command = {
  name: 'import',
  usage: 'FILE [--format NAME] [--map FILE] [--timezone ZONE] [--dry-run]',
  help: cliMessages.help.import,
  words: [1, 1],
  options: {
    format: { type: 'value', help: cliMessages.options.format },
    map: { type: 'value', help: cliMessages.options.map },
    timezone: { type: 'value', help: cliMessages.options.timezone },
    'dry-run': { type: 'flag', help: cliMessages.options.dryRun },
  },
  run: async (given, tools) => {
    const absolute = (file: string): string => path.resolve(tools.workingFolder, file);
    const map = given.value('map');
    const done = await tools.bulk.importFile(
      {
        file: absolute(given.words[0] ?? ''),
        format: given.value('format'),
        mapFile: map === undefined ? undefined : absolute(map),
        timezone: given.value('timezone'),
        isDryRun: given.flag('dry-run'),
      },
      tools.progress,
      tools.signal,
    );
    return done.ok ? ok({ json: done.value, text: inWords(done.value, given.flag('dry-run')) }) : done;
  },
};

function inWords(report: ImportReport, isDryRun: boolean): string {
  const messages = report.messages.map(
    ({ text, count, rows }) =>
      `  ${count} × ${text}${rows.length === 0 ? '' : ` (${cliMessages.rows(rows)})`}`,
  );
  return [
    cliMessages.imported(report.created, report.updated, report.skipped, report.failed),
    ...messages,
    isDryRun ? cliMessages.dryRun : cliMessages.batch(report.batch),
  ].join('\n');
}
