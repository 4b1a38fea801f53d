import type { EventFields } from '../../domain/event/event';
import { parseRowReference } from '../../domain/import/row-ranges';
import type { MessageFields } from '../../domain/message/message';
import { eventErasure, isNamedAnywhere, messageErasure, personErasure } from '../../domain/people/erasure';
import { mentionMatcher } from '../../domain/people/mentions';
import { readRow, type Reading } from '../../domain/kinds';
import type { Redaction } from '../../domain/sync/redaction';
import { contentFields, elementsOf, isErased, type SyncedRow } from '../../domain/sync/row';
import type { StoreContext } from '../commands/context';
import type { RowRef } from '../commit/unit-of-work';
import type { ChildRow } from '../database';
import { pagesOf } from '../queries/check';

/** One row that something of a person stands in, and what is to be erased of it. */
type Trace = { readonly ref: RowRef; readonly redaction: Redaction };

/** Everything of a person that a desk holds. */
export type Traces = {
  readonly rows: readonly Trace[];
  /** The tickets that show the erasure in their history: those the person asked for, and those of erased rows. */
  readonly ticketIds: readonly string[];
  /** Kept import files that hold rows of tickets the person asked for, by the first digits of their hash. */
  readonly sources: readonly string[];
  /** Tickets in whose texts the person is still named afterwards. */
  readonly mentionedIn: readonly string[];
  readonly isNamedIn: (text: string) => boolean;
};

/**
 * Looks through every row for a person. It reads in pages beside other work, since a desk may hold very many rows;
 * what somebody writes about the person meanwhile is written after the erasure.
 */
export async function findTraces(
  store: StoreContext,
  row: SyncedRow,
  withMessages: boolean,
): Promise<Traces> {
  const person = readRow('people', row);
  const isErasedAlready = isErased(row, 'name');
  // What stands in the place of a name that was erased before names nobody.
  const isNamedIn = mentionMatcher(isErasedAlready ? [] : [person.name, ...person.emails, ...person.phones]);
  const search: Search = {
    store,
    person,
    withMessages,
    isNamedIn,
    rows: isErasedAlready ? [] : [{ ref: { kind: 'people', id: row.id }, redaction: personErasure }],
    tickets: new Set(),
    mentions: new Set(),
  };
  await searchMessages(search);
  await searchEvents(search);
  const sources = await searchTickets(search);
  return {
    rows: search.rows,
    ticketIds: [...search.tickets],
    sources,
    mentionedIn: [...search.mentions],
    isNamedIn,
  };
}

type Search = {
  readonly store: StoreContext;
  readonly person: Reading<'people'>;
  readonly withMessages: boolean;
  readonly isNamedIn: (text: string) => boolean;
  readonly rows: Trace[];
  readonly tickets: Set<string>;
  readonly mentions: Set<string>;
};

async function searchMessages(search: Search): Promise<void> {
  for await (const rows of pagesOf(search.store.database, 'messages')) {
    for (const row of rows as ChildRow[]) {
      const message = row as unknown as MessageFields;
      const isTheirs = isBy(search, message.authorId, message.authorName);
      const isBodyErased = isTheirs && search.withMessages;
      if (isTheirs) note(search, 'messages', row, messageErasure(message, isBodyErased));
      if (!isBodyErased && search.isNamedIn(message.body)) search.mentions.add(row.ticketId);
    }
  }
}

async function searchEvents(search: Search): Promise<void> {
  for await (const rows of pagesOf(search.store.database, 'events')) {
    for (const row of rows as ChildRow[]) {
      const event = row as unknown as EventFields;
      const isTheirs = isBy(search, event.actorId, event.actorName);
      note(search, 'events', row, eventErasure(event, isTheirs, search.isNamedIn));
    }
  }
}

async function searchTickets({ store, person, tickets, mentions, isNamedIn }: Search): Promise<string[]> {
  const sources = new Set<string>();
  for await (const rows of pagesOf(store.database, 'tickets')) {
    for (const row of rows) {
      if (contentFields(row).some((field) => isNamedAnywhere(row[field], isNamedIn))) mentions.add(row.id);
      if (row['requester'] !== person.id) continue;
      tickets.add(row.id);
      for (const reference of elementsOf(row, 'sourceRows')) {
        const hash = parseRowReference(reference)?.fileHash;
        if (hash !== undefined) sources.add(hash);
      }
    }
  }
  return [...sources].sort();
}

/** An import names people where no row stands for them: then it is the person if nobody else goes by the name. */
function isBy({ store, person, isNamedIn }: Search, id: string | null, name: string | undefined): boolean {
  if (id !== null || name === undefined) return id === person.id;
  if (!isNamedIn(name)) return false;
  const known = store.directory.idsByName('people', name);
  return known.length === 1 && known[0] === person.id;
}

function note(
  { rows, tickets }: Search,
  kind: 'messages' | 'events',
  row: ChildRow,
  found: Redaction | null,
): void {
  const isKnown =
    found === null || Object.keys(found.left).every((field) => isErased(row as SyncedRow, field));
  if (isKnown) return;
  rows.push({ ref: { kind, id: row.id, parent: row.ticketId }, redaction: found });
  tickets.add(row.ticketId);
}
