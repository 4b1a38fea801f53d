import { z } from 'zod';
import { Id } from '../domain/ids';
import { ImportCounts, PreparedChunk, PreparedRow } from '../domain/import/prepared';
import { command, type Contract, query } from './rpc/contract';

const Nothing = z.object({});

/** What only main may ask of the store: bulk work and the making of a desk. A window has no port that answers it. */
export const hostContract = {
  /** Gives a new data folder its desk; a folder that has one keeps it and answers `conflict`. */
  'desk.create': command(
    z.object({
      name: z.string().min(1).max(200),
      me: z.string().min(1).max(200),
    }),
    z.null(),
  ),
  'import.begin': command(z.object({ batch: Id, format: z.string(), fileName: z.string() }), z.null()),
  /** One transaction; a person's commands go between chunks. */
  'import.chunk': command(
    z.object({ batch: Id, chunk: PreparedChunk, isDryRun: z.boolean().default(false) }),
    ImportCounts,
  ),
  'import.finish': command(z.object({ batch: Id }), z.null()),
  /** Reads everything of one kind, in pages by id; `after` is the last id of the page before. */
  'export.page': query(
    z.object({
      kind: z.string(),
      after: z.string().nullable(),
      limit: z.int().min(1).max(5_000).default(500),
    }),
    z.object({ rows: z.array(PreparedRow), next: z.string().nullable() }),
  ),
  /** The rows of some tickets, with everything that stands under them. */
  'export.tickets': query(z.object({ ids: z.array(Id).max(500) }), z.object({ rows: z.array(PreparedRow) })),
} as const satisfies Contract;

/**
 * What the store asks of main: the seam of durability. The store sends each commit here after its own transaction
 * and acknowledges a command only when main has answered, so what main does with a record decides how safe it is.
 */
export const mainContract = {
  'journal.append': command(
    z.object({
      record: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
      seq: z.int().nonnegative(),
    }),
    z.null(),
  ),
  /** A bug of the store, for the log: names and stack frames, never a message that could quote a person. */
  'log.bug': command(
    z.object({
      scope: z.string().max(100),
      what: z.string().max(200),
      frames: z.array(z.string().max(500)).max(40),
    }),
    z.null(),
  ),
} as const satisfies Contract;

/** How main begins and ends the store's life; answered before any data is. */
export const lifeContract = {
  /** Resolves when the data can be used. */
  'life.open': command(z.object({ validateOutputs: z.boolean() }), z.null()),
  /** Refuses new commands, waits for the running ones, closes the database. */
  'life.drain': command(Nothing, z.null()),
  /** Answers as long as the store's thread is not stuck. */
  'life.ping': query(Nothing, z.null()),
} as const satisfies Contract;

/** The names under which ports travel to the store and to windows. */
export const portNames = { life: 'life', main: 'main', host: 'host', store: 'store' } as const;
