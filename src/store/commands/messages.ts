import { appError } from '../../domain/errors';
import type { EventKind } from '../../domain/event/event';
import type { MessageFields, MessageKind } from '../../domain/message/message';
import { failure, ok, type Result } from '../../domain/result';
import type { Ticket, TicketChange } from '../../domain/ticket/change';
import type { UnitOfWork } from '../commit/unit-of-work';
import { storeMessages } from '../messages';
import { ticketOf, type StoreContext } from './context';
import { discardDraft } from './drafts';
import { changeTicket, touchTicket } from './write-plan';

type NewMessage = {
  readonly ticketId: string;
  readonly kind: MessageKind;
  readonly direction: 'in' | 'out';
  readonly body: string;
  readonly call?: MessageFields['call'] | undefined;
  readonly change: TicketChange;
  readonly draftId?: string | undefined;
};

const eventOf: Readonly<Record<MessageKind, EventKind>> = { reply: 'replied', note: 'noted', call: 'called' };

/** Adds a reply, an internal note or a call log, with what it means for the ticket. */
export async function addMessage(
  store: StoreContext,
  work: UnitOfWork,
  input: NewMessage,
): Promise<Result<{ id: string; number: number | null }>> {
  if (input.body.trim() === '' && input.kind !== 'call') {
    return failure(appError('invalid_input', storeMessages.emptyMessage, { field: 'body' }));
  }
  const ticket = await ticketOf(work, input.ticketId);
  if (!ticket.ok) return ticket;
  const id = writeMessage(work, ticket.value, input);
  await noteFirstResponse(work, ticket.value, input);
  await touchTicket(work, input.ticketId);
  const change = impliedChange(store, ticket.value, input);
  const changed = await changeTicket(store, work, ticket.value, change);
  if (!changed.ok) return changed;
  if (input.draftId !== undefined) await discardDraft(work, input.draftId);
  return ok({ id, number: ticket.value.number });
}

function writeMessage(work: UnitOfWork, ticket: Ticket, input: NewMessage): string {
  const id = work.create('messages', {
    ticketId: input.ticketId,
    kind: input.kind,
    direction: input.direction,
    authorId: input.direction === 'in' ? ticket.requester : work.actorId,
    at: work.now,
    body: input.body,
    channel: input.kind === 'call' ? 'phone' : (ticket.channel ?? 'agent'),
    ...(input.call === undefined ? {} : { call: input.call }),
  });
  work.recordEvent({ ticketId: input.ticketId, kind: eventOf[input.kind], subjectId: id });
  return id;
}

async function noteFirstResponse(work: UnitOfWork, ticket: Ticket, input: NewMessage): Promise<void> {
  const isResponse = input.kind === 'reply' && input.direction === 'out';
  if (!isResponse || ticket.firstResponseAt !== null) return;
  await work.set({ kind: 'tickets', id: ticket.id }, { firstResponseAt: work.now });
}

/**
 * What a message means for the status where nobody chose one: answering starts a new ticket, and a word from the
 * requester brings a waiting or finished one back to work.
 */
function impliedChange(store: StoreContext, ticket: Ticket, input: NewMessage): TicketChange {
  if (input.change.set?.['status'] !== undefined || input.kind === 'note') return input.change;
  const category = store.directory.statuses.get(ticket.status ?? 'new')?.category ?? 'new';
  const isStarted = input.direction === 'out' && category === 'new';
  const isBack =
    input.direction === 'in' && (category === 'pending' || category === 'solved' || category === 'closed');
  return isStarted || isBack
    ? { ...input.change, set: { ...input.change.set, status: 'open' } }
    : input.change;
}
