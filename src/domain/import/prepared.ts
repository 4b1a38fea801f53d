import { z } from 'zod';
import { EventFields } from '../event/event';
import { MessageFields } from '../message/message';

const Content = z.looseObject({ id: z.string().min(1).max(100) });

/** A row of the directory (person, team, category …) that tickets of the same chunk point at. */
export const PreparedRecord = z.object({
  kind: z.enum(['people', 'organisations', 'teams', 'categories', 'statuses', 'customFields', 'views']),
  row: Content,
});

export type PreparedRecord = z.infer<typeof PreparedRecord>;

/**
 * A ticket of a source, ready to be stored: final ids, every reference resolved, only non-empty fields. The store
 * adds what only it knows: the number and the stamps. `row.source` and `row.sourceIds` name it in the source.
 */
export const PreparedTicket = z.object({
  row: Content,
  messages: z.array(z.intersection(z.object({ id: z.string() }), MessageFields)),
  events: z.array(z.intersection(z.object({ id: z.string() }), EventFields)),
});

export type PreparedTicket = z.infer<typeof PreparedTicket>;

/** Rows of our own export: complete, stamps and all, so that putting them back merges. */
export const PreparedRow = z.object({ kind: z.string(), row: Content });

export type PreparedRow = z.infer<typeof PreparedRow>;

/** What one step of an import hands to the store: at most 500 rows, stored in one transaction. */
export const PreparedChunk = z.object({
  records: z.array(PreparedRecord),
  tickets: z.array(PreparedTicket),
  rows: z.array(PreparedRow),
});

export type PreparedChunk = z.infer<typeof PreparedChunk>;

/** What became of the tickets of a chunk. */
export const ImportCounts = z.object({
  created: z.int(),
  updated: z.int(),
  skipped: z.int(),
  failed: z.int(),
});

export type ImportCounts = z.infer<typeof ImportCounts>;

/** An oddity of the source, grouped: what is odd, in which column, how often, and the first rows that show it. */
export const ImportMessage = z.object({
  text: z.string(),
  column: z.string().nullable(),
  reason: z.string(),
  count: z.int(),
  rows: z.array(z.int()),
});

export type ImportMessage = z.infer<typeof ImportMessage>;

/** The account of an import, finished or not (contracts, `import`). Rows are rows of the file. */
export const ImportReport = z.object({
  batch: z.string(),
  format: z.string(),
  rows: z.int(),
  ...ImportCounts.shape,
  messageCount: z.int(),
  messages: z.array(ImportMessage),
});

export type ImportReport = z.infer<typeof ImportReport>;
