import { z } from 'zod';
import { EventFields } from '../domain/event/event';
import { longestText } from '../domain/field/field';
import { Id } from '../domain/ids';
import { MessageFields, messageKinds } from '../domain/message/message';

const TicketId = Id;

/** One ticket of a list: what a row shows, references as ids; names come from the directory. */
export const TicketSummary = z.object({
  id: TicketId,
  number: z.number().nullable(),
  subject: z.string(),
  status: z.string(),
  type: z.string().nullable(),
  priority: z.string().nullable(),
  assignee: z.string().nullable(),
  team: z.string().nullable(),
  category: z.string().nullable(),
  requester: z.string().nullable(),
  organisation: z.string().nullable(),
  channel: z.string().nullable(),
  tags: z.array(z.string()),
  createdAt: z.number().nullable(),
  updatedAt: z.number().nullable(),
  dueAt: z.number().nullable(),
  solvedAt: z.number().nullable(),
  closedAt: z.number().nullable(),
  isUnread: z.boolean(),
  hasDraft: z.boolean(),
});

export type TicketSummary = z.infer<typeof TicketSummary>;

/** A page of a list. `total` is null while only the first page is known (the index is still being read). */
export const TicketPage = z.object({
  total: z.int().nullable(),
  tickets: z.array(TicketSummary),
  groups: z.array(z.object({ value: z.string().nullable(), count: z.int() })),
});

export type TicketPage = z.infer<typeof TicketPage>;

const Message = z.intersection(z.object({ id: Id }), MessageFields);
const Event = z.intersection(z.object({ id: Id }), EventFields);

export type TicketMessage = z.infer<typeof Message>;
export type TicketEvent = z.infer<typeof Event>;

/** A link as seen from one ticket. */
const TicketLink = z.object({
  type: z.string(),
  ticketId: z.string(),
  number: z.number().nullable(),
  subject: z.string(),
  status: z.string().nullable(),
});

export type TicketLink = z.infer<typeof TicketLink>;

/** What an agent was typing when they were interrupted. */
export const Draft = z.object({
  id: z.string(),
  /** null: the draft of a ticket that does not exist yet. */
  ticketId: z.string().nullable(),
  kind: z.enum([...messageKinds, 'ticket']),
  body: z.string().max(longestText),
  /** What else the form held (subject, fields). */
  fields: z.record(z.string(), z.unknown()),
  version: z.int(),
  updatedAt: z.number(),
});

export type Draft = z.infer<typeof Draft>;

/** Everything the ticket pane shows. */
export const TicketDetail = z.object({
  /** Every built-in field and the custom fields, by key. */
  ticket: z.looseObject({ id: TicketId }),
  messages: z.array(Message),
  events: z.array(Event),
  links: z.array(TicketLink),
  drafts: z.array(Draft),
  completeness: z.array(
    z.object({ part: z.string(), label: z.string(), isMet: z.boolean(), missing: z.array(z.string()) }),
  ),
});

export type TicketDetail = z.infer<typeof TicketDetail>;

/** A row of the directory as pickers and labels need it. */
export const DirectoryEntry = z.looseObject({ id: z.string() });

/** The whole directory but people, who are many. */
export const Directory = z.object({
  me: z.object({ id: z.string(), name: z.string() }),
  agents: z.array(DirectoryEntry),
  teams: z.array(DirectoryEntry),
  categories: z.array(DirectoryEntry),
  organisations: z.array(DirectoryEntry),
  statuses: z.array(DirectoryEntry),
  customFields: z.array(DirectoryEntry),
});

export type Directory = z.infer<typeof Directory>;

/** How many rows of each kind there are, a hash of their content, and everything that does not add up. */
export const CheckReport = z.object({
  ok: z.boolean(),
  counts: z.record(z.string(), z.int()),
  hash: z.string(),
  problems: z.array(z.string()),
});

export type CheckReport = z.infer<typeof CheckReport>;

/** A ticket in words: what `desk list` and `desk show` print. */
export const ReadableTicket = z.looseObject({
  number: z.number().nullable(),
  id: TicketId,
  subject: z.string(),
  fields: z.record(z.string(), z.unknown()).optional(),
  messages: z.array(z.looseObject({ id: z.string() })).optional(),
  events: z.array(z.looseObject({ id: z.string() })).optional(),
  links: z.array(z.looseObject({ type: z.string() })).optional(),
});

export type ReadableTicket = z.infer<typeof ReadableTicket>;
