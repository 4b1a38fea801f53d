import { ok } from '../../domain/result';
import type { Command } from '../command';
import { cliMessages } from '../messages';

/** `desk check` */
export const checkCommand: Command = {
  name: 'check',
  usage: '',
  help: cliMessages.help.check,
  words: [0, 0],
  options: {},
  run: async (_given, { store }) => {
    const checked = await store.call('desk.check', {}, { timeoutMs: 0 });
    if (!checked.ok) return checked;
    const report = checked.value.value;
    const counts = Object.entries(report.counts).map(([kind, count]) => `${kind.padEnd(16)}${count}`);
    const verdict = report.ok
      ? [cliMessages.clean]
      : [cliMessages.problems(report.problems.length), ...report.problems];
    return ok({
      json: report,
      text: [...counts, `hash ${report.hash}`, ...verdict].join('\n'),
      hasFailed: !report.ok,
    });
  },
};
