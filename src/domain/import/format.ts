import type { Result } from '../result';
import type { PreparedRecord, PreparedRow, PreparedTicket } from './prepared';
import type { ColumnMap } from './column-map';
import type { DateParts } from './dates';
import type { Problems } from './problems';

/**
 * One record of a source: its place (data rows count from 1; in a file of lines, the line), its cells in the order
 * of the columns, and the cells that stood beyond the last column.
 */
export type SourceRecord = {
  readonly row: number;
  readonly cells: readonly string[];
  readonly extra: readonly string[];
};

/** The beginning of a source, by which a format knows its own. `lines` is one JSON row a line, in named files. */
export type ImportSample = {
  readonly layout: 'table' | 'lines';
  readonly fileNames: readonly string[];
  readonly columns: readonly string[];
  readonly records: readonly SourceRecord[];
};

/** Makes an id from a time and names: the same input always gives the same id. */
export type DeriveId = (atEpochMs: number, ...parts: readonly string[]) => string;

/** What a format may use. Everything impure is handed in, so that reading a file twice gives the same rows. */
export type ImportContext = {
  readonly columns: readonly string[];
  /** The first 16 hex digits of the file's sha-256: the name of the file in `sourceRows`. */
  readonly fileHash: string;
  /** The zone of times that name none, where the person or the map says one. */
  readonly timezone: string | null;
  readonly map: ColumnMap | null;
  /** The time that stands in for one which the source does not tell but a message must have. */
  readonly importedAt: number;
  readonly deriveId: DeriveId;
  /** The moment of a wall-clock reading in a zone. */
  readonly zonedTime: (parts: DateParts, zone: string) => number;
  readonly problems: Problems;
};

/** What a reader hands on; each row of the source ends up in exactly one ticket, row or failure. */
export type ImportOutput =
  | { readonly type: 'record'; readonly record: PreparedRecord }
  | { readonly type: 'ticket'; readonly ticket: PreparedTicket; readonly rows: readonly RowRange[] }
  | { readonly type: 'row'; readonly row: PreparedRow; readonly at: number }
  | { readonly type: 'failed'; readonly at: number; readonly isTicket: boolean };

/** Rows of the source that stand together, first and last included. */
export type RowRange = readonly [first: number, last: number];

/** Reads one source from its first record to its last. */
export type ImportReader = {
  /** Where it is there, the whole source goes through it once before `read` sees the first record. */
  readonly survey?: (record: SourceRecord) => void;
  readonly read: (record: SourceRecord) => Iterable<ImportOutput>;
  readonly end: () => Iterable<ImportOutput>;
};

/** An importer: one file under `formats/` and one line in the registry. */
export type ImportFormat = {
  readonly name: string;
  readonly label: string;
  /** How surely the source is of this format: 0 not at all, 1 without doubt. */
  readonly recognise: (sample: ImportSample) => number;
  readonly open: (context: ImportContext) => Result<ImportReader>;
};
