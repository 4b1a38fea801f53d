import { appError } from '../errors';
import type { EventKind } from '../event/event';
import { failure, ok, type Result } from '../result';
import type { TicketFields } from './fields';
import { ticketMessages } from './ticket.messages';
import { isOpenCategory, type StatusCategory } from './status';

/**
 * The steps that a ticket may take. Nothing goes back to `new`, and a finished ticket is reopened before anything
 * else is done with it: its times and counts stay true that way.
 */
export const transitions: Readonly<Record<StatusCategory, readonly StatusCategory[]>> = {
  new: ['open', 'pending', 'on-hold', 'solved', 'closed'],
  open: ['pending', 'on-hold', 'solved', 'closed'],
  pending: ['open', 'on-hold', 'solved', 'closed'],
  'on-hold': ['open', 'pending', 'solved', 'closed'],
  solved: ['open', 'closed'],
  closed: ['open'],
};

/** True when a ticket may go from one category to the other; staying (a custom status of the same one) is allowed. */
export function mayMove(from: StatusCategory, to: StatusCategory): boolean {
  return from === to || transitions[from].includes(to);
}

/** The lifecycle's part of a ticket. */
type LifecycleFields = Pick<
  TicketFields,
  'startedAt' | 'pendingAt' | 'onHoldAt' | 'solvedAt' | 'closedAt' | 'reopenedAt' | 'reopenCount'
>;

const eventKindOf: Readonly<Record<StatusCategory, EventKind>> = {
  new: 'changed',
  open: 'started',
  pending: 'pending',
  'on-hold': 'on_hold',
  solved: 'solved',
  closed: 'closed',
};

/** What a step does to the ticket's times and counts, and how the history calls it. */
export type Transition = { readonly fields: Partial<LifecycleFields>; readonly event: EventKind };

/**
 * Takes a ticket from one category to another at `now` (epoch ms). Fails with `conflict` when the step is not
 * allowed; the sentence names the step that is.
 */
export function transition(
  ticket: LifecycleFields,
  from: StatusCategory,
  to: StatusCategory,
  now: number,
): Result<Transition> {
  if (!mayMove(from, to)) {
    return failure(appError('conflict', ticketMessages.cannotMove(from, to), { from, to }));
  }
  if (from === to) return ok({ fields: {}, event: 'changed' });
  const isReopened = !isOpenCategory(from) && isOpenCategory(to);
  return ok({
    fields: { ...leaving(from), ...entering(ticket, to, now), ...(isReopened ? reopening(ticket, now) : {}) },
    event: isReopened ? 'reopened' : eventKindOf[to],
  });
}

function leaving(from: StatusCategory): Partial<LifecycleFields> {
  if (from === 'pending') return { pendingAt: null };
  return from === 'on-hold' ? { onHoldAt: null } : {};
}

function entering(ticket: LifecycleFields, to: StatusCategory, now: number): Partial<LifecycleFields> {
  switch (to) {
    case 'new':
      return {};
    case 'open':
      return { startedAt: ticket.startedAt ?? now };
    case 'pending':
      return { pendingAt: now };
    case 'on-hold':
      return { onHoldAt: now };
    case 'solved':
      return { solvedAt: now };
    case 'closed':
      return { closedAt: now, solvedAt: ticket.solvedAt ?? now };
  }
}

function reopening(ticket: LifecycleFields, now: number): Partial<LifecycleFields> {
  return { reopenedAt: now, reopenCount: (ticket.reopenCount ?? 0) + 1, solvedAt: null, closedAt: null };
}
