import { appError } from '../../domain/errors';
import type { RecordKind } from '../../domain/kinds';
import { failure, ok, type Result } from '../../domain/result';
import {
  fieldOfTicket,
  planTicketChange,
  type Ticket,
  type TicketChange,
  type TicketPlan,
} from '../../domain/ticket/change';
import type { UnitOfWork } from '../commit/unit-of-work';
import { storeMessages } from '../messages';
import { customFieldsByKey, planContext, type StoreContext } from './context';

/** Works a requested change out and writes it, with its lines of history. Tells whether anything was changed. */
export async function changeTicket(
  store: StoreContext,
  work: UnitOfWork,
  ticket: Ticket,
  change: TicketChange,
): Promise<Result<boolean>> {
  const references = checkReferences(store, change);
  if (!references.ok) return references;
  const plan = planTicketChange(ticket, change, planContext(store, work));
  if (!plan.ok) return plan;
  return ok(await writePlan(work, ticket.id, plan.value));
}

/** Writes a worked-out change. */
async function writePlan(work: UnitOfWork, ticketId: string, plan: TicketPlan): Promise<boolean> {
  const ref = { kind: 'tickets', id: ticketId } as const;
  const isEmpty = [plan.set, plan.add, plan.remove].every((part) => Object.keys(part).length === 0);
  if (isEmpty) return false;
  await work.set(ref, { ...plan.set, updatedAt: work.now });
  for (const [field, elements] of Object.entries(plan.add)) await work.add(ref, field, elements);
  for (const [field, elements] of Object.entries(plan.remove)) await work.remove(ref, field, elements);
  for (const event of plan.events)
    work.recordEvent({ ticketId, kind: event.kind, changes: [...event.changes] });
  return true;
}

/** Fails when a change points at a person, team, category or status that is not there. */
export function checkReferences(store: StoreContext, change: TicketChange): Result<null> {
  const customFields = customFieldsByKey(store);
  for (const [key, value] of Object.entries(change.set ?? {})) {
    const field = fieldOfTicket(key, customFields);
    if (field?.nature.type !== 'reference' || typeof value !== 'string') continue;
    if (isThere(store, field.nature.to, value)) continue;
    return failure(appError('invalid_input', storeMessages.noSuchReference(field.label), { field: key }));
  }
  for (const [key, elements] of Object.entries(change.add ?? {})) {
    const field = fieldOfTicket(key, customFields);
    if (field?.nature.type !== 'references') continue;
    const { to } = field.nature;
    if (elements.every((id) => isThere(store, to, id))) continue;
    return failure(appError('invalid_input', storeMessages.noSuchReference(field.label), { field: key }));
  }
  return ok(null);
}

/** True when a row of the kind that a field points at exists; the desk's agent does before their first action. */
export function isThere(store: StoreContext, target: string, id: string): boolean {
  if (target === 'tickets') return store.index.slotOf(id) !== undefined;
  if (target === 'statuses') return store.directory.statuses.has(id);
  return store.directory.get(target as RecordKind, id) !== undefined || id === store.desk.me.id;
}

/** Marks a ticket as changed now. */
export async function touchTicket(work: UnitOfWork, ticketId: string): Promise<void> {
  await work.set({ kind: 'tickets', id: ticketId }, { updatedAt: work.now });
}
