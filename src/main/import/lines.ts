import { lineColumns } from '../../domain/import/formats/carrydesk';
import type { SourceRecord } from '../../domain/import/format';
import type { DataFile } from './data-file';
import { decodeText } from './decode';
import type { OnBytes, Table } from './table';

/** Opens files of lines as one table: the name of the file, and the line. Rows are counted within each file. */
export function openLines(files: readonly DataFile[]): Table {
  return {
    columns: lineColumns,
    settings: { encoding: 'utf-8', delimiter: '' },
    batches: (problems, onBytes) => readLines(files, () => problems?.add({ reason: 'not-utf8' }), onBytes),
  };
}

async function* readLines(
  files: readonly DataFile[],
  onBadLine: () => void,
  onBytes: OnBytes | undefined,
): AsyncGenerator<readonly SourceRecord[]> {
  let read = 0;
  for (const file of files) {
    let row = 0;
    let rest = '';
    for await (const piece of decodeText(file.bytes(), 'utf-8', onBadLine)) {
      const lines = (rest + piece).split('\n');
      rest = lines.pop() ?? '';
      const records = lines.map((line) => recordOf(file.name, (row += 1), line)).filter(isFilled);
      read += Buffer.byteLength(piece);
      onBytes?.(read);
      if (records.length > 0) yield records;
    }
    if (rest.trim() !== '') yield [recordOf(file.name, row + 1, rest)];
  }
}

function recordOf(file: string, row: number, line: string): SourceRecord {
  return { row, cells: [file, line], extra: [] };
}

function isFilled({ cells }: SourceRecord): boolean {
  return cells[1]?.trim() !== '';
}
