import { ok } from '../../domain/result';
import { wholeNumber, type Command } from '../command';
import { cliMessages } from '../messages';

const defaults = { tickets: 1_000, seed: 1 } as const;

/** `desk generate --tickets N --seed S` */
export const generateCommand: Command = {
  name: 'generate',
  usage: '--tickets N --seed S',
  help: cliMessages.help.generate,
  words: [0, 0],
  options: {
    tickets: { type: 'value', help: cliMessages.options.tickets },
    seed: { type: 'value', help: cliMessages.options.seed },
  },
  run: async (given, tools) => {
    const tickets = wholeNumber(given.value('tickets'), defaults.tickets, '--tickets');
    const seed = wholeNumber(given.value('seed'), defaults.seed, '--seed');
    if (!tickets.ok) return tickets;
    if (!seed.ok) return seed;
    const done = await tools.bulk.generate(tickets.value, seed.value, tools.progress);
    if (!done.ok) return done;
    const { value } = done;
    return ok({ json: value, text: cliMessages.generated(value.tickets, value.people, value.events) });
  },
};
