import { z } from 'zod';
import { AppError } from '../domain/errors';
import { Id } from '../domain/ids';
import { ImportCounts, PreparedChunk, PreparedRow } from '../domain/import/prepared';
import { command, type Contract, query } from './rpc/contract';

const Nothing = z.object({});

const Bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

/** Rows of one table as text: a JSON array. Tables named `removed:…` hold keys of rows that are gone again. */
const Page = z.object({ table: z.string(), rows: z.int().nonnegative(), bytes: Bytes });

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
  /** Removes for good what the desk's settings keep no longer, and says how much. */
  'retention.purge': command(Nothing, z.object({ tickets: z.int(), draftVersions: z.int() })),
  /** The last commit that erased something, while copies that end before it may still be there. */
  'forgetting.since': query(Nothing, z.int().nonnegative().nullable()),
  /** No copy holds anything up to a commit but what the database holds now: its oplog forgets that too. */
  'forgetting.end': command(z.object({ through: z.int().nonnegative() }), z.null()),
  /**
   * Begins to read everything for a copy, under an id that the reader makes. One at a time: a new one ends the one
   * before, whose reader is answered `conflict` from then on instead of pages that are missing elsewhere.
   */
  'snapshot.begin': command(z.object({ scan: z.uuid() }), z.null()),
  /** The next rows, few enough that no command notices its wait; null when only `snapshot.finish` is left. */
  'snapshot.page': command(
    z.object({ scan: z.uuid(), limit: z.int().min(1).max(2_000).default(400) }),
    Page.nullable(),
  ),
  /**
   * The rows that changed meanwhile and the small tables, all as of one commit. Answers `conflict` when rows went away
   * in a way that a running scan cannot follow: then it is to begin anew.
   */
  'snapshot.finish': command(
    z.object({ scan: z.uuid() }),
    z.object({
      pages: z.array(Page),
      seq: z.int().nonnegative(),
      counts: z.record(z.string(), z.int()),
      /** What `desk check` calls the hash. */
      hash: z.string(),
    }),
  ),
} as const satisfies Contract;

/**
 * What the store asks of main: the seam of durability. The store sends each commit here after its own transaction
 * and acknowledges a command only when main has answered, so what main does with a record decides how safe it is.
 */
export const mainContract = {
  'journal.append': command(
    z.object({
      record: Bytes,
      seq: z.int().nonnegative(),
    }),
    z.null(),
  ),
  /** Passes a place where a test may end the app; asked only when there are fail-points. */
  'fail.reach': command(z.object({ name: z.string().max(100) }), z.null()),
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

/** Which store a database, a journal or a snapshot belongs to: the desk, and how often its data was made anew. */
export const StoreIdentity = z.object({ storeId: z.uuid(), incarnation: z.uuid() });

export type StoreIdentity = Readonly<z.infer<typeof StoreIdentity>>;

/** Where a database stands when it is opened. */
export const StoreHead = z.object({
  /** Null for a database that was never given one. */
  identity: StoreIdentity.nullable(),
  /** The last commit; 0 when there is none. */
  seq: z.int().nonnegative(),
  /** The oldest commit whose record is still kept in the oplog; null when there is none. */
  oldest: z.int().nullable(),
});

export type StoreHead = Readonly<z.infer<typeof StoreHead>>;

/**
 * How main begins and ends the store's life; answered before any data is. Between `life.prepare` and `life.open` main
 * brings database and journal to agree: what the one lacks comes from the other.
 */
export const lifeContract = {
  /** Opens the database and says where it stands; null when it is empty. */
  'life.prepare': command(Nothing, StoreHead.nullable()),
  /** Records of the oplog after a commit, oldest first. */
  'life.oplog': query(
    z.object({ after: z.int().nonnegative(), limit: z.int().min(1).max(1_000) }),
    z.array(z.object({ seq: z.int().positive(), record: Bytes })),
  ),
  /** Empties every table. */
  'life.clear': command(Nothing, z.null()),
  /** Puts rows of a snapshot into an emptied database. */
  'life.load': command(Page, z.null()),
  /** Joins records of the journal into what is stored; doing it twice changes nothing. */
  'life.replay': command(z.object({ records: z.array(Bytes).max(1_000) }), z.null()),
  /** Gives the database its identity: the last step of making or rebuilding it. A rebuilt one goes on at `seq`. */
  'life.identify': command(z.object({ identity: StoreIdentity, seq: z.int().nonnegative() }), z.null()),
  /** Resolves when the data can be used. */
  'life.open': command(
    z.object({
      validateOutputs: z.boolean(),
      /** A test has armed fail-points: each is passed to main. */
      hasFailPoints: z.boolean().default(false),
    }),
    z.null(),
  ),
  /** Refuses changes with this failure until it is called with null; reading goes on. */
  'life.hold': command(z.object({ failure: AppError.nullable() }), z.null()),
  /** Refuses new commands, waits for the running ones, closes the database. */
  'life.drain': command(Nothing, z.null()),
  /** Answers as long as the store's thread and its database are not stuck. */
  'life.ping': query(Nothing, z.null()),
} as const satisfies Contract;

/** The names under which ports travel to the store and to windows. */
export const portNames = { life: 'life', main: 'main', host: 'host', store: 'store' } as const;
