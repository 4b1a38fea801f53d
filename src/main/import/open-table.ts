import type { Result } from '../../domain/result';
import type { DataFile } from './data-file';
import { jsonShape, openJson } from './json-table';
import { openCsv, readStart, type Table, type TableWishes } from './table';

/** How much of a file is looked at to tell JSON from a table of text, in bytes. */
const sampleBytes = 1 << 18;

/** Opens a file as a table, whichever way it is written. */
export async function openTable(file: DataFile, wishes: TableWishes): Promise<Result<Table>> {
  const start = await readStart(file, sampleBytes);
  const shape = jsonShape(start.bytes, start.isWhole, file.name);
  return shape === null ? openCsv(file, wishes) : openJson(file, shape);
}
