import { CustomFieldKey, type CustomFieldType } from '../custom-field/custom-field';
import { appError } from '../errors';
import { nearest } from '../query/nearest';
import { failure, ok, type Result } from '../result';
import { isReservedKey } from './directory';
import type { ColumnMap } from './column-map';
import { importMessages as messages } from './import.messages';
import { customTarget, targetName, targetNames, targetOf, type Target } from './targets';
import { columnLabel } from './text';

/** A column of the source and the place that it is put into. */
export type MappedColumn = {
  readonly index: number;
  readonly column: string;
  readonly name: string;
  readonly target: Target;
};

/** A map that fits its table. */
export type CompiledMap = { readonly mapped: readonly MappedColumn[]; readonly key: number | null };

/** Checks a map against the columns of a table; the first thing that does not fit is named with its place. */
export function compileMap(map: ColumnMap, columns: readonly string[]): Result<CompiledMap> {
  const mapped: MappedColumn[] = [];
  const isInParts = Object.values(map.columns).some(
    (name) => targetName(name)?.startsWith('requester.') === true,
  );
  for (const [column, wanted] of Object.entries(map.columns)) {
    const index = columns.indexOf(column);
    if (index === -1)
      return invalid(messages.mapNoSuchColumn(column, nearestOf(column, columns)), { column });
    const found = findTarget(column, wanted.trim() === '' ? 'ignore' : wanted);
    if (!found.ok) return found;
    // With parts of the requester in other columns, the requester's own column is their name.
    const isName = isInParts && found.value.name === 'requester';
    const place = isName ? { name: 'requester.name', target: targetOf('requester.name') } : found.value;
    const isTaken = mapped.some(({ name }) => name === place.name);
    if (isTaken && !place.target.isShared) return invalid(messages.mapFieldTwice(place.name), { column });
    mapped.push({ index, column, ...place });
  }
  const problem = valuesProblem(map, mapped);
  if (problem !== null) return problem;
  return keyOf(map, columns, mapped);
}

function keyOf(
  map: ColumnMap,
  columns: readonly string[],
  mapped: readonly MappedColumn[],
): Result<CompiledMap> {
  if (map.key !== undefined && !columns.includes(map.key)) {
    return invalid(messages.mapNoSuchColumn(map.key, nearestOf(map.key, columns)), { key: map.key });
  }
  const key =
    map.key === undefined ? mapped.find(({ name }) => name === 'number')?.index : columns.indexOf(map.key);
  if (map.history && key === undefined) return invalid(messages.mapHistoryNeedsKey, { history: true });
  return ok({ mapped, key: key ?? null });
}

function findTarget(
  column: string,
  wanted: string,
): Result<{ readonly name: string; readonly target: Target }> {
  if (wanted.startsWith('custom.')) return findCustom(column, wanted.slice('custom.'.length));
  const name = targetName(wanted);
  if (name !== undefined) return ok({ name, target: targetOf(name) });
  return invalid(messages.mapNoSuchField(column, wanted, nearest(wanted, targetNames) ?? null), {
    column,
    field: wanted,
  });
}

const types: readonly CustomFieldType[] = ['text', 'number', 'date', 'flag'];

/** `custom.key` or `custom.key:type`. */
function findCustom(
  column: string,
  wanted: string,
): Result<{ readonly name: string; readonly target: Target }> {
  const [key = '', typeName = 'text'] = wanted.split(':');
  const isFree = CustomFieldKey.safeParse(key).success && !isReservedKey(key);
  if (!isFree) return invalid(messages.mapBadCustomKey(column, key), { column, field: `custom.${key}` });
  const type = types.find((candidate) => candidate === typeName);
  if (type === undefined)
    return invalid(messages.mapNoSuchType(column, typeName), { column, type: typeName });
  return ok({ name: `custom.${key}`, target: customTarget(key, columnLabel(column), type) });
}

function valuesProblem(map: ColumnMap, mapped: readonly MappedColumn[]): Result<never> | null {
  for (const [field, words] of Object.entries(map.values)) {
    const found = mapped.find(({ name }) => name === valuesName(field));
    if (found === undefined) return invalid(messages.mapNoSuchValueField(field), { values: field });
    const { allowed } = found.target;
    if (allowed === null) continue;
    for (const [theirs, ours] of Object.entries(words)) {
      if (!allowed.includes(ours))
        return invalid(messages.mapBadValue(field, theirs, ours, allowed.join(', ')), {
          values: field,
          value: theirs,
        });
    }
  }
  return null;
}

/** The standard name of a field that a map translates values of. */
export function valuesName(field: string): string {
  return field.startsWith('custom.') ? (field.split(':')[0] ?? field) : (targetName(field) ?? field);
}

function nearestOf(name: string, names: readonly string[]): string | null {
  return nearest(name, names) ?? null;
}

function invalid(message: string, details: Record<string, unknown>): Result<never> {
  return failure(appError('invalid_input', message, details));
}
