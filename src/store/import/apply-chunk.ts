import type { ImportCounts, PreparedChunk, PreparedTicket } from '../../domain/import/prepared';
import { isKindName, isRecordKind, kinds, type KindName, type RecordKind } from '../../domain/kinds';
import { ok, type Result } from '../../domain/result';
import { elementsOf, fieldStamp, type SyncedRow } from '../../domain/sync/row';
import { isBulkStamp, Stamp } from '../../domain/sync/stamp';
import type { StoreContext } from '../commands/context';
import { nextNumber, setNextNumber, takeNumbers } from '../commands/numbers';
import { invertRow } from '../commit/inverse';
import { isRedaction } from '../commit/forgetting';
import { refOf, type UnitOfWork } from '../commit/unit-of-work';
import type { BatchEntryRow, BatchRow, ChildRow } from '../database';
import { knownId } from './known-ticket';

/** What one step did, as it is counted. */
type Tally = { created: number; updated: number; skipped: number; failed: number };

/** The rows that a step made, so that the whole import can be taken back. */
type Made = { readonly tickets: Set<string>; readonly records: [RecordKind, string][] };

/**
 * Stores one step of an import. A ticket that is known by its source number is brought up to date, but a value that
 * somebody typed here since stays. Known rows of the same file are skipped, so a second import makes nothing.
 */
export async function applyChunk(
  store: StoreContext,
  work: UnitOfWork,
  batch: string,
  chunk: PreparedChunk,
): Promise<Result<ImportCounts>> {
  const tally: Tally = { created: 0, updated: 0, skipped: 0, failed: 0 };
  const made: Made = { tickets: new Set(), records: [] };
  await primeNewRecords(store, work, chunk);
  for (const { kind, row } of chunk.records) createRecord(store, work, made, kind, row);
  await applyTickets(store, work, chunk.tickets, tally, made);
  await applyRows(store, work, chunk, tally, made);
  await noteStep(work, batch, tally, made);
  return ok(tally);
}

/** Looks whether records that are new here were here before: what was erased of a person stays erased. */
async function primeNewRecords(
  store: StoreContext,
  work: UnitOfWork,
  { records, rows }: PreparedChunk,
): Promise<void> {
  const added = [...records, ...rows].filter(
    ({ kind, row }) => isRecordKind(kind) && store.directory.get(kind, row.id) === undefined,
  );
  for (const kind of new Set(added.map((prepared) => prepared.kind as RecordKind))) {
    const ofKind = added.filter((prepared) => prepared.kind === kind);
    await work.prime(
      kind,
      ofKind.map(({ row }) => row.id),
    );
  }
}

function createRecord(
  store: StoreContext,
  work: UnitOfWork,
  made: Made,
  kind: RecordKind,
  row: { readonly id: string },
): void {
  if (store.directory.get(kind, row.id) !== undefined) return;
  work.putNew(kind, { ...row, stamp: work.context.stamp });
  made.records.push([kind, row.id]);
}

async function applyTickets(
  store: StoreContext,
  work: UnitOfWork,
  tickets: readonly PreparedTicket[],
  tally: Tally,
  made: Made,
): Promise<void> {
  const known = new Map(tickets.map((ticket) => [ticket, knownId(store, ticket.row)] as const));
  const fresh = tickets.filter((ticket) => known.get(ticket) === undefined);
  const firstNumber = fresh.length === 0 ? 0 : await takeNumbers(work, fresh.length);
  fresh.forEach((ticket, position) => {
    createTicketRows(work, ticket, firstNumber + position);
    made.tickets.add(ticket.row.id);
  });
  tally.created += fresh.length;
  const existing = tickets.filter((ticket) => known.get(ticket) !== undefined);
  await work.prime(
    'tickets',
    existing.map((ticket) => known.get(ticket) ?? ticket.row.id),
  );
  for (const ticket of existing) {
    const isUpdated = await updateTicket(work, ticket, known.get(ticket) ?? ticket.row.id);
    tally[isUpdated ? 'updated' : 'skipped'] += 1;
  }
}

function createTicketRows(work: UnitOfWork, ticket: PreparedTicket, number: number): void {
  const { stamp } = work.context;
  work.putNew('tickets', { ...ticket.row, number, stamp });
  for (const message of ticket.messages) work.putNew('messages', { ...message, stamp });
  for (const event of ticket.events) work.putNew('events', { ...event, stamp });
}

async function updateTicket(work: UnitOfWork, ticket: PreparedTicket, id: string): Promise<boolean> {
  const ref = { kind: 'tickets', id } as const;
  const row = await work.row(ref);
  if (row === undefined) return false;
  const sourceRows = elementsOf(ticket.row as unknown as SyncedRow, 'sourceRows');
  const seen = elementsOf(row, 'sourceRows');
  if (sourceRows.length > 0 && sourceRows.every((element) => seen.includes(element))) return false;
  const { id: _, ...content } = ticket.row as SyncedRow;
  const registers = Object.entries(content).filter(
    ([field]) => kinds.tickets.mergeRules(field) === 'lastWrite',
  );
  // Only what no person wrote here since the last import is the source's to change.
  const changed = registers.filter(
    ([field, value]) => row[field] !== value && (!(field in row) || isBulkStamp(fieldStamp(row, field))),
  );
  const news = await newChildren(work, ticket, id);
  if (changed.length === 0 && news.length === 0) return false;
  await work.set(ref, Object.fromEntries(changed));
  for (const field of ['tags', 'sourceIds', 'sourceRows']) {
    await work.add(
      ref,
      field,
      elementsOf(ticket.row as unknown as SyncedRow, field).filter(
        (one) => !elementsOf(row, field).includes(one),
      ),
    );
  }
  for (const [kind, child] of news) work.putNew(kind, child);
  return true;
}

/** The messages and events of a source's ticket that are not stored yet. */
async function newChildren(
  work: UnitOfWork,
  ticket: PreparedTicket,
  ticketId: string,
): Promise<readonly (readonly ['messages' | 'events', SyncedRow])[]> {
  const { database, stamp } = work.context;
  const rows = [
    ...ticket.messages.map((row) => ['messages', { ...row, ticketId, stamp } as ChildRow] as const),
    ...ticket.events.map((row) => ['events', { ...row, ticketId, stamp } as ChildRow] as const),
  ];
  const stored = await Promise.all(rows.map(([kind, row]) => database[kind].get([ticketId, row.id])));
  return rows.filter((_, position) => stored[position] === undefined);
}

/** Puts rows of our own export back, stamps and all. A ticket whose number is taken here gets the next one. */
async function applyRows(
  store: StoreContext,
  work: UnitOfWork,
  chunk: PreparedChunk,
  tally: Tally,
  made: Made,
): Promise<void> {
  for (const kind of ['tickets', 'messages', 'events'] as const) {
    const rows = chunk.rows.filter((prepared) => prepared.kind === kind);
    await work.primeRefs(rows.map(({ row }) => refOf(kind, row as SyncedRow)));
  }
  const numbers = await freeNumbers(store, work, chunk);
  for (const { kind, row } of chunk.rows) {
    if (!isKindName(kind)) continue;
    const given = await withStamp(kind, row, work);
    if (kind !== 'tickets') {
      await putRow(store, work, kind, given, made);
      continue;
    }
    const isKnown = store.index.slotOf(row.id) !== undefined;
    const before = isKnown ? await work.row({ kind, id: row.id }) : undefined;
    const number = before?.['number'] ?? numbers.take(row.id, given['number']);
    if (isKnown) await work.put(kind, { ...given, number });
    else {
      work.putNew(kind, { ...given, number });
      made.tickets.add(row.id);
    }
    const after = await work.row({ kind, id: row.id });
    tally[isKnown ? (before === after ? 'skipped' : 'updated') : 'created'] += 1;
  }
  if (chunk.rows.some(({ kind }) => kind === 'tickets')) setNextNumber(work, numbers.next);
}

/** Gives the tickets of an export their own numbers where nobody has them, and new ones beyond all of them else. */
async function freeNumbers(store: StoreContext, work: UnitOfWork, chunk: PreparedChunk) {
  const own = chunk.rows.flatMap(({ kind, row }) =>
    kind === 'tickets' && typeof row['number'] === 'number' ? [row['number']] : [],
  );
  const taken = new Set<number>();
  const numbers = {
    next: Math.max(await nextNumber(work), ...own.map((number) => number + 1)),
    take: (id: string, wanted: unknown): number => {
      const holder = typeof wanted === 'number' ? store.index.idByNumber(wanted) : undefined;
      const isFree =
        typeof wanted === 'number' && !taken.has(wanted) && (holder === undefined || holder === id);
      const number = isFree ? wanted : numbers.next;
      if (!isFree) numbers.next += 1;
      taken.add(number);
      return number;
    },
  };
  return numbers;
}

async function putRow(
  store: StoreContext,
  work: UnitOfWork,
  kind: KindName,
  row: SyncedRow,
  made: Made,
): Promise<void> {
  if (isRecordKind(kind) && store.directory.get(kind, row.id) === undefined) {
    work.putNew(kind, row);
    made.records.push([kind, row.id]);
    return;
  }
  await work.put(kind, row);
}

/** A row that was removed here since it was exported is made anew: a replay would take its old stamp for dead. */
async function withStamp(kind: KindName, row: { readonly id: string }, work: UnitOfWork): Promise<SyncedRow> {
  const given = row as SyncedRow;
  const { stamp } = work.context;
  if (!Stamp.safeParse(given.stamp).success) return { ...given, stamp };
  const removed = kinds[kind].isChildOfTicket ? undefined : await work.removedAt(refOf(kind, given));
  return removed === undefined || removed < given.stamp ? given : { ...given, stamp, stamps: {}, sets: {} };
}

/** Notes what the step did, beside the rows themselves, so that the import can be taken back as a whole. */
async function noteStep(work: UnitOfWork, batch: string, tally: Tally, made: Made): Promise<void> {
  const { database, stamp } = work.context;
  const step = await database.batchEntries
    .where('[batch+step]')
    .between([batch, 0], [batch, Infinity])
    .count();
  const recordIds = new Set(made.records.map(([, id]) => id));
  const others = work
    .changes()
    .filter((change) => !made.tickets.has(change.parent ?? change.id) && !recordIds.has(change.id));
  const entry: BatchEntryRow = {
    batch,
    step,
    stamp: work.newestStamp,
    tickets: [...made.tickets],
    records: made.records,
    inverses: others.filter((change) => !isRedaction(change)).map((change) => invertRow(change, stamp)),
  };
  const isEmpty = entry.tickets.length + entry.records.length + entry.inverses.length === 0;
  if (!isEmpty) work.putLocal('batchEntries', entry);
  const row = await database.batches.get(batch);
  if (row === undefined) return;
  const { created, updated, skipped } = tally;
  const counted: BatchRow = {
    ...row,
    created: row.created + created,
    updated: row.updated + updated,
    skipped: row.skipped + skipped,
  };
  work.putLocal('batches', counted);
}
