/**
 * Lays a JSON object out as cells. Inner objects become dotted names; `{ "display_value", "value" }`, as ServiceNow
 * writes references, counts as its shown value; lists of plain values are joined by commas.
 */
export function flattenJson(value: unknown): ReadonlyMap<string, string> | null {
  if (!isObject(value)) return null;
  const cells = new Map<string, string>();
  addObject(cells, '', value, 0);
  return cells;
}

/** Beyond this, an object is kept as its JSON text. */
const deepest = 3;

function addObject(
  cells: Map<string, string>,
  prefix: string,
  object: Readonly<Record<string, unknown>>,
  depth: number,
): void {
  for (const [name, value] of Object.entries(object)) addValue(cells, `${prefix}${name}`, value, depth);
}

function addValue(cells: Map<string, string>, name: string, value: unknown, depth: number): void {
  const shown = isObject(value) ? shownValue(value) : undefined;
  if (shown !== undefined) cells.set(name, textOf(shown));
  else if (isObject(value) && depth < deepest) addObject(cells, `${name}.`, value, depth + 1);
  else cells.set(name, textOf(value));
}

function shownValue(object: Readonly<Record<string, unknown>>): unknown {
  if ('display_value' in object) return object['display_value'];
  return 'value' in object && 'link' in object ? object['value'] : undefined;
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((element) => typeof element !== 'object'))
    return value.map(textOf).join(', ');
  return JSON.stringify(value);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
