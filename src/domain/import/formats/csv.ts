import { failure, ok, type Result } from '../../result';
import { appError } from '../../errors';
import type { ColumnMap } from '../column-map';
import type { Patch } from '../column-rule';
import { compileMap, valuesName, type CompiledMap, type MappedColumn } from '../compiled-map';
import { createDateOrder, type DateOrder } from '../date-order';
import { dateParser, type DateParser } from '../dates';
import { createDirectory, type Directory } from '../directory';
import type { ImportContext, ImportFormat } from '../format';
import { guessMap } from '../guess-map';
import { importMessages as messages } from '../import.messages';
import { ticketField } from '../../ticket/fields';
import type { TicketMapping } from '../ticket-mapping';
import { ticketReader } from '../ticket-reader';

const name = 'csv';

/** Any table, by a map that says what its columns mean, or, as the last resort, by the names of its columns. */
export const csv: ImportFormat = {
  name,
  label: messages.formats[name],
  recognise: ({ layout, columns }) => (layout === 'table' && columns.length > 0 ? 0.05 : 0),
  open: (context) => {
    if (context.columns.length === 0)
      return failure(appError('invalid_input', messages.wrongLayout(name), { format: name }));
    const compiled =
      context.map === null ? ok(guessedMap(context)) : compileMap(context.map, context.columns);
    if (!compiled.ok) return compiled;
    const parser = parserOf(context.map);
    if (!parser.ok) return parser;
    if (context.map !== null) reportUnused(context, compiled.value);
    const directory = createDirectory(context.deriveId);
    const mapping = mappingOf(context, compiled.value, { directory, parser: parser.value });
    return ok(ticketReader({ mapping, directory, context }));
  },
};

function guessedMap({ columns, problems }: ImportContext): CompiledMap {
  const mapped = guessMap(columns);
  const told = mapped.filter(({ name: place }) => !place.startsWith('custom.'));
  problems.add({
    reason: 'map-guessed',
    example: told.map(({ column, name: place }) => `${column} → ${place}`).join(', '),
  });
  return { mapped, key: mapped.find(({ name: place }) => place === 'number')?.index ?? null };
}

function reportUnused({ columns, map, problems }: ImportContext, { mapped, key }: CompiledMap): void {
  for (const [index, column] of columns.entries()) {
    const isUsed = index === key || mapped.some((one) => one.index === index);
    if (!isUsed && map !== null) problems.add({ reason: 'column-unused', column });
  }
}

function parserOf(map: ColumnMap | null): Result<DateParser | null> {
  return map?.dateFormat === undefined ? ok(null) : dateParser(map.dateFormat);
}

type RulesUse = { readonly directory: Directory; readonly parser: DateParser | null };

function mappingOf(
  context: ImportContext,
  { mapped, key }: CompiledMap,
  { directory, parser }: RulesUse,
): TicketMapping {
  const { map, columns } = context;
  const order = createDateOrder(context.problems);
  const values = valuesByField(map);
  const rules = mapped.map(({ index, column, name: field, target }, place) =>
    target.make({
      index,
      column,
      place,
      directory,
      missing: new Set(map?.missing ?? []),
      values: values.get(field) ?? {},
      dates: {
        parse: parser ?? order.parser(column),
        zone: context.timezone ?? 'UTC',
        zonedTime: context.zonedTime,
      },
    }),
  );
  return {
    source: sourceOf(context, key),
    scope: [name, sourceOf(context, key)],
    key: key === null ? null : { index: key, column: columns[key] ?? '' },
    keepsHistory: map?.history ?? false,
    rules,
    surveyed: rules.filter((_, place) => namesPeople(mapped[place]?.name ?? '')),
    look: parser === null ? ({ cells }) => lookAtDates(order, mapped, cells) : null,
    columnNames: Object.fromEntries(mapped.map(({ name: field, column }) => [measureName(field), column])),
    untold: new Set(),
    constants: {},
    compose: composer(mapped, directory),
    subject: composeSubject,
    expectsSubject: true,
  };
}

/**
 * What keeps the keys of two systems apart where the map does not name its system: two tables with the same columns
 * are of one system.
 */
function sourceOf({ map, columns, deriveId }: ImportContext, key: number | null): string {
  const print = deriveId(0, 'columns', ...columns, String(key)).slice(-8);
  return map?.source ?? `${name}-${print}`;
}

function valuesByField(map: ColumnMap | null): ReadonlyMap<string, Readonly<Record<string, string>>> {
  return new Map(Object.entries(map?.values ?? {}).map(([field, words]) => [valuesName(field), words]));
}

function namesPeople(place: string): boolean {
  return (
    place === 'requester' ||
    place === 'assignee' ||
    place === 'followers' ||
    place.includes('requester.') ||
    place.includes('assignee.')
  );
}

function lookAtDates(order: DateOrder, mapped: readonly MappedColumn[], cells: readonly string[]): void {
  for (const { index, column } of mapped) order.look(column, cells[index] ?? '');
}

/** Measured times of an end are kept under a note until the status is known. */
function measureName(field: string): string {
  return field === 'solvedAt' || field === 'closedAt' ? `~${field}` : field;
}

type Values = Readonly<Record<string, unknown>>;

/** Puts together what several columns say: the parts of a person, and the tags of several columns. */
function composer(mapped: readonly MappedColumn[], directory: Directory): ((values: Values) => Patch) | null {
  const has = (prefix: string): boolean => mapped.some(({ name: place }) => place.startsWith(prefix));
  const tagFields = mapped.flatMap(({ name: place }, index) =>
    ticketField(place)?.nature.type === 'tags' ? [[place, index] as const] : [],
  );
  const [hasRequester, hasAssignee] = [has('requester.'), has('assignee.')];
  if (!hasRequester && !hasAssignee && tagFields.length === 0) return null;
  return (values) => ({
    ...(hasRequester ? { requester: personOfParts('requester', values, directory, false) } : {}),
    ...(hasAssignee ? { assignee: personOfParts('assignee', values, directory, true) } : {}),
    ...tagsOf(tagFields, values),
  });
}

function personOfParts(role: string, values: Values, directory: Directory, isAgent: boolean): string | null {
  const part = (key: string): string => {
    const value = values[`~${role}.${key}`];
    return typeof value === 'string' ? value : '';
  };
  const organisation = directory.named('organisations', part('organisation'));
  return directory.person({
    name: part('name'),
    email: part('email'),
    phone: part('phone'),
    title: part('title'),
    location: part('location'),
    organisation,
    isAgent,
  });
}

function tagsOf(fields: readonly (readonly [string, number])[], values: Values): Patch {
  const sets = new Map<string, Set<string>>();
  for (const [field, place] of fields) {
    const tags = sets.get(field) ?? new Set();
    sets.set(field, tags);
    const value = values[`~${field}:${place}`];
    if (Array.isArray(value)) for (const tag of value) tags.add(String(tag));
  }
  return Object.fromEntries(
    [...sets].map(([field, tags]) => [field, tags.size === 0 ? null : [...tags].sort()]),
  );
}

/** The first line of the text stands in for a subject. */
function composeSubject(values: Values): string {
  const bodies = Object.keys(values).filter((field) => field.startsWith('~body'));
  const body = bodies.map((field) => values[field]).find((value) => typeof value === 'string');
  return body?.trim().split(/\r?\n/)[0]?.trim() ?? '';
}
