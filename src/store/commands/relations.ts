import { appError } from '../../domain/errors';
import type { FieldChange } from '../../domain/event/event';
import { encodeLink, inverseLink, linkedBy, personalLinkType, type LinkType } from '../../domain/link/link';
import { failure, ok, type Result } from '../../domain/result';
import type { Ticket } from '../../domain/ticket/change';
import { emptyTicketFields } from '../../domain/ticket/fields';
import { transition } from '../../domain/ticket/lifecycle';
import { ticketMessages } from '../../domain/ticket/ticket.messages';
import type { UnitOfWork } from '../commit/unit-of-work';
import type { ChildRow } from '../database';
import { storeMessages } from '../messages';
import { ticketOf, type StoreContext } from './context';
import { takeNumber } from './numbers';
import { touchTicket } from './write-plan';

type LinkInput = { readonly from: string; readonly to: string; readonly type: string };

/** Links two tickets, or takes a link away; both ends say so. */
export async function linkTickets(
  work: UnitOfWork,
  input: LinkInput,
  how: 'add' | 'remove',
): Promise<Result<null>> {
  if (input.from === input.to) return failure(appError('invalid_input', storeMessages.linkToItself));
  const type = personalLinkType(input.type);
  if (type === undefined) return failure(appError('invalid_input', storeMessages.badLinkType(input.type)));
  for (const id of [input.from, input.to]) {
    const ticket = await ticketOf(work, id);
    if (!ticket.ok) return ticket;
  }
  await writeLink(work, input.from, type, input.to, how);
  for (const [ticketId, subjectId] of [
    [input.from, input.to],
    [input.to, input.from],
  ] as const) {
    await touchTicket(work, ticketId);
    work.recordEvent({ ticketId, subjectId, kind: how === 'add' ? 'linked' : 'unlinked' });
  }
  return ok(null);
}

async function writeLink(
  work: UnitOfWork,
  from: string,
  type: LinkType,
  to: string,
  how: 'add' | 'remove',
): Promise<void> {
  await work[how]({ kind: 'tickets', id: from }, 'links', [encodeLink(type, to)]);
  await work[how]({ kind: 'tickets', id: to }, 'links', [encodeLink(inverseLink(type), from)]);
}

/** Folds tickets into another: they are closed, and their messages are shown there. */
export async function mergeTickets(
  store: StoreContext,
  work: UnitOfWork,
  into: string,
  ids: readonly string[],
): Promise<Result<null>> {
  if (ids.includes(into)) return failure(appError('invalid_input', storeMessages.mergeIntoItself));
  const target = await ticketOf(work, into);
  if (!target.ok) return target;
  if (await isMergedInto(work, target.value, ids))
    return failure(appError('conflict', storeMessages.mergeCircle));
  for (const id of new Set(ids)) {
    const ticket = await ticketOf(work, id);
    if (!ticket.ok) return ticket;
    if (ticket.value.mergedInto === into) continue;
    if (ticket.value.mergedInto !== null)
      await writeLink(work, ticket.value.mergedInto, 'merged', id, 'remove');
    const closing = closeFields(store, ticket.value, work.now);
    await work.set({ kind: 'tickets', id }, { ...closing, mergedInto: into, updatedAt: work.now });
    await writeLink(work, into, 'merged', id, 'add');
    // What closing changed is kept with the event, so that taking the ticket out again can give it back.
    const changes = Object.entries(closing).map(([field, to]) => ({
      field,
      from: valueOf(ticket.value, field),
      to,
    }));
    work.recordEvent({ ticketId: id, kind: 'merged', subjectId: into, changes });
    work.recordEvent({ ticketId: into, kind: 'merged', subjectId: id });
    await followAlong(work, into, ticket.value);
  }
  await touchTicket(work, into);
  return ok(null);
}

/** True when following the merges from a ticket ends at one of `ids`. */
async function isMergedInto(work: UnitOfWork, ticket: Ticket, ids: readonly string[]): Promise<boolean> {
  const seen = new Set<string>();
  for (let next = ticket.mergedInto; next !== null && !seen.has(next); ) {
    if (ids.includes(next)) return true;
    seen.add(next);
    const row: { readonly mergedInto: string | null } | undefined = await work.read('tickets', next);
    next = row?.mergedInto ?? null;
  }
  return false;
}

function closeFields(store: StoreContext, ticket: Ticket, now: number): Readonly<Record<string, unknown>> {
  const category = store.directory.statuses.get(ticket.status ?? 'new')?.category ?? 'new';
  if (category === 'closed') return {};
  const step = transition(ticket, category, 'closed', now);
  return step.ok ? { ...step.value.fields, status: 'closed' } : {};
}

function valueOf(ticket: Ticket, field: string): unknown {
  return (ticket as Readonly<Record<string, unknown>>)[field] ?? null;
}

/** Whoever asked on the merged ticket keeps hearing of it on the other one. */
async function followAlong(work: UnitOfWork, into: string, merged: Ticket): Promise<void> {
  const people = [...merged.followers, ...(merged.requester === null ? [] : [merged.requester])];
  await work.add({ kind: 'tickets', id: into }, 'followers', people);
}

/** Takes a ticket out of the one it was merged into, with the status it had before. */
export async function unmergeTicket(
  store: StoreContext,
  work: UnitOfWork,
  id: string,
): Promise<Result<null>> {
  const ticket = await ticketOf(work, id);
  if (!ticket.ok) return ticket;
  const into = ticket.value.mergedInto;
  if (into === null) return failure(appError('conflict', storeMessages.notMerged));
  const events = await work.context.database.events
    .where('[ticketId+id]')
    .between([id, ''], [id, '\uffff'])
    .toArray();
  const merge = events.findLast((event) => event['kind'] === 'merged' && event['subjectId'] === into);
  const closing = (merge?.['changes'] as FieldChange[] | undefined) ?? [];
  const before = Object.fromEntries(closing.map(({ field, from }) => [field, from]));
  const isStatusThere = store.directory.statuses.has(String(before['status']));
  const reopened = isStatusThere ? { closedAt: null, solvedAt: null, ...before } : {};
  await work.set({ kind: 'tickets', id }, { ...reopened, mergedInto: null, updatedAt: work.now });
  await writeLink(work, into, 'merged', id, 'remove');
  const changes = isStatusThere ? [{ field: 'status', from: ticket.value.status, to: before['status'] }] : [];
  work.recordEvent({ ticketId: id, kind: 'unmerged', subjectId: into, changes });
  work.recordEvent({ ticketId: into, kind: 'unmerged', subjectId: id });
  await touchTicket(work, into);
  return ok(null);
}

type SplitInput = {
  readonly ticketId: string;
  readonly messageIds: readonly string[];
  readonly subject: string;
};

/** Makes a ticket of some of another one's messages: they move, and both histories say so. */
export async function splitTicket(
  work: UnitOfWork,
  input: SplitInput,
): Promise<Result<{ id: string; number: number }>> {
  if (input.subject.trim() === '')
    return failure(appError('invalid_input', ticketMessages.subjectMissing, { field: 'subject' }));
  const ticket = await ticketOf(work, input.ticketId);
  if (!ticket.ok) return ticket;
  const stored = await work.context.database.messages.bulkGet(
    input.messageIds.map((id): [string, string] => [input.ticketId, id]),
  );
  const messages = stored.filter((row): row is ChildRow => row !== undefined);
  if (messages.length === 0) return failure(appError('invalid_input', storeMessages.nothingToSplit));
  const number = await takeNumber(work);
  const { requester, organisation, team, category, channel, type } = ticket.value;
  const id = work.create('tickets', {
    ...emptyTicketFields(),
    requester,
    organisation,
    team,
    category,
    channel,
    type,
    number,
    status: 'new',
    subject: input.subject,
    splitFrom: input.ticketId,
    createdAt: work.now,
    updatedAt: work.now,
  });
  for (const message of messages) {
    await work.set({ kind: 'messages', id: message.id, parent: input.ticketId }, { shownOn: id });
  }
  await writeLink(work, input.ticketId, 'split_to', id, 'add');
  await touchTicket(work, input.ticketId);
  work.recordEvent({ ticketId: id, kind: 'split', subjectId: input.ticketId });
  work.recordEvent({ ticketId: input.ticketId, kind: 'split', subjectId: id });
  return ok({ id, number });
}

/** Every ticket whose messages a ticket shows beside its own: the ones merged into it, and theirs. */
export async function mergedTicketIds(
  linksOf: (id: string) => Promise<readonly string[]>,
  id: string,
): Promise<readonly string[]> {
  const found = new Set<string>();
  const waiting = [id];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const merged of linkedBy(await linksOf(next), 'merged')) {
      if (found.has(merged) || merged === id) continue;
      found.add(merged);
      waiting.push(merged);
    }
  }
  return [...found];
}
