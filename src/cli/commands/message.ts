import { ok } from '../../domain/result';
import type { Command } from '../command';
import { findTicket } from '../find-ticket';
import { cliMessages } from '../messages';

type Kind = 'reply' | 'note';

const words: Readonly<Record<Kind, { help: string; done: (number: string) => string }>> = {
  reply: { help: cliMessages.help.reply, done: cliMessages.replied },
  note: { help: cliMessages.help.note, done: cliMessages.noted },
};

function messageCommand(kind: Kind): Command {
  return {
    name: kind,
    usage: 'NUMBER TEXT',
    help: words[kind].help,
    words: [2, 1_000],
    options: {},
    run: async (given, tools) => {
      const [number = '', ...text] = given.words;
      const id = await findTicket(tools, number);
      if (!id.ok) return id;
      const sent = await tools.store.send('message.add', { ticketId: id.value, kind, body: text.join(' ') });
      if (!sent.ok) return sent;
      const json = { number: sent.value.value.number, id: sent.value.value.id, seq: sent.value.seq };
      return ok({ json, text: words[kind].done(number) });
    },
  };
}

/** `desk reply NUMBER TEXT` */
export const replyCommand: Command = messageCommand('reply');

/** `desk note NUMBER TEXT` */
export const noteCommand: Command = messageCommand('note');
