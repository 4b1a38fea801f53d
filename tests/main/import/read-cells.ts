import type { ImportMessage } from '../../../src/domain/import/prepared';
import { createProblems } from '../../../src/domain/import/problems';
import type { DataFile } from '../../../src/main/import/data-file';
import { openTable } from '../../../src/main/import/open-table';
import type { TableSettings, TableWishes } from '../../../src/main/import/table';

/** A file of data in memory, handed out in pieces of a given size. */
export function dataFile(content: string | Uint8Array, name = 'test.csv', pieceSize = 7): DataFile {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  async function* read(): AsyncGenerator<Uint8Array> {
    for (let start = 0; start < bytes.length; start += pieceSize)
      yield bytes.subarray(start, start + pieceSize);
  }
  return { name, size: bytes.length, bytes: read };
}

/** A table as read. */
export type ReadTable = {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly extras: readonly (readonly string[])[];
  readonly numbers: readonly number[];
  readonly messages: readonly ImportMessage[];
  readonly settings: TableSettings;
};

/** Reads a table whole, or throws the message of what is wrong with it. */
export async function readCells(file: DataFile, wishes: TableWishes = {}): Promise<ReadTable> {
  const opened = await openTable(file, wishes);
  if (!opened.ok) throw new Error(opened.error.message);
  const problems = createProblems();
  const records = [];
  for await (const batch of opened.value.batches(problems)) records.push(...batch);
  return {
    columns: opened.value.columns,
    rows: records.map(({ cells }) => cells),
    extras: records.map(({ extra }) => extra),
    numbers: records.map(({ row }) => row),
    messages: problems.list(),
    settings: opened.value.settings,
  };
}
