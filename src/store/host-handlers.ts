import { appError } from '../domain/errors';
import { isKindName, kinds } from '../domain/kinds';
import { failure, ok } from '../domain/result';
import type { SyncedRow } from '../domain/sync/row';
import type { hostContract } from '../protocol/host';
import type { Handlers } from '../protocol/rpc/contract';
import type { StoreContext } from './commands/context';
import type { UnitOfWork } from './commit/unit-of-work';
import type { BatchRow, ChildRow } from './database';
import { deskMeta } from './desk';
import { applyChunk } from './import/apply-chunk';
import { countChunk } from './import/count-chunk';
import { storeMessages } from './messages';
import { forgettingHandlers } from './erase/forgetting-handlers';
import { purgeExpired } from './retention/purge';
import { snapshotHandlers } from './snapshot/handlers';

/** Serves what only main may ask: making the desk, and bulk work. */
export function hostHandlers(store: StoreContext): Handlers<typeof hostContract> {
  return {
    ...deskHandlers(store),
    ...exportHandlers(store),
    ...forgettingHandlers(store),
    'retention.purge': () => purgeExpired(store),
    ...snapshotHandlers(store),
  };
}

type Host = Handlers<typeof hostContract>;

function deskHandlers(
  store: StoreContext,
): Pick<Host, 'desk.create' | 'import.begin' | 'import.chunk' | 'import.finish'> {
  return {
    'desk.create': async (input, context) => {
      const { desk } = store;
      if (desk.isGiven) return failure(appError('conflict', storeMessages.deskIsGiven(desk.name)));
      const given = { ...desk, name: input.name, me: { ...desk.me, name: input.me }, isGiven: true };
      const request = { op: 'desk.create', commandId: context.commandId, actorId: '', isLocal: true };
      const done = await store.pipeline.run(request, async (work) => {
        work.putLocal('meta', deskMeta(given));
        return ok(null);
      });
      if (done.ok) Object.assign(desk, given);
      return done;
    },
    'import.begin': async (input, context) => {
      await store.warm;
      const request = { op: 'import.begin', commandId: context.commandId, actorId: '', isLocal: true };
      return store.pipeline.run(request, async (work) => {
        const known = await work.context.database.batches.get(input.batch);
        // An import that was taken back starts anew; one that was interrupted goes on.
        if (known !== undefined && known.state !== 'undone') return ok(null);
        await forgetSteps(work, input.batch);
        const fresh: BatchRow = {
          id: input.batch,
          format: input.format,
          fileName: input.fileName,
          startedAt: work.now,
          state: 'running',
          created: 0,
          updated: 0,
          skipped: 0,
        };
        work.putLocal('batches', fresh);
        return ok(null);
      });
    },
    'import.chunk': async (input, context) => {
      if (input.isDryRun) return ok(countChunk(store, input.chunk));
      const request = { op: 'import.chunk', commandId: context.commandId, actorId: '', isBulk: true };
      return store.pipeline.run(request, (work) => applyChunk(store, work, input.batch, input.chunk));
    },
    'import.finish': async (input, context) => {
      const request = { op: 'import.finish', commandId: context.commandId, actorId: '', isLocal: true };
      return store.pipeline.run(request, async (work) => {
        const batch = await work.context.database.batches.get(input.batch);
        if (batch !== undefined) work.putLocal('batches', { ...batch, state: 'done' } satisfies BatchRow);
        return ok(null);
      });
    },
  };
}

function exportHandlers(store: StoreContext): Pick<Host, 'export.page' | 'export.tickets'> {
  return {
    'export.page': async (input) => {
      if (!isKindName(input.kind))
        return failure(appError('invalid_input', storeMessages.noSuchKind(input.kind)));
      const { kind } = input;
      const table = store.database.table<SyncedRow>(kind);
      const range =
        input.after === null ? table.orderBy(':id') : table.where(':id').above(JSON.parse(input.after));
      const rows = await range.limit(input.limit).toArray();
      const last = rows.at(-1);
      const keyOf = (row: SyncedRow) =>
        kinds[kind].isChildOfTicket ? [(row as ChildRow).ticketId, row.id] : row.id;
      const next = last === undefined || rows.length < input.limit ? null : JSON.stringify(keyOf(last));
      return ok({ rows: rows.map((row) => ({ kind, row: withoutActivity(row) })), next });
    },
    'export.tickets': async (input) => {
      const tickets = (await store.database.tickets.bulkGet([...input.ids])).filter(
        (row) => row !== undefined,
      );
      const children = await Promise.all(
        input.ids.flatMap((id) =>
          (['messages', 'events'] as const).map(async (kind) => {
            const rows = await store.database[kind]
              .where('[ticketId+id]')
              .between([id, ''], [id, '\uffff'])
              .toArray();
            return rows.map((row) => ({ kind, row }));
          }),
        ),
      );
      return ok({
        rows: [...tickets.map((row) => ({ kind: 'tickets', row: withoutActivity(row) })), ...children.flat()],
      });
    },
  };
}

async function forgetSteps(work: UnitOfWork, batch: string): Promise<void> {
  const { batchEntries } = work.context.database;
  const steps = await batchEntries.where('[batch+step]').between([batch, 0], [batch, Infinity]).primaryKeys();
  for (const step of steps) work.removeLocal('batchEntries', step);
}

/** Derived counts are left out: whoever reads the rows back counts anew. */
function withoutActivity({ activity: _, ...row }: SyncedRow): SyncedRow {
  return row as SyncedRow;
}
