import { z } from 'zod';
import { longestText } from '../field/field';

/** What a message is: something the requester can read, a note among agents, or the log of a call. */
export const messageKinds = ['reply', 'note', 'call'] as const;

export type MessageKind = (typeof messageKinds)[number];

/** Who spoke: somebody outside, or the desk. */
const messageDirections = ['in', 'out'] as const;

/** What was said on the phone, beside the words. */
export const CallDetails = z.object({
  direction: z.enum(messageDirections),
  /** Seconds on the line. */
  seconds: z.int().min(0).max(864_000),
  outcome: z.string().max(1_000),
});

/** The content of a message. Messages are only ever added; a correction is another event. */
export const MessageFields = z.object({
  ticketId: z.string(),
  kind: z.enum(messageKinds),
  direction: z.enum(messageDirections),
  authorId: z.string().nullable(),
  /** The author's name where no person row stands for them, as in an import. */
  authorName: z.string().max(1_000).optional(),
  /** Epoch milliseconds. */
  at: z.number(),
  /** Exactly what was typed or received, as Markdown or plain text. */
  body: z.string().max(longestText),
  channel: z.string().max(40),
  call: CallDetails.optional(),
  /** The ticket that shows this message since a split, where that is not its own. */
  shownOn: z.string().nullable().optional(),
});

export type MessageFields = z.infer<typeof MessageFields>;
