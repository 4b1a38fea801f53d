import type { CustomField } from '../../domain/custom-field/custom-field';
import { type ContentOf, type Reading, readRow } from '../../domain/kinds';
import type { Status } from '../../domain/ticket/status';
import type { Directory } from '../../protocol/store-shapes';

export type Person = Reading<'people'>;
export type Named = { readonly id: string; readonly name: string };
export type SavedView = Reading<'views'>;

type Row = { readonly id: string };

/** The directory with every field of its rows filled in. */
export type DeskDirectory = {
  readonly me: Named;
  readonly agents: readonly Person[];
  readonly teams: readonly Named[];
  readonly categories: readonly Named[];
  readonly organisations: readonly Named[];
  readonly statuses: readonly Status[];
  readonly customFields: readonly CustomField[];
};

/** The directory before the store has answered. */
export const emptyDirectory: DeskDirectory = {
  me: { id: '', name: '' },
  agents: [],
  teams: [],
  categories: [],
  organisations: [],
  statuses: [],
  customFields: [],
};

/** Reads the rows that travel loosely typed, because every desk may add fields. */
export function readDirectory(directory: Directory): DeskDirectory {
  return {
    me: directory.me,
    agents: byName(directory.agents.map((row) => readRow('people', row))),
    teams: byName(directory.teams.map((row) => readRow('teams', row))),
    categories: withPaths(directory.categories.map((row) => readRow('categories', row))),
    organisations: byName(directory.organisations.map((row) => readRow('organisations', row))),
    statuses: inOrder(directory.statuses.map((row) => readRow('statuses', row))).map(statusOf),
    customFields: inOrder(directory.customFields.map((row) => readRow('customFields', row))).map(
      customFieldOf,
    ),
  };
}

/** People as they come from the store. */
export function readPeople(rows: readonly Row[]): readonly Person[] {
  return rows.map((row) => readRow('people', row));
}

/** Saved views in the order that people gave them. */
export function readViews(rows: readonly Row[]): readonly SavedView[] {
  return inOrder(rows.map((row) => readRow('views', row)));
}

function byName<T extends Named>(rows: readonly T[]): readonly T[] {
  return rows.toSorted((a, b) => a.name.localeCompare(b.name));
}

function inOrder<T extends { readonly order: number | null }>(rows: readonly T[]): readonly T[] {
  return rows.toSorted((a, b) => (a.order ?? Number.MAX_VALUE) - (b.order ?? Number.MAX_VALUE));
}

function statusOf(row: Row & ContentOf['statuses']): Status {
  return { id: row.id, name: row.name, category: row.category ?? 'open' };
}

function customFieldOf({ key, label, type, options }: ContentOf['customFields']): CustomField {
  return { key, label: label === '' ? key : label, type: type ?? 'text', options };
}

/** Shows a category with the ones above it, because “Printer” alone may stand in several places. */
function withPaths(rows: readonly (Row & ContentOf['categories'])[]): readonly Named[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const pathOf = (id: string, seen: readonly string[]): readonly string[] => {
    const row = byId.get(id);
    // Two desks may have moved categories under each other; a circle ends the path.
    if (row === undefined || seen.includes(id)) return [];
    return [...(row.parent === null ? [] : pathOf(row.parent, [...seen, id])), row.name];
  };
  return byName(rows.map((row) => ({ id: row.id, name: pathOf(row.id, []).join(' › ') })));
}
