import { readRow } from '../../domain/kinds';
import { queryLeaves } from '../../domain/query/ast';
import { compileQuery } from '../../domain/query/compile';
import { recordLeaf } from '../../domain/query/evaluate';
import { ok, type Result } from '../../domain/result';
import type { SyncedRow } from '../../domain/sync/row';
import { noActivity, type TicketActivity } from '../../domain/ticket/activity';
import type { TicketPage, TicketSummary } from '../../protocol/store-shapes';
import type { StoreContext } from '../commands/context';
import type { Slot } from '../index/column';
import { rowAccess } from './row-access';
import { withHiddenLeftOut } from '../../domain/ticket/query';

type PageInput = {
  readonly query: string;
  readonly groupBy?: string | undefined;
  readonly offset: number;
  readonly limit: number;
};

/** One page of a list, from the index; while that is still being read, the newest tickets from the database. */
export async function ticketPage(
  store: StoreContext,
  input: PageInput,
  agentId: string,
): Promise<Result<TicketPage>> {
  if (!store.isWarm()) {
    const early = await earlyPage(store, input, agentId);
    if (early !== null) return early;
    await store.warm;
  }
  const slots = store.queries.list(input.query, agentId, input.groupBy);
  if (!slots.ok) return slots;
  const page = slots.value.slice(input.offset, input.offset + input.limit);
  return ok({
    total: slots.value.length,
    tickets: page.map((slot) => summaryAt(store, slot, agentId)),
    groups: input.groupBy === undefined ? [] : [...store.queries.facet(slots.value, input.groupBy)],
  });
}

function summaryAt(store: StoreContext, slot: Slot, agentId: string): TicketSummary {
  const { index, facts } = store;
  const text = (key: string): string | null => index.value(slot, key) as string | null;
  const time = (key: string): number | null => index.value(slot, key) as number | null;
  const id = index.idAt(slot) ?? '';
  return {
    id,
    number: time('number'),
    subject: text('subject') ?? '',
    status: text('status') ?? 'new',
    type: text('type'),
    priority: text('priority'),
    assignee: text('assignee'),
    team: text('team'),
    category: text('category'),
    requester: text('requester'),
    organisation: text('organisation'),
    channel: text('channel'),
    tags: [...(index.value(slot, 'tags') as readonly string[])],
    createdAt: time('createdAt'),
    updatedAt: time('updatedAt'),
    dueAt: time('dueAt'),
    solvedAt: time('solvedAt'),
    closedAt: time('closedAt'),
    isUnread: facts.isUnread(agentId, id, index.lastInboundAt(slot)),
    hasDraft: facts.hasDraft(agentId, id),
  };
}

/** How many rows the first page may cost before it is quicker to wait for the index. */
const earlyReads = 2_000;

/**
 * The first page before the index is ready: rows in the order of their last change, as many as fit. Null where the
 * order is another, the page is a later one, or names would have to be looked up.
 */
async function earlyPage(
  store: StoreContext,
  input: PageInput,
  agentId: string,
): Promise<Result<TicketPage> | null> {
  if (input.offset > 0 || input.groupBy !== undefined) return null;
  const parsed = store.queries.parse(input.query);
  if (!parsed.ok) return null;
  const [sort, ...others] = parsed.value.sort;
  const isByChange =
    others.length === 0 && (sort === undefined || (sort.field === 'updated' && sort.direction === 'desc'));
  const hasNames = queryLeaves(parsed.value.node).some(
    (leaf) => leaf.type === 'compare' && leaf.values.some((value) => value.type === 'name'),
  );
  if (!isByChange || hasNames) return null;
  const access = rowAccess(store, agentId);
  const matches = compileQuery(withHiddenLeftOut(parsed.value.node), (leaf) => recordLeaf(leaf, access));
  const newest = await store.database.tickets.orderBy('updatedAt').reverse().limit(earlyReads).toArray();
  const isAll = newest.length < earlyReads;
  // A ticket without a last change stands at the end of the list, but nowhere in this order.
  if (isAll && (await store.database.tickets.count()) > newest.length) return null;
  const oldest = newest.at(-1)?.['updatedAt'];
  // More tickets of the oldest moment may not have been read, and among equals the ids decide.
  const known = isAll ? newest : newest.filter((row) => row['updatedAt'] !== oldest);
  const found = known.filter(matches).sort(byChange);
  if (found.length < input.limit && !isAll) return null;
  return ok({
    total: isAll ? found.length : null,
    tickets: found.slice(0, input.limit).map((row) => summaryOf(store, row, agentId)),
    groups: [],
  });
}

/** The order of the index: the last change first, equal ones by their ids. */
function byChange(left: SyncedRow, right: SyncedRow): number {
  return Number(right['updatedAt']) - Number(left['updatedAt']) || (left.id < right.id ? -1 : 1);
}

function summaryOf(store: StoreContext, row: SyncedRow, agentId: string): TicketSummary {
  const ticket = readRow('tickets', row);
  const activity = (row['activity'] as TicketActivity | undefined) ?? noActivity;
  const { id, number, subject, type, priority, assignee, team, category, requester, organisation, channel } =
    ticket;
  const { createdAt, updatedAt, dueAt, solvedAt, closedAt } = ticket;
  return {
    id,
    number,
    subject,
    type,
    priority,
    assignee,
    team,
    category,
    requester,
    organisation,
    channel,
    createdAt,
    updatedAt,
    dueAt,
    solvedAt,
    closedAt,
    status: ticket.status ?? 'new',
    tags: [...ticket.tags],
    isUnread: store.facts.isUnread(agentId, row.id, activity.lastInboundAt),
    hasDraft: store.facts.hasDraft(agentId, row.id),
  };
}
