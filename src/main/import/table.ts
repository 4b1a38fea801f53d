import { appError } from '../../domain/errors';
import type { SourceRecord } from '../../domain/import/format';
import type { Problems } from '../../domain/import/problems';
import { failure, ok, type Result } from '../../domain/result';
import { isBlank, parseCsv, sniffCsv, type CsvPiece, type CsvShape } from './csv';
import type { DataFile } from './data-file';
import { decodeText, knownEncoding, sniffEncoding, type Encoding } from './decode';
import { nameColumns } from './columns';
import { sourceMessages as messages } from './source.messages';

/** What a person said about how to read a file. */
export type TableWishes = { readonly encoding?: string | undefined; readonly delimiter?: string | undefined };

/** How a file is read, so that it can be read in the same way again. */
export type TableSettings = { readonly encoding: Encoding; readonly delimiter: string };

/** Hears how many bytes of the file have been read. */
export type OnBytes = (bytes: number) => void;

/** Rows of cells under named columns. Oddities of the file are told to `problems` of the pass that passes them. */
export type Table = {
  readonly columns: readonly string[];
  readonly settings: TableSettings;
  readonly batches: (problems: Problems | null, onBytes?: OnBytes) => AsyncGenerator<readonly SourceRecord[]>;
};

/** How much of a file is looked at before it is read, in bytes. */
const sampleBytes = 1 << 16;

/** Opens a table of text: finds out encoding, delimiter and columns. */
export async function openCsv(file: DataFile, wishes: TableWishes): Promise<Result<Table>> {
  const start = await readStart(file, sampleBytes);
  if (start.bytes.length === 0)
    return failure(appError('invalid_input', messages.empty(file.name), { file: file.name }));
  const encoding =
    wishes.encoding === undefined ? ok(sniffEncoding(start.bytes)) : knownEncoding(wishes.encoding);
  if (!encoding.ok) return encoding;
  if (wishes.delimiter !== undefined && /["\r\n\ufeff]/.test(wishes.delimiter)) {
    return failure(
      appError('invalid_input', messages.badDelimiter(wishes.delimiter), { delimiter: wishes.delimiter }),
    );
  }
  const sample = await textOf(decodeText(pieces(start.bytes), encoding.value, ignore));
  const sniffed = sniffCsv(sample, start.isWhole);
  const shape = { ...sniffed, delimiter: wishes.delimiter ?? sniffed.delimiter };
  const header = await firstRow(parseCsv(decodeText(file.bytes(), encoding.value, ignore), shape));
  if (header === null)
    return failure(appError('invalid_input', messages.noColumns(file.name), { file: file.name }));
  const { columns } = nameColumns(header, null);
  return ok({
    columns,
    settings: { encoding: encoding.value, delimiter: shape.delimiter },
    batches: (problems, onBytes) => readRows({ file, encoding: encoding.value, shape, problems, onBytes }),
  });
}

type ReadUse = {
  readonly file: DataFile;
  readonly encoding: Encoding;
  readonly shape: CsvShape;
  readonly problems: Problems | null;
  readonly onBytes: OnBytes | undefined;
};

async function* readRows(use: ReadUse): AsyncGenerator<readonly SourceRecord[]> {
  const { problems } = use;
  const bytes = use.onBytes === undefined ? use.file.bytes() : counted(use.file.bytes(), use.onBytes);
  const text = decodeText(bytes, use.encoding, () => problems?.add({ reason: 'not-utf8' }));
  let row = 0;
  let width: number | null = null;
  for await (const piece of parseCsv(text, use.shape)) {
    const records: SourceRecord[] = [];
    const odd = new Map(piece.quoteErrors.map(({ row: place, code }) => [place, code]));
    for (const [place, cells] of piece.rows.entries()) {
      if (isBlank(cells)) continue;
      if (width === null) {
        width = nameColumns(cells, problems).columns.length;
        continue;
      }
      row += 1;
      reportQuotes(odd.get(place), row, problems);
      records.push(recordOf(row, cells, width, problems));
    }
    if (piece.hasNul) reportNul(records, problems);
    if (records.length > 0) yield records;
  }
  if (row === 0) problems?.add({ reason: 'no-rows' });
}

function recordOf(
  row: number,
  cells: readonly string[],
  width: number,
  problems: Problems | null,
): SourceRecord {
  if (cells.length === width) return { row, cells, extra: noCells };
  if (cells.length < width) {
    problems?.add({ reason: 'row-short', row });
    return {
      row,
      cells: [...cells, ...Array.from({ length: width - cells.length }, () => '')],
      extra: noCells,
    };
  }
  const extra = cells.slice(width);
  // Many programs end every line with a delimiter; an empty cell too many says nothing.
  if (!isBlank(extra)) problems?.add({ reason: 'row-long', row });
  return { row, cells: cells.slice(0, width), extra };
}

const noCells: readonly string[] = [];

function reportQuotes(code: string | undefined, row: number, problems: Problems | null): void {
  if (code === undefined) return;
  problems?.add({ reason: code === 'MissingQuotes' ? 'quote-open' : 'quote-stray', row });
}

function reportNul(records: readonly SourceRecord[], problems: Problems | null): void {
  for (const { row, cells, extra } of records) {
    const hasNul =
      cells.some((cell) => cell.includes('\u0000')) || extra.some((cell) => cell.includes('\u0000'));
    if (hasNul) problems?.add({ reason: 'nul-character', row });
  }
}

async function firstRow(parsed: AsyncGenerator<CsvPiece>): Promise<readonly string[] | null> {
  for await (const { rows } of parsed) {
    const found = rows.find((cells) => !isBlank(cells));
    if (found !== undefined) return found;
  }
  return null;
}

/** Reads the first bytes of a file, and whether they are all of it. */
export async function readStart(
  file: DataFile,
  length: number,
): Promise<{ readonly bytes: Uint8Array; readonly isWhole: boolean }> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const piece of file.bytes()) {
    parts.push(piece);
    size += piece.length;
    if (size > length) break;
  }
  return { bytes: Buffer.concat(parts).subarray(0, length), isWhole: size <= length };
}

/** Tells how many bytes have gone by. */
export async function* counted(
  bytes: AsyncIterable<Uint8Array>,
  onBytes: OnBytes,
): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const piece of bytes) {
    size += piece.length;
    onBytes(size);
    yield piece;
  }
}

async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function textOf(parts: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const part of parts) text += part;
  return text;
}

function ignore(): void {
  // A sample may end within a character; the real pass reports what is really odd.
}
