import type { TicketFields } from './fields';
import { completenessMessages as messages } from './completeness.messages';

/** The six lines of the cheat sheet for logging a ticket that support desks teach, in its order. */
type CompletenessPart = keyof typeof messages.parts;

/** One line: whether it is met, and where it is not, what to fill in. */
export type CompletenessLine = {
  readonly part: CompletenessPart;
  readonly label: string;
  readonly isMet: boolean;
  readonly missing: readonly string[];
};

/** What the cheat sheet is checked against, beside the ticket's own fields. */
export type CompletenessInput = {
  readonly ticket: TicketFields;
  readonly requester: {
    readonly name: string;
    readonly emails: readonly string[];
    readonly phones: readonly string[];
  } | null;
  /** True when the conversation says more than the subject does. */
  readonly hasDetails: boolean;
};

/** How well a ticket was logged: one line a cheat-sheet line. */
export function completeness(input: CompletenessInput): readonly CompletenessLine[] {
  const { ticket } = input;
  const { fields } = messages;
  const checks: Readonly<Record<CompletenessPart, readonly (readonly [string, boolean])[]>> = {
    customer: [
      [fields.name, (input.requester?.name ?? '') !== ''],
      [fields.contact, hasContact(input.requester)],
    ],
    identity: [
      [fields.number, ticket.number !== null],
      [fields.created, ticket.createdAt !== null],
    ],
    details: [[fields.details, input.hasDetails]],
    urgency: [
      [fields.priority, ticket.priority !== null],
      [fields.urgency, ticket.urgency !== null],
    ],
    routing: [
      [fields.category, ticket.category !== null],
      [fields.team, ticket.team !== null],
      [fields.assignee, ticket.assignee !== null],
    ],
    closing: [
      [fields.closeCode, ticket.closeCode !== ''],
      [fields.fix, ticket.fix !== ''],
    ],
  };
  return (Object.keys(messages.parts) as CompletenessPart[]).map((part) => {
    const missing = checks[part].filter(([, isThere]) => !isThere).map(([label]) => label);
    return { part, label: messages.parts[part], isMet: missing.length === 0, missing };
  });
}

function hasContact(requester: CompletenessInput['requester']): boolean {
  return requester !== null && requester.emails.length + requester.phones.length > 0;
}
