import type { Desk } from './open-desk';

type Change = Readonly<{ set?: object; add?: object; remove?: object }>;

/** What a new ticket is known by. */
export type NewTicket = { readonly id: string; readonly number: number; readonly commandId: string };

/** Makes a ticket with a subject alone, or with whatever else the test is about. */
export async function createTicket(
  desk: Desk,
  subject: string,
  change: Change = {},
  body = '',
): Promise<NewTicket> {
  return desk.send('ticket.create', { subject, body, change });
}

/** Changes one ticket; answers the id of the command. */
export async function changeTicket(desk: Desk, id: string, change: Change, actorId = ''): Promise<string> {
  const done: { commandId: string } = await desk.send('ticket.change', { ids: [id], change }, { actorId });
  return done.commandId;
}

/** Adds a message; answers its id and its command. */
export async function addMessage(
  desk: Desk,
  ticketId: string,
  body: string,
  more: object = {},
): Promise<{ readonly id: string; readonly commandId: string }> {
  return desk.send('message.add', { ticketId, kind: 'reply', body, ...more });
}

/** The subjects of the tickets that a query finds, in its order. */
export async function subjectsOf(desk: Desk, query: string, actorId = ''): Promise<string[]> {
  const page: { tickets: { subject: string }[] } = await desk.send(
    'ticket.list',
    { query, limit: 1_000 },
    { actorId },
  );
  return page.tickets.map((ticket) => ticket.subject);
}

/** A ticket with everything that stands on it, as the window gets it. */
export type Detail = {
  readonly ticket: Readonly<Record<string, unknown>>;
  readonly messages: readonly Readonly<Record<string, unknown>>[];
  readonly events: readonly Readonly<Record<string, unknown>>[];
  readonly links: readonly Readonly<Record<string, unknown>>[];
  readonly drafts: readonly Readonly<Record<string, unknown>>[];
};

/** Reads a ticket as the window does. */
export async function detailOf(desk: Desk, id: string, actorId = ''): Promise<Detail> {
  return desk.send('ticket.detail', { id }, { actorId });
}

/** Makes a record of the directory; answers its id. */
export async function createRecord(desk: Desk, kind: string, set: object, add: object = {}): Promise<string> {
  const made: { id: string } = await desk.send('record.save', { kind, change: { set, add } });
  return made.id;
}

/** Makes an agent; answers their id. */
export function createAgent(desk: Desk, name: string): Promise<string> {
  return createRecord(desk, 'people', { name, isAgent: true });
}
