import type { KindName } from '../domain/kinds';
import { elementsOf, type SyncedRow } from '../domain/sync/row';
import type { QueryName } from '../protocol/rpc/contract';
import type { LiveSource } from '../protocol/rpc/live';
import type { storeContract } from '../protocol/store';
import type { Commit, CommitFeed, LocalTable } from './commit/feed';

/** The ticket that another one was merged into, if it was. */
type MergedInto = (ticketId: string) => string | null;

type Touches = (commit: Commit, input: unknown, mergedInto: MergedInto) => boolean;

const directoryKinds: readonly KindName[] = [
  'people',
  'organisations',
  'teams',
  'categories',
  'statuses',
  'customFields',
];

/** Which commits may change the answer of each query; too many is only slower, too few would show old data. */
const touches: Readonly<Record<QueryName<typeof storeContract>, Touches>> = {
  'ticket.list': (commit) =>
    hasKind(commit, ['tickets', ...directoryKinds]) || hasLocal(commit, ['reads', 'drafts']),
  'ticket.counts': (commit) =>
    hasKind(commit, ['tickets', ...directoryKinds]) || hasLocal(commit, ['reads', 'drafts']),
  'ticket.facets': (commit) =>
    hasKind(commit, ['tickets', ...directoryKinds]) || hasLocal(commit, ['reads', 'drafts']),
  'ticket.ids': (commit) =>
    hasKind(commit, ['tickets', ...directoryKinds]) || hasLocal(commit, ['reads', 'drafts']),
  'ticket.detail': (commit, input, mergedInto) =>
    concernsTicket(commit, (input as { readonly id: string }).id, mergedInto) ||
    hasKind(commit, ['people']) ||
    hasLocal(commit, ['drafts']),
  'ticket.readable': (commit) => hasKind(commit, ['tickets', 'messages', 'events', ...directoryKinds]),
  'ticket.find': (commit) => hasKind(commit, ['tickets']),
  'draft.list': (commit) => hasLocal(commit, ['drafts']),
  'draft.versions': (commit) => hasLocal(commit, ['draftVersions']),
  directory: (commit) => hasKind(commit, directoryKinds) || hasLocal(commit, ['meta']),
  'people.search': (commit) => hasKind(commit, ['people']),
  'record.get': (commit, input) => hasKind(commit, [(input as { readonly kind: KindName }).kind]),
  'view.list': (commit) => hasKind(commit, ['views']),
  'command.recent': () => true,
  'import.batches': (commit) => hasLocal(commit, ['batches']),
  'settings.get': (commit) => hasLocal(commit, ['meta']),
  // A check reads everything; it is asked for, never watched row by row.
  'desk.check': () => false,
  'desk.status': () => true,
};

/** Bulk work is told at most this often. */
const bulkEveryMs = 250;

/** Queries over tickets may ask for “overdue” or “in the last hour”: their answers change with nothing but the time. */
const timedOps: ReadonlySet<string> = new Set<QueryName<typeof storeContract>>([
  'ticket.list',
  'ticket.counts',
]);
const timePassesMs = 30_000;

/** Tells subscriptions which commits concern them: a person's at once, the steps of an import now and then. */
export function liveSource(
  feed: CommitFeed,
  seq: () => number,
  whenWarm: Promise<void>,
  mergedInto: MergedInto,
): LiveSource {
  return {
    seq,
    watch: (op, input, onInvalidate) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      let isStopped = false;
      const soon = (): void => {
        timer ??= setTimeout(() => {
          timer = undefined;
          onInvalidate();
        }, bulkEveryMs);
      };
      const isTouched = touches[op as QueryName<typeof storeContract>] ?? (() => false);
      const stop = feed.listen((commit) => {
        if (!isTouched(commit, input, mergedInto)) return;
        if (commit.isBulk) soon();
        else onInvalidate();
      });
      const passing = timedOps.has(op) ? setInterval(onInvalidate, timePassesMs) : undefined;
      // What was answered from the first page changes once the index knows everything.
      void whenWarm.then(() => (isStopped ? undefined : onInvalidate()));
      return () => {
        isStopped = true;
        stop();
        clearTimeout(timer);
        clearInterval(passing);
      };
    },
  };
}

function hasKind(commit: Commit, kinds: readonly KindName[]): boolean {
  return commit.changes.some((change) => kinds.includes(change.kind));
}

/**
 * A link stands on both of its tickets, so whatever a ticket shows of another one changes with a row that names it;
 * but the conversation of a merged ticket is shown all the way up, past those that are named.
 */
function concernsTicket(commit: Commit, id: string, mergedInto: MergedInto): boolean {
  return commit.changes.some(
    (change) =>
      endsAt(change.parent ?? change.id, id, mergedInto) ||
      (change.kind === 'tickets' && (isLinked(change.before, id) || isLinked(change.after, id))),
  );
}

function endsAt(from: string, id: string, mergedInto: MergedInto): boolean {
  const seen = new Set<string>();
  for (let ticket: string | null = from; ticket !== null && !seen.has(ticket); ticket = mergedInto(ticket)) {
    if (ticket === id) return true;
    seen.add(ticket);
  }
  return false;
}

function isLinked(row: SyncedRow | undefined, id: string): boolean {
  return row !== undefined && elementsOf(row, 'links').some((link) => link.endsWith(id));
}

function hasLocal(commit: Commit, tables: readonly LocalTable[]): boolean {
  return commit.local.some((write) => tables.includes(write.table));
}
