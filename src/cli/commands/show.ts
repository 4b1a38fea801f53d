import { ok } from '../../domain/result';
import type { ReadableTicket } from '../../protocol/store-shapes';
import type { Command } from '../command';
import { findTicket } from '../find-ticket';
import { cliMessages } from '../messages';

/** `desk show NUMBER` */
export const showCommand: Command = {
  name: 'show',
  usage: 'NUMBER',
  help: cliMessages.help.show,
  words: [1, 1],
  options: {},
  run: async ({ words }, tools) => {
    const id = await findTicket(tools, words[0] ?? '');
    if (!id.ok) return id;
    const read = await tools.store.call('ticket.readable', { ids: [id.value], detail: 'whole' });
    if (!read.ok) return read;
    const [ticket] = read.value.value;
    return ok({ json: ticket, text: ticket === undefined ? '' : inWords(ticket) });
  },
};

function inWords(ticket: ReadableTicket): string {
  const fields = Object.entries(ticket.fields ?? {}).filter(([, value]) => isFilled(value));
  const width = Math.max(0, ...fields.map(([name]) => name.length)) + 2;
  const messages = (ticket.messages ?? []).map(
    (message) =>
      `\n— ${String(message['kind'])}, ${String(message['author'] ?? '–')}, ${String(message['at'])}\n${String(message['body'])}`,
  );
  return [
    `#${ticket.number ?? '–'} ${ticket.subject}`,
    ...fields.map(
      ([name, value]) => `${name.padEnd(width)}${Array.isArray(value) ? value.join(', ') : String(value)}`,
    ),
    ...messages,
  ].join('\n');
}

function isFilled(value: unknown): boolean {
  return value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
}
