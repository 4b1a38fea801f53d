import { ok, type Result } from '../../domain/result';
import type { ReadableTicket } from '../../protocol/store-shapes';
import type { Command, CommandTools } from '../command';
import { findTicket } from '../find-ticket';
import { cliMessages } from '../messages';
import type { SourceRow } from '../tools';

/** `desk show NUMBER [--raw]` */
export const showCommand: Command = {
  name: 'show',
  usage: 'NUMBER [--raw]',
  help: cliMessages.help.show,
  words: [1, 1],
  options: { raw: { type: 'flag', help: cliMessages.options.raw } },
  run: async (given, tools) => {
    const id = await findTicket(tools, given.words[0] ?? '');
    if (!id.ok) return id;
    const read = await tools.store.call('ticket.readable', { ids: [id.value], detail: 'whole' });
    if (!read.ok) return read;
    const [ticket] = read.value.value;
    if (ticket === undefined || !given.flag('raw'))
      return ok({ json: ticket, text: ticket === undefined ? '' : inWords(ticket) });
    const raw = await rawRows(ticket, tools);
    if (!raw.ok) return raw;
    const rows = raw.value.map(({ row, cells }) => `${row}: ${JSON.stringify(cells)}`);
    return ok({ json: { ...ticket, raw: raw.value }, text: [inWords(ticket), '', ...rows].join('\n') });
  },
};

/** The rows that a ticket was imported from, in the order of the file. */
async function rawRows(ticket: ReadableTicket, { bulk }: CommandTools): Promise<Result<SourceRow[]>> {
  const references = ticket.fields?.['sourceRows'];
  const rows: SourceRow[] = [];
  for (const reference of Array.isArray(references) ? references : []) {
    const read = await bulk.sourceRows(String(reference));
    if (!read.ok) return read;
    rows.push(...read.value);
  }
  return ok(rows);
}

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
