import { appError } from '../../domain/errors';
import { readRow } from '../../domain/kinds';
import { decodeLink } from '../../domain/link/link';
import { failure, ok, type Result } from '../../domain/result';
import type { SyncedRow } from '../../domain/sync/row';
import { completeness } from '../../domain/ticket/completeness';
import type { Ticket } from '../../domain/ticket/change';
import type { TicketDetail, TicketEvent, TicketLink, TicketMessage } from '../../protocol/store-shapes';
import { mergedTicketIds } from '../commands/relations';
import type { StoreContext } from '../commands/context';
import type { ChildRow } from '../database';
import { storeMessages } from '../messages';

/** Everything about one ticket: its fields, its conversation with what was merged in, its history and drafts. */
export async function ticketDetail(
  store: StoreContext,
  id: string,
  agentId: string,
): Promise<Result<TicketDetail>> {
  const { database } = store;
  const row = await database.tickets.get(id);
  if (row === undefined) return failure(appError('not_found', storeMessages.noSuchTicket, { id }));
  const ticket = readRow('tickets', row);
  const [messages, events, links, drafts] = await Promise.all([
    conversation(store, ticket),
    childRows(store, 'events', id),
    linksOf(store, ticket),
    database.drafts.filter((draft) => draft.ticketId === id && draft.agentId === agentId).toArray(),
  ]);
  const requester = ticket.requester === null ? undefined : store.directory.get('people', ticket.requester);
  return ok({
    ticket: withoutBookkeeping(ticket as unknown as SyncedRow) as TicketDetail['ticket'],
    messages,
    events: events.map((event) => withoutBookkeeping(event) as TicketEvent),
    links,
    drafts: drafts.map(({ agentId: _, ...draft }) => draft),
    completeness: completeness({
      ticket,
      requester: requester ?? null,
      hasDetails: messages.some((message) => message.body.trim().length > 0),
    }).map((line) => ({ ...line, missing: [...line.missing] })),
  });
}

/** The messages that a ticket shows: its own that were not split off, those of merged tickets, those split to it. */
async function conversation(store: StoreContext, ticket: Ticket): Promise<TicketMessage[]> {
  const links = async (id: string): Promise<readonly string[]> =>
    id === ticket.id
      ? ticket.links
      : (((await store.database.tickets.get(id))?.['links'] as readonly string[]) ?? []);
  const shown = [ticket.id, ...(await mergedTicketIds(links, ticket.id))];
  const sources = ticket.splitFrom === null ? shown : [...shown, ticket.splitFrom];
  const rows = (await Promise.all(sources.map((id) => childRows(store, 'messages', id)))).flat();
  return rows
    .filter((row) => shown.includes((row['shownOn'] as string | null | undefined) ?? row.ticketId))
    .map((row) => withoutBookkeeping(row) as TicketMessage)
    .sort((left, right) => left.at - right.at || (left.id < right.id ? -1 : 1));
}

/** The rows stored under a ticket, in the order of their ids. */
function childRows(store: StoreContext, kind: 'messages' | 'events', ticketId: string): Promise<ChildRow[]> {
  return store.database[kind].where('[ticketId+id]').between([ticketId, ''], [ticketId, '\uffff']).toArray();
}

async function linksOf(store: StoreContext, ticket: Ticket): Promise<TicketLink[]> {
  const links = ticket.links.flatMap((element) => decodeLink(element) ?? []);
  const rows = await store.database.tickets.bulkGet(links.map((link) => link.ticketId));
  return links.map((link, position) => {
    const row = rows[position];
    return {
      ...link,
      number: (row?.['number'] as number | undefined) ?? null,
      subject: String(row?.['subject'] ?? ''),
      status: (row?.['status'] as string | undefined) ?? null,
    };
  });
}

/** What people and files see of a row: its content, without stamps and derived values. */
export function withoutBookkeeping(row: SyncedRow): Record<string, unknown> & { id: string } {
  const {
    stamp: _stamp,
    stamps: _stamps,
    sets: _sets,
    redacted: _redacted,
    activity: _activity,
    ...content
  } = row;
  return content as Record<string, unknown> & { id: string };
}
