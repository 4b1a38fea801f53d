import type { Field } from '../../domain/field/field';
import { appError } from '../../domain/errors';
import { fieldOfCustomField } from '../../domain/custom-field/custom-field';
import { readRow } from '../../domain/kinds';
import { failure, ok, type Result } from '../../domain/result';
import type { PlanContext, Ticket } from '../../domain/ticket/change';
import type { CommitFeed } from '../commit/feed';
import type { CommitPipeline } from '../commit/pipeline';
import type { UnitOfWork } from '../commit/unit-of-work';
import type { DeskDatabase } from '../database';
import type { DeskRow } from '../desk';
import type { DirectoryCache } from '../index/directory';
import type { LocalFacts } from '../index/local-facts';
import type { TicketIndex } from '../index/ticket-index';
import type { TicketQueries } from '../index/ticket-queries';
import { storeMessages } from '../messages';

/** Everything that commands and queries work with. */
export type StoreContext = {
  readonly database: DeskDatabase;
  readonly pipeline: CommitPipeline;
  readonly feed: CommitFeed;
  readonly directory: DirectoryCache;
  readonly index: TicketIndex;
  readonly queries: TicketQueries;
  readonly facts: LocalFacts;
  /** What this desk is; `desk.create` changes it in place. */
  readonly desk: DeskRow;
  readonly now: () => number;
  readonly newId: () => string;
  /** Resolves when the index holds every ticket. */
  readonly warm: Promise<void>;
  readonly isWarm: () => boolean;
};

/** The custom fields by the key they have on the row. */
export function customFieldsByKey(store: StoreContext): ReadonlyMap<string, Field> {
  return new Map(
    store.directory
      .customFields()
      .map(fieldOfCustomField)
      .map((field) => [field.key, field]),
  );
}

/** What the rules of ticket changes need to know of this desk at this moment. */
export function planContext(store: StoreContext, work: UnitOfWork): PlanContext {
  return { now: work.now, statuses: store.directory.statuses, customFields: customFieldsByKey(store) };
}

/** Reads a ticket, or fails with the sentence that it is gone. */
export async function ticketOf(work: UnitOfWork, id: string): Promise<Result<Ticket>> {
  const row = await work.row({ kind: 'tickets', id });
  if (row === undefined) return failure(appError('not_found', storeMessages.noSuchTicket, { id }));
  return ok(readRow('tickets', row));
}
