import { ok, type Result } from '../../domain/result';
import type { CallContext, Handlers, QueryName } from '../../protocol/rpc/contract';
import type { storeContract } from '../../protocol/store';
import type { StoreContext } from '../commands/context';
import { settingsOf } from '../settings';
import { checkStore } from './check';
import { directoryOf, recordsByIds, searchPeople, viewList } from './directory';
import { draftVersions, drafts } from './drafts';
import { readableTickets } from './readable';
import { ticketDetail } from './ticket-detail';
import { ticketPage } from './ticket-page';

type Queries = Pick<Handlers<typeof storeContract>, QueryName<typeof storeContract>>;

/** Serves everything that a window may ask. */
export function queryHandlers(store: StoreContext): Queries {
  const agentOf = (context: CallContext): string =>
    context.actorId === '' ? store.desk.me.id : context.actorId;
  return {
    'ticket.list': (input, context) => ticketPage(store, input, agentOf(context)),
    'ticket.counts': (input, context) =>
      ok(input.queries.map((query) => countOf(store, query, agentOf(context)))),
    'ticket.facets': async (input, context) => {
      await store.warm;
      const slots = store.queries.list(input.query, agentOf(context));
      if (!slots.ok) return slots;
      return ok(
        Object.fromEntries(
          input.fields.map((field) => [field, [...store.queries.facet(slots.value, field)]]),
        ),
      );
    },
    'ticket.ids': async (input, context) => {
      await store.warm;
      const slots = store.queries.list(input.query, agentOf(context));
      if (!slots.ok) return slots;
      return ok(slots.value.slice(0, input.limit).map((slot) => store.index.idAt(slot) ?? ''));
    },
    'ticket.detail': (input, context) => ticketDetail(store, input.id, agentOf(context)),
    'ticket.find': (input) => findTicket(store, input.number),
    'ticket.readable': async (input) => ok(await readableTickets(store, input.ids, input.detail)),
    'draft.list': (input, context) => drafts(store, input.ticketId, agentOf(context)),
    'draft.versions': (input, context) => draftVersions(store, input.id, agentOf(context)),
    directory: (_input, context) => ok(directoryOf(store, agentOf(context))),
    'people.search': (input) => ok(searchPeople(store, input.text, input.limit)),
    'record.get': (input) => ok(recordsByIds(store, input.kind, input.ids)),
    'view.list': (_input, context) => ok(viewList(store, agentOf(context))),
    'command.recent': async (input, context) => {
      const agentId = agentOf(context);
      const isMine = (row: { actorId: string; inverse: unknown; undoneBy?: string }): boolean =>
        row.actorId === agentId && row.inverse !== null && row.undoneBy === undefined;
      const rows = await store.database.commands
        .orderBy('seq')
        .reverse()
        .filter(isMine)
        .limit(input.limit)
        .toArray();
      return ok(rows.map(recentCommand));
    },
    'import.batches': async () => {
      const batches = await store.database.batches.toArray();
      return ok(batches.map(({ updated: _, skipped: __, ...batch }) => batch));
    },
    'settings.get': async () => ok(await settingsOf(store.database)),
    'desk.check': async () => ok(await checkStore(store)),
    'desk.status': async () =>
      ok({
        name: store.desk.name,
        seq: store.pipeline.seq,
        tickets: store.isWarm() ? store.index.size : await store.database.tickets.count(),
        isIndexWarm: store.isWarm(),
      }),
  };
}

/** A view whose query no longer parses has no count; the list says what is wrong. */
function countOf(store: StoreContext, query: string, agentId: string): number | null {
  if (!store.isWarm()) return null;
  const count = store.queries.count(query, agentId);
  return count.ok ? count.value : null;
}

async function findTicket(store: StoreContext, text: string): Promise<Result<{ id: string } | null>> {
  const word = text.trim();
  const digits = /^#?(\d{1,15})$/.exec(word)?.[1];
  if (digits !== undefined) {
    const id = store.isWarm()
      ? store.index.idByNumber(Number(digits))
      : (await store.database.tickets.where('number').equals(Number(digits)).first())?.id;
    if (id !== undefined) return ok({ id });
  }
  await store.warm;
  const id = store.index.idByAlias(word) ?? (store.index.slotOf(word) === undefined ? undefined : word);
  return ok(id === undefined ? null : { id });
}

function recentCommand(row: { commandId: string; op: string; at: number; inverse: unknown }) {
  const refs = (row.inverse as readonly { ref: { kind: string; id: string; parent?: string } }[]).map(
    ({ ref }) => ref,
  );
  const ticketIds = refs.flatMap((ref) => (ref.kind === 'tickets' ? [ref.id] : (ref.parent ?? [])));
  return {
    commandId: row.commandId,
    op: row.op,
    at: row.at,
    rows: refs.length,
    ticketIds: [...new Set(ticketIds)],
  };
}
