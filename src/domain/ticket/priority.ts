import type { TicketFields } from './fields';

/** How bad, how soon, how important: the same four steps everywhere. */
export type Severity = NonNullable<TicketFields['priority']>;

/** The steps from least to most. */
export const severities: readonly Severity[] = ['low', 'normal', 'high', 'urgent'];

/**
 * Priority by impact (rows) and urgency (columns), each from low to urgent. The inner three by three is the
 * ITIL incident matrix (Service Operation, 4.2.5.4) with its five results folded to four.
 */
const matrix: Readonly<Record<Severity, readonly Severity[]>> = {
  low: ['low', 'low', 'normal', 'high'],
  normal: ['low', 'normal', 'high', 'high'],
  high: ['normal', 'high', 'urgent', 'urgent'],
  urgent: ['high', 'high', 'urgent', 'urgent'],
};

/** The priority that impact and urgency call for, or null while one of them is unknown. */
export function matrixPriority(impact: Severity | null, urgency: Severity | null): Severity | null {
  if (impact === null || urgency === null) return null;
  return matrix[impact][severities.indexOf(urgency)] ?? null;
}

/** True when somebody chose a priority that the matrix does not call for; such a choice is kept. */
export function isPriorityOverridden(ticket: Pick<TicketFields, 'impact' | 'urgency' | 'priority'>): boolean {
  const called = matrixPriority(ticket.impact, ticket.urgency);
  return ticket.priority !== null && called !== null && ticket.priority !== called;
}

/**
 * What a change of impact, urgency or priority makes of the priority: an explicit choice stands, an earlier
 * override stands, otherwise the matrix decides.
 */
export function priorityAfter(
  before: Pick<TicketFields, 'impact' | 'urgency' | 'priority'>,
  changes: Readonly<Partial<Pick<TicketFields, 'impact' | 'urgency' | 'priority'>>>,
): Severity | null {
  if (changes.priority !== undefined) return changes.priority;
  if (changes.impact === undefined && changes.urgency === undefined) return before.priority;
  const wasChosen =
    before.priority !== null && before.priority !== matrixPriority(before.impact, before.urgency);
  if (wasChosen) return before.priority;
  const { impact, urgency } = { ...before, ...changes };
  return matrixPriority(impact, urgency) ?? before.priority;
}
