import Papa from 'papaparse';

/** How the cells of a table are told apart. */
export type CsvShape = { readonly delimiter: string; readonly newline: '\n' | '\r' };

/** Rows of a piece of a table, and the places among them where quotation marks are wrong. */
export type CsvPiece = {
  readonly rows: readonly (readonly string[])[];
  readonly quoteErrors: readonly { readonly code: string; readonly row: number }[];
  readonly hasNul: boolean;
};

/** How much text is parsed at once, in UTF-16 units: little enough that its rows are gone before the next ones come. */
const pieceLength = 1 << 17;

const delimiters = [',', ';', '\t', '|'] as const;

/** The most rows that are looked at to find out the delimiter. */
const sniffedRows = 200;

/**
 * Tells from the beginning of a text how its rows and cells are separated: the delimiter by which most rows have as
 * many cells as the first one. `isWhole` says that nothing follows the sample.
 */
export function sniffCsv(sample: string, isWhole: boolean): CsvShape {
  const newline = newlineOf(sample);
  const scored = delimiters.map((delimiter) => {
    const rows = parsePiece(sample, { delimiter, newline }, !isWhole).rows.slice(0, sniffedRows);
    const width = rows[0]?.length ?? 1;
    const alike = rows.filter((row) => row.length === width || isBlank(row)).length;
    return { delimiter, score: width === 1 ? 0 : alike / rows.length + Math.min(width, 100) / 10_000 };
  });
  const best = scored.reduce((before, after) => (after.score > before.score ? after : before));
  return { delimiter: best.delimiter, newline };
}

/**
 * Parses a stream of text, some rows at a time. A row that is not complete yet waits for the next piece; while a
 * row grows, the pieces do too, so that one endless cell is not parsed again and again.
 */
export async function* parseCsv(text: AsyncIterable<string>, shape: CsvShape): AsyncGenerator<CsvPiece> {
  let rest = '';
  let wanted = pieceLength;
  for await (const piece of text) {
    rest += piece;
    if (rest.length < wanted) continue;
    const parsed = parsePiece(rest, shape, true);
    rest = rest.slice(parsed.end);
    wanted = Math.max(pieceLength, rest.length * 2);
    yield parsed;
  }
  if (rest !== '') yield parsePiece(rest, shape, false);
}

/** True for a row that says nothing, such as an empty line. */
export function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '');
}

function parsePiece(
  text: string,
  shape: CsvShape,
  ignoreLastRow: boolean,
): CsvPiece & { readonly end: number } {
  const hasReturns = shape.newline === '\n' && text.includes('\r');
  const hasQuotes = text.includes('"');
  const parsed =
    hasReturns && hasQuotes
      ? parseByRow(text, shape, ignoreLastRow)
      : parseAtOnce(text, shape, ignoreLastRow);
  if (hasReturns && !hasQuotes) for (const row of parsed.rows) dropReturn(row);
  return { ...parsed, hasNul: text.includes('\u0000') };
}

type Parsed = {
  readonly rows: string[][];
  readonly quoteErrors: CsvPiece['quoteErrors'];
  readonly end: number;
};

function parseAtOnce(text: string, shape: CsvShape, ignoreLastRow: boolean): Parsed {
  const parser = new Papa.Parser({ ...shape });
  const result = parser.parse(text, 0, ignoreLastRow) as Papa.ParseResult<string[]>;
  return { rows: result.data, quoteErrors: quoteErrorsOf(result.errors), end: result.meta.cursor };
}

/**
 * Line ends may be mixed, so rows end at `\n` and a `\r` before it is taken off, unless it stands in a quoted cell:
 * only the text around the cell tells that.
 */
function parseByRow(text: string, shape: CsvShape, ignoreLastRow: boolean): Parsed {
  const rows: string[][] = [];
  const quoteErrors: CsvPiece['quoteErrors'][number][] = [];
  const step = ({ data, errors }: Papa.ParseStepResult<unknown>, parser: Papa.Parser): void => {
    const row = (data as string[][])[0];
    if (row === undefined) return;
    for (const { code } of quoteErrorsOf(errors)) quoteErrors.push({ code, row: rows.length });
    if (endsInBareReturn(text, parser.getCharIndex(), row.at(-1) ?? '', shape.delimiter)) dropReturn(row);
    rows.push(row);
  };
  const parser: Papa.Parser = new Papa.Parser({
    ...shape,
    step: (result: Papa.ParseStepResult<unknown>) => step(result, parser),
  });
  const result = parser.parse(text, 0, ignoreLastRow) as Papa.ParseResult<string[]>;
  return { rows, quoteErrors, end: result.meta.cursor };
}

function endsInBareReturn(text: string, rowEnd: number, cell: string, delimiter: string): boolean {
  if (!cell.endsWith('\r')) return false;
  const end = text[rowEnd - 1] === '\n' ? rowEnd - 1 : rowEnd;
  const start = end - cell.length;
  const before = start <= 0 ? '\n' : text[start - 1];
  return text.slice(start, end) === cell && (before === '\n' || before === delimiter);
}

function dropReturn(row: string[]): void {
  const cell = row.at(-1);
  if (cell?.endsWith('\r') === true) row[row.length - 1] = cell.slice(0, -1);
}

function quoteErrorsOf(errors: readonly Papa.ParseError[]): CsvPiece['quoteErrors'] {
  return errors.filter(({ type }) => type === 'Quotes').map(({ code, row }) => ({ code, row: row ?? 0 }));
}

function newlineOf(sample: string): CsvShape['newline'] {
  let isQuoted = false;
  let hasReturn = false;
  for (const sign of sample) {
    if (sign === '"') isQuoted = !isQuoted;
    else if (sign === '\n' && !isQuoted) return '\n';
    else if (sign === '\r' && !isQuoted) hasReturn = true;
  }
  return hasReturn || (!sample.includes('\n') && sample.includes('\r')) ? '\r' : '\n';
}
