import { appError } from '../errors';
import type { EventKind, FieldChange } from '../event/event';
import type { Field } from '../field/field';
import { checkFieldValue } from '../kinds';
import { failure, ok, type Result } from '../result';
import { customPrefix, ticketField, type TicketFields } from './fields';
import { transition } from './lifecycle';
import { priorityAfter } from './priority';
import type { Status } from './status';
import { ticketMessages } from './ticket.messages';

/** A ticket as rules see it: every built-in field, and custom fields under their prefixed keys. */
export type Ticket = { readonly id: string } & TicketFields;

/** What somebody asks of a ticket: registers to write, and elements of sets to add and remove. */
export type TicketChange = {
  readonly set?: Readonly<Record<string, unknown>> | undefined;
  readonly add?: Readonly<Record<string, readonly string[]>> | undefined;
  readonly remove?: Readonly<Record<string, readonly string[]>> | undefined;
};

/** One line of history that a change writes. */
type PlannedEvent = { readonly kind: EventKind; readonly changes: readonly FieldChange[] };

/** A change worked out: final register values, set changes that really change something, and the history lines. */
export type TicketPlan = {
  readonly set: Readonly<Record<string, unknown>>;
  readonly add: Readonly<Record<string, readonly string[]>>;
  readonly remove: Readonly<Record<string, readonly string[]>>;
  readonly events: readonly PlannedEvent[];
};

/** What a plan needs to know of the desk. `customFields` is keyed by the prefixed key. */
export type PlanContext = {
  readonly now: number;
  readonly statuses: ReadonlyMap<string, Status>;
  readonly customFields: ReadonlyMap<string, Field>;
};

/**
 * Works out what a requested change does to a ticket: checks every value, follows the lifecycle and the priority
 * matrix, and leaves out what is so already. Fails with the first thing that a person must put right.
 */
export function planTicketChange(
  ticket: Ticket,
  change: TicketChange,
  context: PlanContext,
): Result<TicketPlan> {
  const registers = checkRegisters(change.set ?? {}, context);
  if (!registers.ok) return registers;
  const added = checkSets(change.add ?? {}, context);
  if (!added.ok) return added;
  const removed = checkSets(change.remove ?? {}, context);
  if (!removed.ok) return removed;
  const wanted = changedOnly(ticket, registers.value);
  // A status or priority that was asked for stands, even where it is so already: nothing else may derive another.
  const asked = Object.entries(registers.value).filter(([key]) => key === 'status' || key === 'priority');
  const chosen = { ...wanted, ...Object.fromEntries(asked) };
  const status = followStatus(ticket, chosen, context);
  if (!status.ok) return status;
  const derived = { ...followAssignment(ticket, wanted, context.now), ...followPriority(ticket, chosen) };
  const set = { ...changedOnly(ticket, { ...wanted, ...derived, ...status.value.fields }) };
  const add = mapSets(change.add, (field, elements) =>
    elements.filter((element) => !has(ticket, field, element)),
  );
  const remove = mapSets(change.remove, (field, elements) =>
    elements.filter((element) => has(ticket, field, element)),
  );
  return ok({ set, add, remove, events: eventsOf(ticket, { set, add, remove }, status.value.event) });
}

/** The registered or custom field behind a key. */
export function fieldOfTicket(key: string, customFields: ReadonlyMap<string, Field>): Field | undefined {
  return key.startsWith(customPrefix) ? customFields.get(key) : ticketField(key);
}

function checkRegisters(
  set: Readonly<Record<string, unknown>>,
  { customFields }: PlanContext,
): Result<Record<string, unknown>> {
  for (const [key, value] of Object.entries(set)) {
    const field = fieldOfTicket(key, customFields);
    const problem = problemWith(key, field) ?? (field === undefined ? null : registerProblem(field, value));
    if (problem !== null) return failure(appError('invalid_input', problem, { field: key }));
  }
  if (typeof set['subject'] === 'string' && set['subject'].trim() === '') {
    return failure(appError('invalid_input', ticketMessages.subjectMissing, { field: 'subject' }));
  }
  return ok({ ...set });
}

function checkSets(
  sets: Readonly<Record<string, readonly string[]>>,
  { customFields }: PlanContext,
): Result<null> {
  for (const [key, elements] of Object.entries(sets)) {
    const field = fieldOfTicket(key, customFields);
    const problem = problemWith(key, field) ?? (field === undefined ? null : setProblem(field, elements));
    if (problem !== null) return failure(appError('invalid_input', problem, { field: key }));
  }
  return ok(null);
}

function problemWith(key: string, field: Field | undefined): string | null {
  if (field === undefined) return ticketMessages.noSuchField(key);
  return field.writer === 'person' ? null : ticketMessages.notByHand(field.label);
}

function registerProblem(field: Field, value: unknown): string | null {
  if (field.merge === 'addWinsSet') return ticketMessages.onlyASet(field.label);
  const problem = checkFieldValue(field, value);
  return problem === null ? null : ticketMessages.badValue(field.label, problem);
}

function setProblem(field: Field, elements: readonly string[]): string | null {
  if (field.merge !== 'addWinsSet') return ticketMessages.notASet(field.label);
  const problem = checkFieldValue(field, elements);
  return problem === null ? null : ticketMessages.badValue(field.label, problem);
}

function valueOf(ticket: Ticket, key: string): unknown {
  return (ticket as Readonly<Record<string, unknown>>)[key] ?? ticketField(key)?.empty ?? null;
}

function has(ticket: Ticket, field: string, element: string): boolean {
  const value = valueOf(ticket, field);
  return Array.isArray(value) && value.includes(element);
}

function changedOnly(ticket: Ticket, set: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(set).filter(([key, value]) => valueOf(ticket, key) !== value));
}

function mapSets(
  sets: TicketChange['add'],
  keep: (field: string, elements: readonly string[]) => readonly string[],
): Record<string, readonly string[]> {
  const kept = Object.entries(sets ?? {}).map(
    ([field, elements]) => [field, keep(field, [...new Set(elements)])] as const,
  );
  return Object.fromEntries(kept.filter(([, elements]) => elements.length > 0));
}

/** Follows an asked-for status, or the one that an assignment implies: giving a new ticket to somebody starts it. */
function followStatus(
  ticket: Ticket,
  wanted: Readonly<Record<string, unknown>>,
  context: PlanContext,
): Result<{ readonly fields: Readonly<Record<string, unknown>>; readonly event: EventKind }> {
  const before = context.statuses.get(ticket.status ?? 'new');
  const startsWork =
    wanted['status'] === undefined && typeof wanted['assignee'] === 'string' && before?.category === 'new';
  const target = startsWork ? 'open' : wanted['status'];
  if (target === undefined) return ok({ fields: {}, event: 'changed' });
  const after = context.statuses.get(String(target));
  if (after === undefined) {
    return failure(
      appError('invalid_input', ticketMessages.noSuchStatus(String(target)), { field: 'status' }),
    );
  }
  const step = transition(ticket, before?.category ?? 'new', after.category, context.now);
  return step.ok ? ok({ fields: { ...step.value.fields, status: after.id }, event: step.value.event }) : step;
}

function followAssignment(ticket: Ticket, wanted: Readonly<Record<string, unknown>>, now: number): object {
  const isHandedOver =
    (typeof wanted['assignee'] === 'string' && ticket.assignee !== null) ||
    (typeof wanted['team'] === 'string' && ticket.team !== null);
  return {
    ...(typeof wanted['assignee'] === 'string' ? { assignedAt: now } : {}),
    ...(isHandedOver ? { reassignmentCount: (ticket.reassignmentCount ?? 0) + 1 } : {}),
  };
}

function followPriority(ticket: Ticket, wanted: Readonly<Record<string, unknown>>): object {
  const priority = priorityAfter(ticket, wanted as Partial<Ticket>);
  return priority === ticket.priority ? {} : { priority };
}

/** One line for the status, one for the assignment, one for everything else, in that order. */
function eventsOf(
  ticket: Ticket,
  plan: Pick<TicketPlan, 'set' | 'add' | 'remove'>,
  statusEvent: EventKind,
): PlannedEvent[] {
  const changes = [...registerChanges(ticket, plan.set), ...setChanges(ticket, plan)];
  const groups: [EventKind, (field: string) => boolean][] = [
    ['assigned', (field) => field === 'assignee' || field === 'team'],
    [statusEvent, (field) => field === 'status'],
    ['changed', (field) => field !== 'assignee' && field !== 'team' && field !== 'status'],
  ];
  return groups
    .map(([kind, belongs]) => ({ kind, changes: changes.filter((change) => belongs(change.field)) }))
    .filter((event) => event.changes.length > 0);
}

function registerChanges(ticket: Ticket, set: Readonly<Record<string, unknown>>): FieldChange[] {
  return Object.entries(set)
    .filter(([key]) => ticketField(key)?.inHistory ?? true)
    .map(([field, to]) => ({ field, from: valueOf(ticket, field), to }));
}

function setChanges(ticket: Ticket, { add, remove }: Pick<TicketPlan, 'add' | 'remove'>): FieldChange[] {
  const fields = new Set([...Object.keys(add), ...Object.keys(remove)]);
  return [...fields]
    .filter((field) => ticketField(field)?.inHistory ?? true)
    .map((field) => {
      const from = valueOf(ticket, field) as readonly string[];
      const kept = from.filter((element) => !(remove[field] ?? []).includes(element));
      return { field, from, to: [...new Set([...kept, ...(add[field] ?? [])])].sort() };
    });
}
