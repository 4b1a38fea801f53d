import { open } from 'node:fs/promises';
import papaparse from 'papaparse';
import { ok, type Result } from '../../domain/result';
import type { Client } from '../../protocol/rpc/client';
import type { storeContract } from '../../protocol/store';
import type { ReadableTicket } from '../../protocol/store-shapes';

const ticketsAtOnce = 500;

/** Byte order mark: spreadsheet programs take a file without one for an older encoding. */
const bom = '\uFEFF';

/** Writes tickets as one table: a column for every field that a ticket has, lists joined with commas. */
export async function ticketCsv(
  file: string,
  ids: readonly string[],
  { store }: Readonly<{ store: Client<typeof storeContract> }>,
): Promise<Result<null>> {
  const handle = await open(file, 'w');
  try {
    let columns: readonly string[] | null = null;
    for (let first = 0; first < Math.max(1, ids.length); first += ticketsAtOnce) {
      const page = await store.call('ticket.readable', {
        ids: ids.slice(first, first + ticketsAtOnce),
        detail: 'fields',
      });
      if (!page.ok) return page;
      const tickets = page.value.value;
      if (columns === null) {
        columns = ['id', ...Object.keys(tickets[0]?.fields ?? {})];
        await handle.appendFile(bom + papaparse.unparse([columns], { newline: '\r\n' }) + '\r\n');
      }
      const names = columns;
      const rows = tickets.map((ticket) => names.map((name) => cellOf(ticket, name)));
      if (rows.length > 0) await handle.appendFile(papaparse.unparse(rows, { newline: '\r\n' }) + '\r\n');
    }
    return ok(null);
  } finally {
    await handle.sync();
    await handle.close();
  }
}

function cellOf(ticket: ReadableTicket, name: string): string {
  const value = name === 'id' ? ticket.id : ticket.fields?.[name];
  if (value === null || value === undefined) return '';
  return Array.isArray(value) ? value.join(',') : String(value);
}
