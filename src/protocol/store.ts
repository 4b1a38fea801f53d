import { z } from 'zod';
import { Id } from '../domain/ids';
import { longestText } from '../domain/field/field';
import { CallDetails, messageKinds } from '../domain/message/message';
import { DeskSettings } from '../domain/settings/settings';
import { command, query } from './rpc/contract';
import {
  CheckReport,
  Directory,
  DirectoryEntry,
  Draft,
  ReadableTicket,
  TicketDetail,
  TicketPage,
} from './store-shapes';

const TicketId = Id;

/** Registers and set elements to write on tickets; values are checked against the field registry by the store. */
const ChangeInput = z.object({
  set: z.record(z.string(), z.unknown()).optional(),
  add: z.record(z.string(), z.array(z.string())).optional(),
  remove: z.record(z.string(), z.array(z.string())).optional(),
});

/** A place in the query text, for the editor to underline. */
const QueryInput = z.string().max(10_000);

/** What every changing request answers at least: how to undo it. */
const Done = z.object({ commandId: z.string() });

const RecordKindName = z.enum([
  'people',
  'organisations',
  'teams',
  'categories',
  'statuses',
  'customFields',
  'views',
]);

/** What a window, and the command line, may ask of the store. */
export const storeContract = {
  'ticket.list': query(
    z.object({
      query: QueryInput,
      groupBy: z.string().optional(),
      offset: z.int().min(0).default(0),
      limit: z.int().min(0).max(1_000).default(100),
    }),
    TicketPage,
  ),
  /** How many tickets each query finds; null while the index is being read. */
  'ticket.counts': query(z.object({ queries: z.array(QueryInput).max(200) }), z.array(z.int().nullable())),
  /** How the tickets of a query are spread over the values of some fields. */
  'ticket.facets': query(
    z.object({ query: QueryInput, fields: z.array(z.string()).max(20) }),
    z.record(z.string(), z.array(z.object({ value: z.string().nullable(), count: z.int() }))),
  ),
  /** Ids of the tickets of a query, in its order: what a bulk change is about. */
  'ticket.ids': query(
    z.object({ query: QueryInput, limit: z.int().max(1_000_000).default(100_000) }),
    z.array(TicketId),
  ),
  'ticket.detail': query(z.object({ id: TicketId }), TicketDetail),
  /** Finds a ticket by its number, or by the number another system knows it under. */
  'ticket.find': query(z.object({ number: z.string().max(200) }), z.object({ id: TicketId }).nullable()),
  /** Tickets as people and programs read them: names for ids, ISO times, fields by their names in queries. */
  'ticket.readable': query(
    z.object({
      ids: z.array(TicketId).max(1_000),
      detail: z.enum(['short', 'fields', 'whole']).default('short'),
    }),
    z.array(ReadableTicket),
  ),
  /** Reads `field=value` texts as a change; people, teams and the like that are not known yet are made. */
  'change.fromText': command(
    z.object({ values: z.record(z.string(), z.string()), ticketId: TicketId.optional() }),
    z.object({ change: ChangeInput, made: z.array(z.object({ kind: z.string(), name: z.string() })) }),
  ),
  'ticket.create': command(
    z.object({
      subject: z.string(),
      body: z.string().max(longestText).default(''),
      change: ChangeInput.default({}),
      /** Person to make the requester, by name, where none stands in the directory yet. */
      requesterName: z.string().max(1_000).optional(),
      channel: z.string().default('agent'),
      draftId: z.string().optional(),
    }),
    z.object({ ...Done.shape, id: TicketId, number: z.number() }),
  ),
  /** One change to any number of tickets, undone as one; of several, those that may not take the step are skipped. */
  'ticket.change': command(
    z.object({ ids: z.array(TicketId).min(1).max(100_000), change: ChangeInput }),
    z.object({ ...Done.shape, changed: z.int(), skipped: z.int() }),
  ),
  'message.add': command(
    z.object({
      ticketId: TicketId,
      kind: z.enum(messageKinds),
      direction: z.enum(['in', 'out']).default('out'),
      body: z.string().max(longestText),
      call: CallDetails.optional(),
      /** What else happens with the same click, such as solving. */
      change: ChangeInput.default({}),
      draftId: z.string().optional(),
    }),
    z.object({ ...Done.shape, id: Id, number: z.number().nullable() }),
  ),
  'ticket.link': command(z.object({ from: TicketId, to: TicketId, type: z.string() }), Done),
  'ticket.unlink': command(z.object({ from: TicketId, to: TicketId, type: z.string() }), Done),
  /** Folds tickets into another one; their messages are shown there. */
  'ticket.merge': command(z.object({ into: TicketId, ids: z.array(TicketId).min(1).max(1_000) }), Done),
  'ticket.unmerge': command(z.object({ id: TicketId }), Done),
  /** Makes a ticket of some of another one's messages. */
  'ticket.split': command(
    z.object({ ticketId: TicketId, messageIds: z.array(Id).min(1).max(10_000), subject: z.string() }),
    z.object({ ...Done.shape, id: TicketId, number: z.number() }),
  ),
  'ticket.trash': command(z.object({ ids: z.array(TicketId).min(1).max(100_000) }), Done),
  'ticket.spam': command(z.object({ ids: z.array(TicketId).min(1).max(100_000) }), Done),
  'ticket.restore': command(z.object({ ids: z.array(TicketId).min(1).max(100_000) }), Done),
  /** Remembers, for this agent on this desk, that they have seen the ticket as it is. */
  'ticket.markRead': command(
    z.object({ ids: z.array(TicketId).min(1).max(100_000), isRead: z.boolean() }),
    z.null(),
  ),
  'draft.save': command(
    z.object({
      id: z.string(),
      ticketId: z.string().nullable(),
      kind: z.enum([...messageKinds, 'ticket']),
      body: z.string().max(longestText),
      fields: z.record(z.string(), z.unknown()).default({}),
    }),
    z.object({ version: z.int() }),
  ),
  'draft.discard': command(z.object({ id: z.string() }), z.null()),
  'draft.list': query(z.object({ ticketId: z.string().nullable().optional() }), z.array(Draft)),
  /** Earlier versions of a draft, newest first. */
  'draft.versions': query(z.object({ id: z.string() }), z.array(Draft)),
  directory: query(z.object({}), Directory),
  /** People whose name or address begins with the words; the newest first where there are none. */
  'people.search': query(
    z.object({ text: z.string().max(200), limit: z.int().max(100).default(20) }),
    z.array(DirectoryEntry),
  ),
  /** Rows by their ids, for labels; unknown ids are left out. */
  'record.get': query(
    z.object({ kind: RecordKindName, ids: z.array(z.string()).max(2_000) }),
    z.array(DirectoryEntry),
  ),
  'view.list': query(z.object({}), z.array(DirectoryEntry)),
  /** Makes (no id) or changes a record of the directory. */
  'record.save': command(
    z.object({ kind: RecordKindName, id: z.string().optional(), change: ChangeInput }),
    z.object({ ...Done.shape, id: z.string() }),
  ),
  /** Finds a record of the directory by its name, or makes it. */
  'record.ensure': command(
    z.object({
      kind: RecordKindName,
      name: z.string().min(1).max(1_000),
      isAgent: z.boolean().default(false),
    }),
    z.object({ id: z.string(), isNew: z.boolean() }),
  ),
  /**
   * Erases a person for good; with their messages, the words of those too. Cannot be undone. Copies of the data still
   * hold what was erased until main has thrown them away: a window asks the shell, which does both.
   */
  'person.erase': command(
    z.object({ id: Id, withMessages: z.boolean().default(false) }),
    z.object({
      people: z.int(),
      messages: z.int(),
      events: z.int(),
      /** The first of the tickets in whose texts the person is still named, by their numbers. */
      mentionedIn: z.array(z.int()),
      /** Kept import files with rows of tickets that the person asked for, by the first digits of their hash. */
      sources: z.array(z.string()),
    }),
  ),
  'record.remove': command(z.object({ kind: RecordKindName, id: z.string() }), Done),
  /** Takes back a command; what was changed again since is kept and named. */
  'command.undo': command(
    z.object({ target: z.string() }),
    z.object({ ...Done.shape, undone: z.int(), kept: z.array(z.string()) }),
  ),
  /** The last things the agent did that can be taken back, newest first. */
  'command.recent': query(
    z.object({ limit: z.int().max(100).default(20) }),
    z.array(
      z.object({
        commandId: z.string(),
        op: z.string(),
        at: z.number(),
        rows: z.int(),
        ticketIds: z.array(z.string()),
      }),
    ),
  ),
  'import.batches': query(
    z.object({}),
    z.array(
      z.object({
        id: z.string(),
        format: z.string(),
        fileName: z.string(),
        startedAt: z.number(),
        state: z.string(),
        created: z.int(),
      }),
    ),
  ),
  'import.undo': command(
    z.object({ batch: z.string() }),
    z.object({ removed: z.int(), restored: z.int(), trashed: z.int() }),
  ),
  'settings.get': query(z.object({}), DeskSettings),
  /** Changes the settings that are given; the others stay. */
  'settings.change': command(DeskSettings.partial(), DeskSettings),
  'desk.check': query(z.object({}), CheckReport),
  'desk.status': query(
    z.object({}),
    z.object({
      name: z.string(),
      seq: z.int(),
      tickets: z.int(),
      isIndexWarm: z.boolean(),
    }),
  ),
} as const;
