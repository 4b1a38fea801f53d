import { ok } from '../../domain/result';
import type { ReadableTicket } from '../../protocol/store-shapes';
import { wholeNumber, type Command } from '../command';
import { cliMessages } from '../messages';

const defaultLimit = 50;
const pageSize = 1_000;

/** `desk list QUERY [--limit N] [--offset N]` */
export const listCommand: Command = {
  name: 'list',
  usage: '[QUERY] [--limit N] [--offset N]',
  help: cliMessages.help.list,
  words: [0, 1_000],
  options: {
    limit: { type: 'value', help: cliMessages.options.limit },
    offset: { type: 'value', help: cliMessages.options.offset },
  },
  run: async (given, { store }) => {
    const limit = wholeNumber(given.value('limit'), defaultLimit, '--limit');
    const offset = wholeNumber(given.value('offset'), 0, '--offset');
    if (!limit.ok) return limit;
    if (!offset.ok) return offset;
    const query = given.words.join(' ');
    const found = await store.call('ticket.ids', { query, limit: 1_000_000 });
    if (!found.ok) return found;
    const ids = found.value.value.slice(offset.value, offset.value + limit.value);
    const tickets: ReadableTicket[] = [];
    for (let first = 0; first < ids.length; first += pageSize) {
      const page = await store.call('ticket.readable', { ids: ids.slice(first, first + pageSize) });
      if (!page.ok) return page;
      tickets.push(...page.value.value);
    }
    const total = found.value.value.length;
    return ok({ json: { total, tickets }, text: table(tickets, total) });
  },
};

const columns = ['number', 'status', 'priority', 'assignee', 'subject'] as const;

function table(tickets: readonly ReadableTicket[], total: number): string {
  const rows = tickets.map((ticket) => columns.map((column) => singleLine(ticket[column])));
  const widths = columns.map((_, at) => Math.max(0, ...rows.map((row) => row[at]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [...lines, cliMessages.total(tickets.length, total)].join('\n');
}

function singleLine(value: unknown): string {
  if (value === null || value === undefined) return '–';
  return String(value).replace(/\s+/g, ' ');
}
