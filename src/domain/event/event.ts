import { z } from 'zod';

/** What happened to a ticket, in the terms people read. The closed list of event kinds. */
export const eventKinds = [
  'created',
  'imported',
  'changed',
  'assigned',
  'started',
  'pending',
  'on_hold',
  'solved',
  'closed',
  'reopened',
  'replied',
  'noted',
  'called',
  'merged',
  'unmerged',
  'split',
  'linked',
  'unlinked',
  'trashed',
  'spammed',
  'restored',
  'undone',
  'erased',
] as const;

export type EventKind = (typeof eventKinds)[number];

/** One field's old and new value, as stored: ids, epoch milliseconds, lists. */
export const FieldChange = z.object({ field: z.string(), from: z.unknown(), to: z.unknown() });

export type FieldChange = z.infer<typeof FieldChange>;

/** One line of a ticket's history. Its id is the id of the operation; it is never edited. */
export const EventFields = z.object({
  ticketId: z.string(),
  kind: z.enum(eventKinds),
  /** Epoch milliseconds, by the clock of the desk where it happened. */
  at: z.number(),
  /** The agent who did it; null for the desk itself. */
  actorId: z.string().nullable(),
  /** Their name where no person row stands for them, as in an import. */
  actorName: z.string().max(1_000).optional(),
  changes: z.array(FieldChange),
  /** The message or other ticket that the event is about. */
  subjectId: z.string().optional(),
  /** The command that caused it: events of one command are undone together. */
  commandId: z.string().optional(),
});

export type EventFields = z.infer<typeof EventFields>;
