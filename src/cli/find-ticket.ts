import { appError } from '../domain/errors';
import { failure, ok, type Result } from '../domain/result';
import { cliMessages } from './messages';
import type { DeskTools } from './tools';

/** Finds the ticket that a number, or another system's number, stands for. */
export async function findTicket(
  { store }: Pick<DeskTools, 'store'>,
  number: string,
): Promise<Result<string>> {
  const found = await store.call('ticket.find', { number });
  if (!found.ok) return found;
  const ticket = found.value.value;
  return ticket === null
    ? failure(appError('not_found', cliMessages.noTicket(number), { number }))
    : ok(ticket.id);
}

/** The number of a ticket that is known by its id. */
export async function numberOf({ store }: Pick<DeskTools, 'store'>, id: string): Promise<number | null> {
  const read = await store.call('ticket.readable', { ids: [id] });
  return read.ok ? (read.value.value[0]?.number ?? null) : null;
}
