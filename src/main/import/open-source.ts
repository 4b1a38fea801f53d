import type { ImportSample, SourceRecord } from '../../domain/import/format';
import { kindNames } from '../../domain/kinds';
import { ok, type Result } from '../../domain/result';
import { openDataFiles, type DataFile } from './data-file';
import { openLines } from './lines';
import { openTable } from './open-table';
import type { Table, TableWishes } from './table';

/** A source as the job reads it: a table, or the lines of an export. */
export type ImportSource = Table & {
  readonly layout: ImportSample['layout'];
  readonly fileNames: readonly string[];
  /** Bytes in all, unpacked. */
  readonly size: number;
};

/** The files of an export of ours. */
const exportFiles: ReadonlySet<string> = new Set(kindNames.map((kind) => `${kind}.ndjson`));

/** Opens whatever stands at a path. */
export async function openSource(filePath: string, wishes: TableWishes): Promise<Result<ImportSource>> {
  const opened = await openDataFiles(filePath, exportFiles);
  if (!opened.ok) return opened;
  if (opened.value.layout === 'export') return ok(linesOf(opened.value.files));
  const { file } = opened.value;
  if (exportFiles.has(file.name)) return ok(linesOf([file]));
  const table = await openTable(file, wishes);
  return table.ok ? ok({ ...table.value, layout: 'table', fileNames: [file.name], size: file.size }) : table;
}

function linesOf(files: readonly DataFile[]): ImportSource {
  const ordered = kindNames.flatMap((kind) => files.filter(({ name }) => name === `${kind}.ndjson`));
  const size = ordered.reduce((sum, file) => sum + file.size, 0);
  return { ...openLines(ordered), layout: 'lines', fileNames: ordered.map(({ name }) => name), size };
}

/** How many records a format is chosen by. */
const sampledRecords = 200;

/** The beginning of a source. */
export async function sampleOf(source: ImportSource): Promise<ImportSample> {
  const { layout, fileNames, columns } = source;
  const records: SourceRecord[] = [];
  for await (const batch of source.batches(null)) {
    records.push(...batch.slice(0, sampledRecords - records.length));
    if (records.length >= sampledRecords) break;
  }
  return { layout, fileNames, columns, records };
}
