import { appError } from '../../domain/errors';
import type { Field } from '../../domain/field/field';
import type { RecordKind } from '../../domain/kinds';
import type { Query, QuerySort } from '../../domain/query/ast';
import { compileQuery } from '../../domain/query/compile';
import { parseQuery } from '../../domain/query/parse';
import type { QuerySchema } from '../../domain/query/schema';
import { failure, ok, type Result } from '../../domain/result';
import {
  checkNames,
  dependsOnAgent,
  dependsOnTime,
  fieldsByQueryName,
  ticketQuerySchema,
  withHiddenLeftOut,
} from '../../domain/ticket/query';
import { storeMessages } from '../messages';
import type { Column, Slot } from './column';
import type { DirectoryCache } from './directory';
import type { LocalFacts } from './local-facts';
import { startOfLocalTime } from './local-time';
import { ResultSet } from './result-set';
import { slotLeaf, type LeafContext } from './ticket-leaf';
import type { TicketIndex } from './ticket-index';

/** A spread of tickets over the values of a field. */
export type Facet = readonly { readonly value: string | null; readonly count: number }[];

type Options = {
  readonly index: TicketIndex;
  readonly directory: DirectoryCache;
  readonly facts: LocalFacts;
  readonly now: () => number;
};

type Kept = {
  readonly results: ResultSet;
  readonly madeAt: number;
  readonly isTimed: boolean;
  usedAt: number;
};

/** How long an answer that depends on the time is good for, and how many answers are kept. */
const timedForMs = 20_000;
const keptAtMost = 48;

const newestFirst: QuerySort = { field: 'updated', direction: 'desc' };

/** Answers queries from the index, and keeps the answers up to date while they are asked for. */
export class TicketQueries {
  readonly #options: Options;
  readonly #kept = new Map<string, Kept>();
  #schema: QuerySchema;
  #fields: ReadonlyMap<string, Field>;

  constructor(options: Options) {
    this.#options = options;
    [this.#schema, this.#fields] = this.#readSchema();
  }

  /** The fields that queries may name now. */
  get schema(): QuerySchema {
    return this.#schema;
  }

  /** Parses a query and checks its names, with the place of the first mistake. */
  parse(text: string): Result<Query> {
    const parsed = parseQuery(text, this.#schema);
    if (!parsed.ok) return parsed;
    const names = checkNames(parsed.value.node, this.#schema, (queryName, name) =>
      this.#isKnown(queryName, name),
    );
    return names.ok ? parsed : names;
  }

  /** How many tickets a query finds. */
  count(text: string, agentId: string): Result<number> {
    const results = this.#results(text, agentId);
    return results.ok ? ok(results.value.count(this.#options.index.slotCount)) : results;
  }

  /** The slots that a query finds, in its order; grouped ones stand together. */
  list(text: string, agentId: string, groupBy?: string): Result<readonly Slot[]> {
    if (groupBy !== undefined && !this.#fields.has(groupBy)) {
      return failure(appError('invalid_input', storeMessages.noSuchGroup(groupBy), { field: groupBy }));
    }
    const results = this.#results(text, agentId, groupBy);
    return results.ok ? ok(results.value.sorted(this.#options.index.slotCount)) : results;
  }

  /** How the given tickets are spread over the values of a field, in the order of the values. */
  facet(slots: readonly Slot[], queryName: string): Facet {
    const column = this.#options.index.column(this.#fields.get(queryName)?.key ?? '');
    if (column === undefined) return [];
    const counts = new Map<string | null, number>();
    for (const slot of slots) {
      for (const one of valuesIn(column, slot)) counts.set(one, (counts.get(one) ?? 0) + 1);
    }
    return [...counts].map(([value, count]) => ({ value, count }));
  }

  /** Follows a commit: `slots` have other values now. */
  note(slots: readonly Slot[]): void {
    for (const { results } of this.#kept.values()) for (const slot of slots) results.note(slot);
  }

  /** Follows a change of the directory: names, statuses or custom fields are others now. */
  invalidate(): void {
    [this.#schema, this.#fields] = this.#readSchema();
    this.#kept.clear();
  }

  #readSchema(): [QuerySchema, ReadonlyMap<string, Field>] {
    const { directory, index } = this.#options;
    const customFields = directory.customFields();
    for (const definition of customFields) index.addCustomField(definition);
    return [
      ticketQuerySchema(customFields, [...directory.statuses.values()]),
      fieldsByQueryName(customFields),
    ];
  }

  #isKnown(queryName: string, name: string): boolean {
    const nature = this.#fields.get(queryName)?.nature;
    if (nature?.type !== 'reference' || nature.to === 'tickets') return true;
    return this.#options.directory.idsByName(nature.to as RecordKind, name).length > 0;
  }

  #results(text: string, agentId: string, groupBy = ''): Result<ResultSet> {
    const now = this.#options.now();
    const key = `${agentId}\n${groupBy}\n${text}`;
    const kept = this.#kept.get(key);
    if (kept !== undefined && !(kept.isTimed && now - kept.madeAt > timedForMs)) {
      kept.usedAt = now;
      return ok(kept.results);
    }
    const parsed = this.parse(text);
    if (!parsed.ok) return parsed;
    const results = this.#compile(parsed.value, agentId, now, groupBy);
    this.#kept.set(key, { results, madeAt: now, isTimed: dependsOnTime(parsed.value.node), usedAt: now });
    this.#forgetOldest();
    return ok(results);
  }

  #compile(query: Query, agentId: string, now: number, groupBy: string): ResultSet {
    const { index, facts } = this.#options;
    const context: LeafContext = {
      index,
      facts,
      fields: this.#fields,
      schema: this.#schema,
      clock: { now, startOf: startOfLocalTime },
      me: dependsOnAgent(query.node) ? agentId : '',
    };
    const matches = compileQuery(withHiddenLeftOut(query.node), (leaf) => slotLeaf(leaf, context));
    const isThere = (slot: Slot): boolean => index.idAt(slot) !== undefined && matches(slot);
    const sort = query.sort.length === 0 ? [newestFirst] : query.sort;
    const grouped: readonly QuerySort[] =
      groupBy === '' ? sort : [{ field: groupBy, direction: 'asc' }, ...sort];
    return new ResultSet(isThere, () => this.#order(grouped));
  }

  /** Empty values come last in both directions; equal tickets keep the order of their ids. */
  #order(sort: readonly QuerySort[]): (left: Slot, right: Slot) => number {
    const { index } = this.#options;
    const keys = sort.flatMap(({ field, direction }) => {
      const column = index.column(this.#fields.get(field)?.key ?? '');
      return column === undefined
        ? []
        : [{ column, compare: column.order(), sign: direction === 'asc' ? 1 : -1 }];
    });
    return (left, right) => {
      for (const { column, compare, sign } of keys) {
        const isLeftFilled = column.isFilled(left);
        if (isLeftFilled !== column.isFilled(right)) return isLeftFilled ? -1 : 1;
        const difference = isLeftFilled ? compare(left, right) * sign : 0;
        if (difference !== 0) return difference;
      }
      return (index.idAt(left) ?? '') < (index.idAt(right) ?? '') ? -1 : 1;
    };
  }

  #forgetOldest(): void {
    if (this.#kept.size <= keptAtMost) return;
    const [oldest] = [...this.#kept].sort(([, left], [, right]) => left.usedAt - right.usedAt);
    if (oldest !== undefined) this.#kept.delete(oldest[0]);
  }
}

/** What a ticket counts under: each element of a set, or null where it has no value. */
function valuesIn(column: Column, slot: Slot): readonly (string | null)[] {
  if (!column.isFilled(slot)) return [null];
  const value = column.read(slot);
  return Array.isArray(value) ? (value as readonly string[]) : [String(value)];
}
