import type { Problems } from '../../domain/import/problems';
import type { SourceRecord } from '../../domain/import/format';
import { ok, type Result } from '../../domain/result';
import type { DataFile } from './data-file';
import { decodeText } from './decode';
import { flattenJson } from './flatten-json';
import { splitJson, type JsonShape } from './split-json';
import { counted, type OnBytes, type Table } from './table';

/**
 * Tells how a file of JSON holds its rows, or null where it is no JSON: one value after the other (ndjson), the
 * elements of one array, or the elements of the arrays in one object, as answers of most servers are.
 */
export function jsonShape(start: Uint8Array, isWhole: boolean, name: string): JsonShape | null {
  const text = new TextDecoder().decode(start).trimStart();
  if (/\.(ndjson|jsonl)$/i.test(name)) return 'sequence';
  if (/^\[\s*[[{\]]/.test(text)) return 'array';
  if (!/^\{\s*["}]/.test(text)) return null;
  const [first, ...rest] = splitJson('sequence').push(text);
  if (first === undefined) return isWhole ? 'sequence' : 'wrapped';
  if (rest.length > 0 || text.trimEnd().length > first.length) return 'sequence';
  return /^\{\s*"[^"]*"\s*:\s*\[\s*\{/.test(first) ? 'wrapped' : 'sequence';
}

/**
 * Opens JSON as a table. The columns are every name that any row uses, in the order they first appear, so the file
 * is gone through once before it is read.
 */
export async function openJson(file: DataFile, shape: JsonShape): Promise<Result<Table>> {
  const columns = new Map<string, number>();
  for await (const values of readValues(file, shape, undefined)) {
    for (const { cells } of values) {
      for (const name of cells?.keys() ?? []) if (!columns.has(name)) columns.set(name, columns.size);
    }
  }
  return ok({
    columns: [...columns.keys()],
    settings: { encoding: 'utf-8', delimiter: '' },
    batches: (problems, onBytes) => readRecords({ file, shape, columns, problems, onBytes }),
  });
}

type JsonUse = {
  readonly file: DataFile;
  readonly shape: JsonShape;
  readonly columns: ReadonlyMap<string, number>;
  readonly problems: Problems | null;
  readonly onBytes: OnBytes | undefined;
};

type JsonRow = { readonly cells: ReadonlyMap<string, string> | null; readonly text: string };

async function* readRecords(use: JsonUse): AsyncGenerator<readonly SourceRecord[]> {
  let row = 0;
  for await (const values of readValues(use.file, use.shape, use.onBytes)) {
    const records: SourceRecord[] = [];
    for (const { cells, text } of values) {
      row += 1;
      const isReadable = cells !== null;
      if (!isReadable) use.problems?.add({ reason: 'bad-line', column: use.file.name, row, example: text });
      // A row that cannot be read keeps its text beyond the columns, so that it is not lost.
      const empty = Array.from({ length: use.columns.size }, () => '');
      for (const [name, cell] of cells ?? []) empty[use.columns.get(name) ?? 0] = cell;
      records.push({ row, cells: empty, extra: isReadable ? [] : [text] });
    }
    yield records;
  }
  if (row === 0) use.problems?.add({ reason: 'no-rows' });
}

async function* readValues(
  file: DataFile,
  shape: JsonShape,
  onBytes: OnBytes | undefined,
): AsyncGenerator<readonly JsonRow[]> {
  const splitter = splitJson(shape);
  const bytes = onBytes === undefined ? file.bytes() : counted(file.bytes(), onBytes);
  for await (const piece of decodeText(bytes, 'utf-8', () => undefined)) {
    const values = splitter.push(piece);
    if (values.length > 0) yield values.map(parseValue);
  }
  const rest = splitter.end();
  if (rest !== '') yield [parseValue(rest)];
}

function parseValue(text: string): JsonRow {
  try {
    return { cells: flattenJson(JSON.parse(text)), text };
  } catch {
    // Not JSON: the row is reported by whoever reads it.
    return { cells: null, text };
  }
}
