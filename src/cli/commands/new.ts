import { ok } from '../../domain/result';
import { badInput, type Command } from '../command';
import { cliMessages } from '../messages';
import { readPairs } from '../pairs';

/** `desk new --subject S [--body B] [--field k=v …]` */
export const newCommand: Command = {
  name: 'new',
  usage: '--subject TEXT [--body TEXT] [--field NAME=VALUE …]',
  help: cliMessages.help.new,
  words: [0, 0],
  options: {
    subject: { type: 'value', help: cliMessages.options.subject },
    body: { type: 'value', help: cliMessages.options.body },
    field: { type: 'values', help: cliMessages.options.field },
  },
  run: async (given, tools) => {
    const subject = given.value('subject');
    if (subject === undefined) return badInput(cliMessages.noSubject);
    const change = await readPairs(given.values('field'), undefined, tools);
    if (!change.ok) return change;
    const body = given.value('body') ?? '';
    const made = await tools.store.send('ticket.create', { subject, body, change: change.value });
    if (!made.ok) return made;
    const { number, id } = made.value.value;
    return ok({ json: { number, id, seq: made.value.seq }, text: cliMessages.created(number) });
  },
};
