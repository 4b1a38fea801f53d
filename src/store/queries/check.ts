import { kindNames, kinds, readRow, type KindName } from '../../domain/kinds';
import { decodeLink } from '../../domain/link/link';
import type { SyncedRow } from '../../domain/sync/row';
import { activityOf, noActivity } from '../../domain/ticket/activity';
import { mayMove } from '../../domain/ticket/lifecycle';
import type { MessageFields } from '../../domain/message/message';
import type { CheckReport } from '../../protocol/store-shapes';
import type { StoreContext } from '../commands/context';
import type { ChildRow, DeskDatabase } from '../database';
import { ContentDigest } from '../snapshot/content-digest';
import { checkMessages } from './check.messages';

const pageRows = 2_000;

/** Problems of one sort are named up to this many times; the count always covers all. */
const namedAtMost = 20;

/**
 * Reads every row, counts and hashes the content, and looks for whatever does not add up: rows without their ticket,
 * pointers to nothing, values that no schema allows, derived counts and index that a recount does not give.
 */
export async function checkStore(store: StoreContext): Promise<CheckReport> {
  await store.warm;
  const problems = new ProblemList();
  const content = new ContentDigest();
  for (const kind of kindNames) {
    for await (const rows of pagesOf(store.database, kind)) {
      for (const row of rows) {
        checkRow(store, kind, row, problems);
        content.add(kind, row);
      }
    }
  }
  await checkChildren(store, problems);
  const { counts, hash } = content.sum();
  checkIndex(store, counts['tickets'] ?? 0, problems);
  return { ok: problems.count === 0, counts, hash, problems: problems.lines() };
}

class ProblemList {
  readonly #byKind = new Map<string, { count: number; lines: string[] }>();
  count = 0;

  add(sort: string, line: string): void {
    const group = this.#byKind.get(sort) ?? { count: 0, lines: [] };
    this.#byKind.set(sort, group);
    group.count += 1;
    this.count += 1;
    if (group.lines.length < namedAtMost) group.lines.push(line);
  }

  lines(): string[] {
    return [...this.#byKind.values()].flatMap(({ count, lines }) =>
      count > lines.length ? [...lines, checkMessages.andMore(count - lines.length)] : lines,
    );
  }
}

/** Every row of a kind, in pages by primary key. */
export async function* pagesOf(database: DeskDatabase, kind: KindName): AsyncGenerator<SyncedRow[]> {
  const table = database.table<SyncedRow>(kind);
  const keyOf = (row: SyncedRow) =>
    kinds[kind].isChildOfTicket ? [(row as ChildRow).ticketId, row.id] : row.id;
  let after: unknown = null;
  for (;;) {
    const range = after === null ? table.orderBy(':id') : table.where(':id').above(after);
    const rows = await range.limit(pageRows).toArray();
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows;
    after = keyOf(last);
  }
}

function checkRow(store: StoreContext, kind: KindName, row: SyncedRow, problems: ProblemList): void {
  for (const field of kinds[kind].fields ?? []) {
    const value = row[field.key];
    if (value === undefined) continue;
    if (!field.schema.safeParse(value).success)
      problems.add('schema', checkMessages.badValue(kind, row.id, field.key));
    const { nature } = field;
    if (nature.type !== 'reference' || typeof value !== 'string' || isThere(store, nature.to, value))
      continue;
    problems.add('reference', checkMessages.pointsAtNothing(kind, row.id, field.key));
  }
  if (kind === 'tickets') checkTicket(store, row, problems);
}

function isThere(store: StoreContext, target: string, id: string): boolean {
  if (target === 'tickets') return store.index.slotOf(id) !== undefined;
  if (target === 'statuses') return store.directory.statuses.has(id);
  return store.directory.get(target as 'people', id) !== undefined;
}

function checkTicket(store: StoreContext, row: SyncedRow, problems: ProblemList): void {
  const ticket = readRow('tickets', row);
  const category = store.directory.statuses.get(ticket.status ?? 'new')?.category ?? 'new';
  if (!mayMove('new', category)) problems.add('status', checkMessages.badStatus(row.id));
  for (const element of ticket.links) {
    const link = decodeLink(element);
    if (link !== undefined && store.index.slotOf(link.ticketId) === undefined) {
      problems.add('link', checkMessages.pointsAtNothing('tickets', row.id, 'links'));
    }
  }
  const slot = store.index.slotOf(row.id);
  const isIndexed = slot !== undefined && store.index.isEqual(slot, row);
  if (!isIndexed) problems.add('index', checkMessages.indexDiffers(row.id));
}

/** Messages and events stand under a ticket that exists, and the ticket's derived counts agree with them. */
async function checkChildren(store: StoreContext, problems: ProblemList): Promise<void> {
  const counted = new Map<string, MessageFields[]>();
  for await (const rows of pagesOf(store.database, 'messages')) {
    for (const row of rows as ChildRow[]) {
      counted.set(row.ticketId, [...(counted.get(row.ticketId) ?? []), row as unknown as MessageFields]);
      if (store.index.slotOf(row.ticketId) === undefined)
        problems.add('orphan', checkMessages.orphan('messages', row.id));
    }
  }
  for await (const rows of pagesOf(store.database, 'events')) {
    for (const row of rows as ChildRow[]) {
      if (store.index.slotOf(row.ticketId) === undefined)
        problems.add('orphan', checkMessages.orphan('events', row.id));
    }
  }
  for await (const rows of pagesOf(store.database, 'tickets')) {
    for (const row of rows) {
      const recount = JSON.stringify(activityOf(counted.get(row.id) ?? []));
      if (JSON.stringify(row['activity'] ?? noActivity) !== recount)
        problems.add('activity', checkMessages.badActivity(row.id));
    }
  }
}

function checkIndex(store: StoreContext, tickets: number, problems: ProblemList): void {
  if (store.index.size !== tickets) problems.add('index', checkMessages.indexSize(store.index.size, tickets));
}
