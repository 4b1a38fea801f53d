import { registeredFields } from '../../src/domain/ticket/fields';
import { fieldOfCustomField } from '../../src/domain/custom-field/custom-field';
import type { Field } from '../../src/domain/field/field';
import type { QuerySort } from '../../src/domain/query/ast';
import { evaluateQuery } from '../../src/domain/query/evaluate';
import { ok, type Result } from '../../src/domain/result';
import type { SyncedRow } from '../../src/domain/sync/row';
import { withHiddenLeftOut } from '../../src/domain/ticket/query';
import { statusCategories } from '../../src/domain/ticket/status';
import type { DeskRow } from '../../src/store/desk';
import { compareTexts } from '../../src/store/index/column';
import { DirectoryCache } from '../../src/store/index/directory';
import { LocalFacts } from '../../src/store/index/local-facts';
import { TicketIndex } from '../../src/store/index/ticket-index';
import { TicketQueries } from '../../src/store/index/ticket-queries';
import { rowAccess } from '../../src/store/queries/row-access';
import type { Desk } from './open-desk';

/** Answers queries from nothing but the stored rows, looking at every row for every question. */
export type Oracle = {
  readonly ids: (query: string, agentId: string) => Result<readonly string[]>;
  readonly facet: (query: string, agentId: string, queryName: string) => ReadonlyMap<string | null, number>;
};

/** Reads everything that is stored now; later commits are not seen. */
export async function oracleOf({ database, clock }: Desk): Promise<Oracle> {
  const desk = (await database.meta.get('desk'))?.value as DeskRow;
  const directory = new DirectoryCache();
  const facts = new LocalFacts(desk.createdAt);
  await Promise.all([directory.load(database), facts.load(database)]);
  const rows = await database.tickets.toArray();
  const environment = {
    now: 0,
    me: '',
    statuses: directory.statuses,
    names: directory.names.bind(directory),
  };
  // The empty index serves the schema only: no answer of the oracle comes from it.
  const queries = new TicketQueries({
    index: new TicketIndex(environment),
    directory,
    facts,
    now: clock.now,
  });
  const fields = [...directory.customFields().map(fieldOfCustomField), ...registeredFields()];
  const fieldOf = (queryName: string): Field | undefined =>
    fields.findLast((field) => field.queryName === queryName);

  const found = (query: string, agentId: string): Result<readonly SyncedRow[]> => {
    const parsed = queries.parse(query);
    if (!parsed.ok) return parsed;
    const node = withHiddenLeftOut(parsed.value.node);
    const access = rowAccess({ directory, facts, queries, now: clock.now }, agentId);
    const sort: readonly QuerySort[] =
      parsed.value.sort.length === 0 ? [{ field: 'updated', direction: 'desc' }] : parsed.value.sort;
    return ok(
      rows
        .filter((row) => evaluateQuery(node, row, access))
        .sort((left, right) => compareRows(left, right, sort)),
    );
  };

  const compareRows = (left: SyncedRow, right: SyncedRow, sort: readonly QuerySort[]): number => {
    for (const { field, direction } of sort) {
      const [one, other] = [sortKey(left, field), sortKey(right, field)];
      if ((one === null) !== (other === null)) return one === null ? 1 : -1;
      if (one === null || other === null) continue;
      const difference = typeof one === 'number' ? one - Number(other) : compareTexts(one, String(other));
      if (difference !== 0) return direction === 'asc' ? difference : -difference;
    }
    return left.id < right.id ? -1 : 1;
  };

  const sortKey = (row: SyncedRow, queryName: string): number | string | null => {
    const field = fieldOf(queryName);
    const value = field === undefined ? null : (row[field.key] ?? null);
    if (field === undefined || value === null || value === '') return null;
    const { nature } = field;
    if (nature.type === 'choice') return nature.options.findIndex((option) => option.id === value);
    if (nature.type === 'flag') return value === true ? 'yes' : 'no';
    if (nature.type !== 'reference') return value as number | string;
    if (nature.to !== 'statuses') return directory.names(nature.to, String(value))[1] ?? String(value);
    return statusCategories.indexOf(directory.statuses.get(String(value))?.category ?? 'new');
  };

  return {
    ids: (query, agentId) => {
      const result = found(query, agentId);
      return result.ok ? ok(result.value.map((row) => row.id)) : result;
    },
    facet: (query, agentId, queryName) => {
      const counts = new Map<string | null, number>();
      const result = found(query, agentId);
      const key = fieldOf(queryName)?.key ?? '';
      for (const row of result.ok ? result.value : []) {
        const value = row[key] ?? '';
        const values: (string | null)[] = Array.isArray(value) ? value : value === '' ? [] : [String(value)];
        for (const one of values.length === 0 ? [null] : values) counts.set(one, (counts.get(one) ?? 0) + 1);
      }
      return counts;
    },
  };
}
