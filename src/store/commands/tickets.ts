import { appError } from '../../domain/errors';
import type { Field } from '../../domain/field/field';
import { checkFieldValue } from '../../domain/kinds';
import { emptyTicketFields, ticketField } from '../../domain/ticket/fields';
import { planTicketChange, type Ticket, type TicketChange } from '../../domain/ticket/change';
import { ticketMessages } from '../../domain/ticket/ticket.messages';
import { failure, ok, type Result } from '../../domain/result';
import type { UnitOfWork } from '../commit/unit-of-work';
import { storeMessages } from '../messages';
import { discardDraft } from './drafts';
import { planContext, ticketOf, type StoreContext } from './context';
import { changeTicket, checkReferences } from './write-plan';
import { takeNumber } from './numbers';

type NewTicket = {
  readonly subject: string;
  readonly body: string;
  readonly change: TicketChange;
  readonly requesterName?: string | undefined;
  readonly channel: string;
  readonly draftId?: string | undefined;
};

/** Makes a ticket, with its description as the first message. */
export async function createTicket(
  store: StoreContext,
  work: UnitOfWork,
  input: NewTicket,
): Promise<Result<{ id: string; number: number }>> {
  const blank: Ticket = { id: store.newId(), ...emptyTicketFields(), status: 'new' };
  const change = withRequester(store, work, input);
  const channel = ticketField('channel');
  if (channel !== undefined && checkFieldValue(channel, input.channel) !== null)
    return unknownChannel(channel, input);
  const references = checkReferences(store, input.change);
  if (!references.ok) return references;
  const plan = planTicketChange(blank, change, planContext(store, work));
  if (!plan.ok) return plan;
  const number = await takeNumber(work);
  work.create(
    'tickets',
    {
      ...blank,
      channel: input.channel as Ticket['channel'],
      ...requesterOrganisation(store, change),
      ...plan.value.set,
      ...plan.value.add,
      number,
      createdAt: work.now,
      updatedAt: work.now,
    },
    blank.id,
  );
  work.recordEvent({ ticketId: blank.id, kind: 'created' });
  const steps = plan.value.events.filter((event) => event.kind !== 'changed');
  for (const event of steps)
    work.recordEvent({ ticketId: blank.id, kind: event.kind, changes: [...event.changes] });
  if (input.body.trim() !== '') describeTicket(work, blank.id, change, input);
  if (input.draftId !== undefined) await discardDraft(work, input.draftId);
  return ok({ id: blank.id, number });
}

function unknownChannel(field: Field, { channel }: NewTicket): Result<never> {
  const allowed = field.nature.type === 'choice' ? field.nature.options.map((option) => option.id) : [];
  return failure(
    appError('invalid_input', storeMessages.notAllowed(field.label, channel, allowed), {
      field: field.key,
      allowed,
    }),
  );
}

/** The subject, and the requester: the one named by id, or a new person of that name. */
function withRequester(store: StoreContext, work: UnitOfWork, input: NewTicket): TicketChange {
  const set: Record<string, unknown> = { ...input.change.set, subject: input.subject };
  const name = input.requesterName?.trim() ?? '';
  if (name !== '' && typeof set['requester'] !== 'string') {
    const [known] = store.directory.idsByName('people', name);
    set['requester'] =
      known ?? work.create('people', name.includes('@') ? { name, emails: [name] } : { name });
  }
  return { ...input.change, set };
}

function requesterOrganisation(store: StoreContext, change: TicketChange): { organisation?: string } {
  const requester = change.set?.['requester'];
  const person = typeof requester === 'string' ? store.directory.get('people', requester) : undefined;
  return person?.organisation === null || person === undefined ? {} : { organisation: person.organisation };
}

function describeTicket(work: UnitOfWork, ticketId: string, change: TicketChange, input: NewTicket): void {
  const requester = change.set?.['requester'];
  work.create('messages', {
    ticketId,
    kind: 'reply',
    direction: typeof requester === 'string' ? 'in' : 'out',
    authorId: typeof requester === 'string' ? requester : work.actorId,
    at: work.now,
    body: input.body,
    channel: input.channel,
  });
}

/** Changes any number of tickets; of several, those that may not take the step are left as they are and counted. */
export async function changeTickets(
  store: StoreContext,
  work: UnitOfWork,
  ids: readonly string[],
  change: TicketChange,
): Promise<Result<{ changed: number; skipped: number }>> {
  const parts = [change.set, change.add, change.remove];
  if (parts.every((part) => Object.keys(part ?? {}).length === 0)) {
    return failure(appError('invalid_input', ticketMessages.nothingToChange));
  }
  await work.prime('tickets', ids);
  let changed = 0;
  let skipped = 0;
  for (const id of ids) {
    const ticket = await ticketOf(work, id);
    const done = ticket.ok ? await changeTicket(store, work, ticket.value, change) : ticket;
    if (done.ok) changed += done.value ? 1 : 0;
    else if (ids.length === 1 || done.error.code !== 'conflict') return done;
    else skipped += 1;
  }
  return ok({ changed, skipped });
}

/** Which mark a ticket gets, and how the history calls it. */
const dispositions = {
  trash: { field: 'deletedAt', event: 'trashed' },
  spam: { field: 'spamAt', event: 'spammed' },
} as const;

/** Puts tickets into the trash, or marks them as spam. Nothing is removed; `restoreTickets` takes it back. */
export async function disposeTickets(
  work: UnitOfWork,
  ids: readonly string[],
  how: keyof typeof dispositions,
): Promise<Result<null>> {
  const { field, event } = dispositions[how];
  await work.prime('tickets', ids);
  for (const id of ids) {
    const ticket = await ticketOf(work, id);
    if (!ticket.ok) return ticket;
    if (ticket.value[field] !== null) continue;
    await work.set({ kind: 'tickets', id }, { [field]: work.now, updatedAt: work.now });
    work.recordEvent({ ticketId: id, kind: event });
  }
  return ok(null);
}

/** Takes tickets out of the trash and out of spam. */
export async function restoreTickets(work: UnitOfWork, ids: readonly string[]): Promise<Result<null>> {
  await work.prime('tickets', ids);
  for (const id of ids) {
    const ticket = await ticketOf(work, id);
    if (!ticket.ok) return ticket;
    if (ticket.value.deletedAt === null && ticket.value.spamAt === null) continue;
    await work.set({ kind: 'tickets', id }, { deletedAt: null, spamAt: null, updatedAt: work.now });
    work.recordEvent({ ticketId: id, kind: 'restored' });
  }
  return ok(null);
}

/** Remembers that the agent has seen the tickets as they are, or wants them to look unseen. */
export function markRead(work: UnitOfWork, ids: readonly string[], isRead: boolean): Result<null> {
  const at = isRead ? work.now : 0;
  for (const ticketId of ids) work.putLocal('reads', { agentId: work.actorId, ticketId, at });
  return ok(null);
}
