import type { CustomField } from '../custom-field/custom-field';
import { fieldOfCustomField } from '../custom-field/custom-field';
import { appError } from '../errors';
import type { Field, ReferenceTarget } from '../field/field';
import { queryLeaves, type QueryLeaf, type QueryNode } from '../query/ast';
import type { HeldValue } from '../query/evaluate';
import { findField, type QueryField, type QueryFieldKind, type QuerySchema } from '../query/schema';
import { failure, ok, type Result } from '../result';
import type { TicketActivity } from './activity';
import type { Ticket } from './change';
import { registeredFields } from './fields';
import { ticketQueryMessages } from './query.messages';
import { isOpenCategory, statusCategories, type Status, type StatusCategory } from './status';

/** The facts that `is:` asks about. */
export const isFacts = [
  'open',
  'overdue',
  'unassigned',
  'reopened',
  'merged',
  'deleted',
  'spam',
  'unread',
  'draft',
  'mine',
] as const;

/** The facts that `has:` asks about. */
export const hasFacts = ['attachment', 'article', 'diagnosis', 'conflict', 'reply'] as const;

export type TicketFact = (typeof isFacts)[number] | (typeof hasFacts)[number];

/** Tickets with these facts are left out of every list that does not ask for them. */
const hiddenFacts: readonly TicketFact[] = ['deleted', 'spam', 'merged'];

const kindOfNature: Readonly<Record<Field['nature']['type'], QueryFieldKind>> = {
  text: 'text',
  choice: 'choice',
  reference: 'reference',
  time: 'time',
  number: 'number',
  flag: 'choice',
  tags: 'tags',
  references: 'tags',
};

const flagValues = ['no', 'yes'];

/** The fields that queries may name: the registered ones, the custom ones, and the facts. */
export function ticketQuerySchema(
  customFields: readonly CustomField[],
  statuses: readonly Status[],
): QuerySchema {
  const fields = new Map<string, QueryField>();
  for (const custom of customFields) addField(fields, fieldOfCustomField(custom), []);
  // Built-in fields come last, so that a custom field never hides one.
  for (const field of registeredFields()) addField(fields, field, statuses);
  const organisation = fields.get('organisation');
  if (organisation !== undefined) fields.set('organization', organisation);
  fields.set('is', { name: 'is', kind: 'choice', values: isFacts, virtual: true });
  fields.set('has', { name: 'has', kind: 'choice', values: hasFacts, virtual: true });
  return { fields };
}

function addField(fields: Map<string, QueryField>, field: Field, statuses: readonly Status[]): void {
  const name = field.queryName;
  if (name === null) return;
  if (field.key === 'status') fields.set(name, { name, kind: 'choice', values: statusValues(statuses) });
  else if (field.nature.type === 'choice') {
    const values = field.nature.options.map((option) => option.id);
    fields.set(name, { name, kind: 'choice', values, ordered: true });
  } else if (field.nature.type === 'flag') fields.set(name, { name, kind: 'choice', values: flagValues });
  else fields.set(name, { name, kind: isWholeName(field) ? 'tags' : kindOfNature[field.nature.type] });
}

/** What the desk itself wrote, such as a source, is compared whole: a part of it names something else. */
function isWholeName(field: Field): boolean {
  return field.nature.type === 'text' && field.writer === 'system';
}

/** `status:` takes a category, or the name of a status that this desk added. */
function statusValues(statuses: readonly Status[]): readonly string[] {
  const own = statuses.filter((status) => !statusCategories.includes(status.id as StatusCategory));
  return [...statusCategories, ...own.map((status) => status.name.toLowerCase())];
}

/** The stored field behind each name of the query language. */
export function fieldsByQueryName(customFields: readonly CustomField[]): ReadonlyMap<string, Field> {
  const all = [...customFields.map(fieldOfCustomField), ...registeredFields()];
  return new Map(
    all.flatMap((field) => (field.queryName === null ? [] : [[field.queryName, field] as const])),
  );
}

/** How the values of tickets are told apart: names behind ids, the clock, and who asks. */
export type TicketQueryEnvironment = {
  readonly now: number;
  readonly me: string;
  readonly statuses: ReadonlyMap<string, Status>;
  /** Every name that a row goes by: its id, its name, its addresses. */
  readonly names: (target: ReferenceTarget, id: string) => readonly string[];
};

/** What is known of a ticket beside its row. */
export type TicketCircumstances = {
  readonly activity: TicketActivity;
  readonly isUnread: boolean;
  readonly hasDraft: boolean;
};

/** Turns one stored value into the values that a comparison sees. */
export function heldValues(
  field: Field,
  value: unknown,
  environment: TicketQueryEnvironment,
): readonly HeldValue[] {
  if (value === null || value === undefined || value === '') return [];
  if (field.key === 'status') return heldStatus(String(value), environment);
  switch (field.nature.type) {
    case 'reference':
      return environment.names(field.nature.to, String(value));
    case 'flag':
      return [value === true ? 'yes' : 'no'];
    case 'tags':
    case 'references':
      return value as readonly string[];
    default:
      return [value as HeldValue];
  }
}

function heldStatus(id: string, { statuses }: TicketQueryEnvironment): readonly HeldValue[] {
  const status = statuses.get(id);
  return status === undefined ? [id] : [status.category, status.name.toLowerCase()];
}

/** The facts that hold of a ticket now. */
export function ticketFacts(
  ticket: Ticket,
  circumstances: TicketCircumstances,
  environment: TicketQueryEnvironment,
): readonly TicketFact[] {
  const category = environment.statuses.get(ticket.status ?? 'new')?.category ?? 'new';
  const isOpen = isOpenCategory(category);
  const facts: Readonly<Record<TicketFact, boolean>> = {
    open: isOpen,
    overdue: isOpen && ticket.dueAt !== null && ticket.dueAt < environment.now,
    unassigned: ticket.assignee === null,
    reopened: (ticket.reopenCount ?? 0) > 0,
    merged: ticket.mergedInto !== null,
    deleted: ticket.deletedAt !== null,
    spam: ticket.spamAt !== null,
    unread: circumstances.isUnread,
    draft: circumstances.hasDraft,
    mine: ticket.assignee !== null && ticket.assignee === environment.me,
    // These gain their meaning with the features that bring them; until then no ticket has one.
    attachment: false,
    article: false,
    diagnosis: false,
    conflict: false,
    reply: circumstances.activity.replies > 0,
  };
  return (Object.keys(facts) as TicketFact[]).filter((fact) => facts[fact]);
}

/** Adds what people take for granted: trash, spam and merged tickets stay out unless the query names them. */
export function withHiddenLeftOut(node: QueryNode): QueryNode {
  const asked = new Set(queryLeaves(node).flatMap(factsNamed));
  const hidden = hiddenFacts.filter((fact) => !asked.has(fact));
  if (hidden.length === 0) return node;
  const values = hidden.map((value) => ({ type: 'choice', value }) as const);
  const left: QueryNode = { type: 'compare', field: 'is', operator: '=', values, position: 0 };
  return { type: 'all', nodes: [node, { type: 'not', node: left }] };
}

function factsNamed(leaf: QueryLeaf): readonly string[] {
  if (leaf.type !== 'compare' || leaf.field !== 'is') return [];
  return leaf.values.flatMap((value) => (value.type === 'choice' ? [value.value] : []));
}

/**
 * Finds the first name in a query that nobody goes by. Fails with `invalid_input` and its position, as for any
 * other value that does not exist.
 */
export function checkNames(
  node: QueryNode,
  schema: QuerySchema,
  isKnown: (queryName: string, name: string) => boolean,
): Result<null> {
  for (const leaf of queryLeaves(node)) {
    if (leaf.type !== 'compare' || findField(schema, leaf.field)?.kind !== 'reference') continue;
    for (const value of leaf.values) {
      if (value.type !== 'name' || isKnown(leaf.field, value.value)) continue;
      const message = ticketQueryMessages.unknownName(leaf.field, value.value);
      return failure(
        appError('invalid_input', message, { position: value.position, length: value.value.length }),
      );
    }
  }
  return ok(null);
}

/** True when the answer of a query changes with the time alone, so that it must not be kept for long. */
export function dependsOnTime(node: QueryNode): boolean {
  return queryLeaves(node).some(
    (leaf) =>
      leaf.type === 'compare' &&
      (leaf.values.some((value) => value.type === 'ago') || factsNamed(leaf).includes('overdue')),
  );
}

/** True when the answer depends on who asks. */
export function dependsOnAgent(node: QueryNode): boolean {
  const personal: readonly string[] = ['mine', 'unread', 'draft'] satisfies readonly TicketFact[];
  return queryLeaves(node).some(
    (leaf) =>
      leaf.type === 'compare' &&
      (leaf.values.some((value) => value.type === 'me') ||
        factsNamed(leaf).some((fact) => personal.includes(fact))),
  );
}
