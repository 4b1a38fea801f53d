import { v7 as newId } from 'uuid';
import type { TicketQueryEnvironment } from '../domain/ticket/query';
import { personalNode } from '../domain/sync/stamp';
import type { StoreContext } from './commands/context';
import { commandHandlers } from './commands/handlers';
import { CommitFeed } from './commit/feed';
import { CommitPipeline, type Head, type Reach } from './commit/pipeline';
import type { DeskDatabase } from './database';
import { deskOf, type DeskRow } from './desk';
import { hostHandlers } from './host-handlers';
import { DirectoryCache } from './index/directory';
import { LocalFacts } from './index/local-facts';
import { TicketIndex } from './index/ticket-index';
import { TicketQueries } from './index/ticket-queries';
import { liveSource } from './live-source';
import { queryHandlers } from './queries/handlers';
import { plantSeeds } from './seeds';
import type { OpenedStore, OpenStoreOptions } from './serve';
import { warmUp } from './warm-up';

/**
 * Makes the desk's data ready for work: resolves as soon as the first page can be served; the index is read meanwhile.
 */
export async function openDatabase(
  database: DeskDatabase,
  options: OpenStoreOptions,
  reach?: Reach,
): Promise<OpenedStore> {
  await database.open();
  const head = await firstHead(database, options.now);
  const feed = new CommitFeed();
  const pipeline = new CommitPipeline(
    { database, feed, journal: options.journal, reach, now: options.now, newId },
    head,
  );
  const desk = await deskOf(database, pipeline, options.now, newId);
  const derived = await openDerived(database, desk, options.now);
  const warmth = { isWarm: false };
  let isClosing = false;
  // Caches hear of a commit before anyone who may ask them.
  feed.listen((commit) => followCommit(derived, commit));
  const warm = warmUp(database, derived.index, feed).then(() => {
    derived.queries.invalidate();
    warmth.isWarm = true;
  });
  const store: StoreContext = {
    ...derived,
    database,
    pipeline,
    feed,
    desk,
    now: options.now,
    newId: () => newId(),
    warm,
    isWarm: () => warmth.isWarm,
  };
  return {
    handlers: { ...queryHandlers(store), ...commandHandlers(store) },
    hostHandlers: hostHandlers(store),
    live: liveSource(
      feed,
      () => pipeline.seq,
      warm,
      (id) => mergedInto(derived.index, id),
    ),
    hold: (refusal) => pipeline.hold(refusal),
    // Nothing more comes of a connection that was lost; of one that was closed, nothing more is asked.
    isStuck: () => pipeline.isStuck || (!isClosing && !database.isOpen()),
    drain: async () => {
      isClosing = true;
      await pipeline.drain();
      await warm;
      database.close();
    },
  };
}

function mergedInto(index: TicketIndex, id: string): string | null {
  const slot = index.slotOf(id);
  return slot === undefined ? null : (index.value(slot, 'mergedInto') as string | null);
}

type Derived = Pick<StoreContext, 'directory' | 'facts' | 'index' | 'queries'>;

async function openDerived(database: DeskDatabase, desk: DeskRow, now: () => number): Promise<Derived> {
  const directory = new DirectoryCache();
  const facts = new LocalFacts(desk.createdAt);
  await Promise.all([directory.load(database), facts.load(database)]);
  const environment: TicketQueryEnvironment = {
    now: 0,
    me: '',
    get statuses() {
      return directory.statuses;
    },
    names: (target, id) => directory.names(target, id),
  };
  const index = new TicketIndex(environment);
  return { directory, facts, index, queries: new TicketQueries({ index, directory, facts, now }) };
}

/** Brings everything that is derived from rows up to date with one commit. */
function followCommit(
  { directory, facts, index, queries }: Derived,
  commit: Parameters<Parameters<CommitFeed['listen']>[0]>[0],
): void {
  if (directory.apply(commit.changes)) queries.invalidate();
  if (commit.changes.some((change) => change.kind === 'statuses')) index.restage();
  const changed = commit.changes.flatMap((change) => {
    if (change.kind !== 'tickets') return [];
    return change.after === undefined ? (index.remove(change.id) ?? []) : [index.upsert(change.after)];
  });
  const local = facts.apply(commit.local).flatMap((ticketId) => index.slotOf(ticketId) ?? []);
  queries.note([...changed, ...local]);
}

/** Where the database stands; a new one is filled with what every desk starts with. */
export async function firstHead(database: DeskDatabase, now: () => number): Promise<Head> {
  const stored = await database.meta.get('head');
  if (stored !== undefined) return stored.value as Head;
  const entropy = newId({ msecs: now() }).replaceAll('-', '').slice(-15);
  const head: Head = { seq: 0, stamp: null, node: personalNode(entropy) };
  await database.transaction('rw', [database.meta, database.statuses, database.views], async () => {
    await plantSeeds(database);
    await database.meta.put({ key: 'head', value: head });
  });
  return head;
}
