import type { ColumnMap } from '../../../src/domain/import/column-map';
import type {
  ImportContext,
  ImportFormat,
  ImportOutput,
  SourceRecord,
} from '../../../src/domain/import/format';
import { ColumnMap as ColumnMapSchema } from '../../../src/domain/import/column-map';
import type { ImportMessage, PreparedRecord, PreparedTicket } from '../../../src/domain/import/prepared';
import { createProblems } from '../../../src/domain/import/problems';
import type { AppError } from '../../../src/domain/errors';
import { deriveId } from '../../../src/main/import/derive-id';
import { createZonedTime } from '../../../src/main/import/zoned-time';

/** What a test hands a format, beside its columns. */
export type ReadWishes = { readonly map?: unknown; readonly timezone?: string; readonly fileHash?: string };

/** A context with the real ids and zones. */
export function contextOf(columns: readonly string[], wishes: ReadWishes = {}): ImportContext {
  const map: ColumnMap | null = wishes.map === undefined ? null : ColumnMapSchema.parse(wishes.map);
  return {
    columns,
    fileHash: wishes.fileHash ?? '0123456789abcdef',
    timezone: wishes.timezone ?? map?.timezone ?? null,
    map,
    importedAt: Date.UTC(2024, 0, 1),
    deriveId,
    zonedTime: createZonedTime(),
    problems: createProblems(),
  };
}

/** Records as a source hands them on: rows count from 1, missing cells are empty. */
export function recordsOf(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): readonly SourceRecord[] {
  return rows.map((cells, index) => ({
    row: index + 1,
    cells: columns.map((_, place) => cells[place] ?? ''),
    extra: cells.slice(columns.length),
  }));
}

/** Everything that came out of reading. */
export type ReadBack = {
  readonly outputs: readonly ImportOutput[];
  readonly tickets: readonly PreparedTicket[];
  readonly records: readonly PreparedRecord[];
  readonly messages: readonly ImportMessage[];
};

/** Reads records as the job does: a survey where the format wants one, then each record, then the end. */
export function readRecords(
  format: ImportFormat,
  context: ImportContext,
  records: readonly SourceRecord[],
): ReadBack {
  const opened = format.open(context);
  if (!opened.ok) throw new Error(opened.error.message);
  const reader = opened.value;
  for (const record of records) reader.survey?.(record);
  const outputs = [...records.flatMap((record) => [...reader.read(record)]), ...reader.end()];
  return {
    outputs,
    tickets: outputs.flatMap((output) => (output.type === 'ticket' ? [output.ticket] : [])),
    records: outputs.flatMap((output) => (output.type === 'record' ? [output.record] : [])),
    messages: context.problems.list(),
  };
}

/** Reads a table that stands in the test. */
export function readTable(
  format: ImportFormat,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  wishes: ReadWishes = {},
): ReadBack {
  return readRecords(format, contextOf(columns, wishes), recordsOf(columns, rows));
}

/** The error that opening a table ends in. */
export function openError(format: ImportFormat, columns: readonly string[], map: unknown): AppError {
  const opened = format.open(contextOf(columns, { map }));
  if (opened.ok) throw new Error('The map was taken.');
  return opened.error;
}
