import { assert } from '../../domain/assert';
import type { EventFields } from '../../domain/event/event';
import {
  kinds,
  readRow,
  sparseContent,
  type ContentOf,
  type KindName,
  type Reading,
} from '../../domain/kinds';
import { applyEffect, effectId, withoutErased, type Cell, type Effect } from '../../domain/sync/effect';
import type { Redaction } from '../../domain/sync/redaction';
import { elementStamps, type SyncedRow } from '../../domain/sync/row';
import type { Stamp } from '../../domain/sync/stamp';
import { tombstoneKey, type TombstoneRow } from '../database';
import { cellOf, graveOf, keepActivity, stampsOf, withSortedSets } from './cells';
import type { DeskTables } from './tables';
import type { LocalTable, LocalWrite, RowChange } from './feed';

/** Where a row is: its kind, its id, and the ticket that it is stored under where it has one. */
export type RowRef = { readonly kind: KindName; readonly id: string; readonly parent?: string };

type Entry = { readonly ref: RowRef; readonly before: Cell; after: Cell };

/** What every command knows while it works. */
export type WorkContext = {
  /** The tables of the command's own transaction. */
  readonly database: DeskTables;
  readonly stamp: Stamp;
  readonly now: number;
  readonly commandId: string;
  readonly actorId: string;
  readonly newId: () => string;
};

/**
 * The rows that one command reads and writes. Writes become effects at once and are applied to what was read, so
 * the command sees its own changes; the database is written when the pipeline saves, in the same transaction.
 */
export class UnitOfWork {
  readonly context: WorkContext;
  readonly effects: Effect[] = [];
  readonly local: LocalWrite[] = [];
  readonly #entries = new Map<string, Entry>();
  #newestStamp: Stamp;

  constructor(context: WorkContext) {
    this.context = context;
    this.#newestStamp = context.stamp;
  }

  /** The newest stamp that this command wrote: its own, or one that came with a row from elsewhere. */
  get newestStamp(): Stamp {
    return this.#newestStamp;
  }

  get now(): number {
    return this.context.now;
  }

  get actorId(): string {
    return this.context.actorId;
  }

  /** The stored row, as this command has changed it so far. */
  async row(ref: RowRef): Promise<SyncedRow | undefined> {
    return (await this.#entry(ref)).after.row;
  }

  /** When a row that is not there was removed, if it ever was. */
  async removedAt(ref: RowRef): Promise<Stamp | undefined> {
    const { row, tombstone } = (await this.#entry(ref)).after;
    return row === undefined ? tombstone : undefined;
  }

  /** The content of a row with every field present, or undefined when there is none. */
  async read<K extends Exclude<KindName, 'messages' | 'events'>>(
    kind: K,
    id: string,
  ): Promise<Reading<K> | undefined> {
    const row = await this.row({ kind, id });
    return row === undefined ? undefined : readRow(kind, row);
  }

  /** Loads many rows with one request; reading them afterwards costs nothing. */
  async prime(kind: KindName, ids: readonly string[]): Promise<void> {
    await this.primeRefs(ids.map((id) => ({ kind, id })));
  }

  /** The same for rows of any one kind, those under tickets included. */
  async primeRefs(refs: readonly RowRef[]): Promise<void> {
    const missing = refs.filter((ref) => !this.#entries.has(tombstoneKey(ref.kind, ref.id)));
    const [first] = missing;
    if (first === undefined) return;
    const keys = missing.map((ref) => tombstoneKey(ref.kind, ref.id));
    const [rows, tombstones] = await Promise.all([
      this.context.database.table<SyncedRow>(first.kind).bulkGet(missing.map(storageKey)),
      this.context.database.tombstones.bulkGet(keys),
    ]);
    missing.forEach((ref, position) => {
      const before = cellOf(rows[position], tombstones[position]);
      this.#entries.set(tombstoneKey(ref.kind, ref.id), { ref, before, after: before });
    });
  }

  /** Makes a row that is known to be new; returns its id. */
  create<K extends KindName>(
    kind: K,
    content: Partial<ContentOf[K]>,
    id: string = this.context.newId(),
  ): string {
    const row: SyncedRow = { id, stamp: this.context.stamp, ...sparseContent(kind, content) };
    this.putNew(kind, row);
    return id;
  }

  /** Stores a complete row that is known to be new, under its own stamp; what was primed counts. */
  putNew(kind: KindName, row: SyncedRow): void {
    const ref = refOf(kind, row);
    const key = tombstoneKey(kind, row.id);
    if (!this.#entries.has(key)) this.#entries.set(key, { ref, before: {}, after: {} });
    this.#record({ type: 'put', kind, row: withSortedSets(kind, row), ...parentOf(ref) });
  }

  /** Merges a complete row into what is stored. */
  async put(kind: KindName, row: SyncedRow): Promise<void> {
    const ref = refOf(kind, row);
    await this.#entry(ref);
    this.#record({ type: 'put', kind, row, ...parentOf(ref) });
  }

  /** Writes registers of a row. */
  async set(ref: RowRef, fields: Readonly<Record<string, unknown>>): Promise<void> {
    if (Object.keys(fields).length === 0) return;
    await this.#entry(ref);
    this.#record({ type: 'set', ...ref, fields: { ...fields }, stamp: this.context.stamp });
  }

  /** Adds elements to a set of a row. */
  async add(ref: RowRef, field: string, elements: readonly string[]): Promise<void> {
    if (elements.length === 0) return;
    await this.#entry(ref);
    this.#record({ type: 'add', ...ref, field, elements: [...elements], stamp: this.context.stamp });
  }

  /** Removes elements from a set of a row, as far as this command has seen them added. */
  async remove(ref: RowRef, field: string, elements: readonly string[]): Promise<void> {
    const row = (await this.#entry(ref)).after.row;
    if (row === undefined || elements.length === 0) return;
    const seen = elements.map((element) => [element, elementStamps(row, field, element)[0]] as const);
    const observed = Object.fromEntries(seen.filter(([, stamp]) => stamp !== '')) as Record<string, Stamp>;
    this.#record({ type: 'remove', ...ref, field, observed });
  }

  /** Removes a row for good, leaving a tombstone. */
  async del(ref: RowRef): Promise<void> {
    await this.#entry(ref);
    this.#record({ type: 'del', ...ref, stamp: this.context.stamp });
  }

  /** Erases fields of a row for good. */
  async redact(ref: RowRef, { erased, left }: Redaction): Promise<void> {
    await this.#entry(ref);
    this.#record({ type: 'redact', ...ref, erased: [...erased], left, stamp: this.context.stamp });
  }

  /** Does again what an earlier command did: its effects as they were written down. */
  async apply(effects: readonly Effect[]): Promise<void> {
    const refs = effects.map((effect) =>
      effect.type === 'put'
        ? refOf(effect.kind as KindName, effect.row)
        : {
            kind: effect.kind as KindName,
            id: effect.id,
            ...(effect.parent === undefined ? {} : { parent: effect.parent }),
          },
    );
    for (const kind of new Set(refs.map((ref) => ref.kind)))
      await this.primeRefs(refs.filter((ref) => ref.kind === kind));
    for (const effect of effects) this.#record(effect);
  }

  /** Stores a row of a table that is this desk's alone. */
  putLocal(table: LocalTable, row: object): void {
    this.local.push({ table, put: row });
  }

  /** Removes a row of a table that is this desk's alone. */
  removeLocal(table: LocalTable, key: string | readonly (string | number)[]): void {
    this.local.push({ table, removed: key });
  }

  /** Writes a line of a ticket's history. */
  recordEvent(event: Pick<EventFields, 'ticketId' | 'kind'> & Partial<EventFields>): void {
    const { now, actorId, commandId } = this.context;
    this.create('events', {
      at: now,
      actorId: actorId === '' ? null : actorId,
      changes: [],
      commandId,
      ...event,
    });
  }

  /** Every row that ends up different from how it was found. */
  changes(): RowChange[] {
    return [...this.#entries.values()]
      .filter(({ before, after }) => before !== after)
      .map(({ ref, before, after }) => ({
        ...ref,
        ...(before.row === undefined ? {} : { before: before.row }),
        ...(after.row === undefined ? {} : { after: after.row }),
      }));
  }

  /** The tombstones that this command set. */
  tombstones(): TombstoneRow[] {
    return [...this.#entries.entries()].flatMap(([key, { ref, before, after }]) => {
      const grave = graveOf(before, after);
      return grave === undefined ? [] : [{ key, kind: ref.kind, id: ref.id, ...grave }];
    });
  }

  /** Replaces what the desk derives for a ticket; derived values are neither effects nor merged. */
  setActivity(ticketId: string, activity: unknown): void {
    const entry = this.#entries.get(tombstoneKey('tickets', ticketId));
    assert(entry?.after.row !== undefined, 'Activity belongs to a ticket that was read.');
    entry.after = { ...entry.after, row: { ...entry.after.row, activity } };
  }

  async #entry(ref: RowRef): Promise<Entry> {
    const key = tombstoneKey(ref.kind, ref.id);
    const known = this.#entries.get(key);
    if (known !== undefined) return known;
    const { database } = this.context;
    const [row, tombstone] = await Promise.all([
      database.table<SyncedRow>(ref.kind).get(storageKey(ref)),
      database.tombstones.get(key),
    ]);
    const before = cellOf(row, tombstone);
    const entry = { ref, before, after: before };
    this.#entries.set(key, entry);
    return entry;
  }

  #record(given: Effect): void {
    const kind = given.kind as KindName;
    const entry = this.#entries.get(tombstoneKey(kind, effectId(given)));
    assert(entry !== undefined, 'A row is read before it is changed.');
    const effect = withoutErased(given, entry.after, kinds[kind].mergeRules);
    if (effect === null) return;
    this.effects.push(effect);
    if (effect.type === 'put')
      for (const stamp of stampsOf(effect.row)) if (stamp > this.#newestStamp) this.#newestStamp = stamp;
    entry.after = keepActivity(entry.after, applyEffect(entry.after, effect, kinds[kind].mergeRules));
  }
}

/** The primary key under which a row is stored. */
export function storageKey(ref: RowRef): string | [string, string] {
  if (!kinds[ref.kind].isChildOfTicket) return ref.id;
  assert(ref.parent !== undefined, 'A row of a ticket is found under its ticket.');
  return [ref.parent, ref.id];
}

/** Where a row of a kind is stored. */
export function refOf(kind: KindName, row: SyncedRow): RowRef {
  return kinds[kind].isChildOfTicket
    ? { kind, id: row.id, parent: String(row['ticketId']) }
    : { kind, id: row.id };
}

function parentOf(ref: RowRef): { parent?: string } {
  return ref.parent === undefined ? {} : { parent: ref.parent };
}
