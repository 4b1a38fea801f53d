import { ok } from '../../domain/result';
import type { Command } from '../command';
import { cliMessages } from '../messages';

/** The sample desk is the same on every machine. */
const sample = { tickets: 40, seed: 1 } as const;

/** `desk init --name NAME --me NAME [--sample]` */
export const initCommand: Command = {
  name: 'init',
  usage: '--name NAME --me NAME [--sample]',
  help: cliMessages.help.init,
  words: [0, 0],
  options: {
    name: { type: 'value', help: cliMessages.options.name },
    me: { type: 'value', help: cliMessages.options.me },
    sample: { type: 'flag', help: cliMessages.options.sample },
  },
  run: async (given, tools) => {
    const name = given.value('name') ?? 'Desk';
    const me = given.value('me') ?? 'me';
    const made = await tools.host.send('desk.create', { name, me });
    if (!made.ok) return made;
    if (given.flag('sample')) {
      const filled = await tools.bulk.generate(sample.tickets, sample.seed, tools.progress);
      if (!filled.ok) return filled;
    }
    const json = { name, me, data: tools.dataFolder, tickets: given.flag('sample') ? sample.tickets : 0 };
    return ok({ json, text: cliMessages.deskMade(name, tools.dataFolder) });
  },
};
