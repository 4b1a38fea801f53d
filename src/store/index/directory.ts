import type { CustomField } from '../../domain/custom-field/custom-field';
import type { ReferenceTarget } from '../../domain/field/field';
import { readRow, type KindName, type Reading, type RecordKind } from '../../domain/kinds';
import { foldText } from '../../domain/query/fold';
import type { SyncedRow } from '../../domain/sync/row';
import { builtInStatuses, type Status } from '../../domain/ticket/status';
import type { RowChange } from '../commit/feed';
import type { DeskDatabase } from '../database';

const directoryKinds = [
  'statuses',
  'customFields',
  'organisations',
  'teams',
  'categories',
  'people',
  'views',
] as const satisfies readonly RecordKind[];

/** Every record that tickets point at, in memory: names for lists and queries come from here. */
export class DirectoryCache {
  readonly #rows = new Map<RecordKind, Map<string, SyncedRow>>(
    directoryKinds.map((kind) => [kind, new Map()]),
  );
  readonly #byName = new Map<RecordKind, Map<string, Set<string>>>(
    directoryKinds.map((kind) => [kind, new Map()]),
  );
  #statuses: ReadonlyMap<string, Status> = new Map(builtInStatuses.map((status) => [status.id, status]));

  /** Reads every record once. */
  async load(database: DeskDatabase): Promise<void> {
    for (const kind of directoryKinds) {
      for (const row of await database.table<SyncedRow>(kind).toArray()) this.#store(kind, row);
    }
    this.#readStatuses();
  }

  /** Follows one commit; tells whether any record changed. */
  apply(changes: readonly RowChange[]): boolean {
    const relevant = changes.filter((change) => isDirectoryKind(change.kind));
    for (const { kind, id, before, after } of relevant) {
      if (before !== undefined) this.#forget(kind as RecordKind, before);
      if (after === undefined) this.#rows.get(kind as RecordKind)?.delete(id);
      else this.#store(kind as RecordKind, after);
    }
    if (relevant.some((change) => change.kind === 'statuses')) this.#readStatuses();
    return relevant.length > 0;
  }

  /** All records of a kind. */
  all<K extends RecordKind>(kind: K): Reading<K>[] {
    return [...(this.#rows.get(kind)?.values() ?? [])].map((row) => readRow(kind, row));
  }

  /** One record. */
  get<K extends RecordKind>(kind: K, id: string): Reading<K> | undefined {
    const row = this.#rows.get(kind)?.get(id);
    return row === undefined ? undefined : readRow(kind, row);
  }

  /** The statuses, with their categories. */
  get statuses(): ReadonlyMap<string, Status> {
    return this.#statuses;
  }

  /** The custom fields that are fit for use. */
  customFields(): CustomField[] {
    return this.all('customFields').flatMap((row) =>
      row.key === '' || row.type === null
        ? []
        : [{ key: row.key, label: row.label || row.key, type: row.type, options: row.options }],
    );
  }

  /** Every name that a row goes by: its id, its name, its addresses. The name is the second. */
  names(target: ReferenceTarget, id: string): readonly string[] {
    if (target === 'tickets') return [id];
    const row = this.#rows.get(target)?.get(id);
    return row === undefined ? [id] : [id, ...namesOf(row)];
  }

  /** The ids of the records of a kind that go by a name, in any case. */
  idsByName(kind: RecordKind, name: string): readonly string[] {
    if (this.#rows.get(kind)?.has(name) === true) return [name];
    return [...(this.#byName.get(kind)?.get(foldText(name)) ?? [])];
  }

  #store(kind: RecordKind, row: SyncedRow): void {
    this.#rows.get(kind)?.set(row.id, row);
    const byName = this.#byName.get(kind);
    for (const name of namesOf(row)) {
      const folded = foldText(name);
      byName?.set(folded, (byName.get(folded) ?? new Set()).add(row.id));
    }
  }

  #forget(kind: RecordKind, row: SyncedRow): void {
    for (const name of namesOf(row)) this.#byName.get(kind)?.get(foldText(name))?.delete(row.id);
  }

  #readStatuses(): void {
    const stored = this.all('statuses').map(
      (row): Status => ({ id: row.id, name: row.name || row.id, category: row.category ?? 'open' }),
    );
    this.#statuses = new Map([...builtInStatuses, ...stored].map((status) => [status.id, status]));
  }
}

function namesOf(row: SyncedRow): readonly string[] {
  const name = row['name'];
  const emails = (row['emails'] as readonly string[] | undefined) ?? [];
  return [...(typeof name === 'string' && name !== '' ? [name] : []), ...emails];
}

function isDirectoryKind(kind: KindName): kind is (typeof directoryKinds)[number] {
  return (directoryKinds as readonly KindName[]).includes(kind);
}
