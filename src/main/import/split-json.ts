/** How a JSON text holds its rows. */
export type JsonShape = 'sequence' | 'array' | 'wrapped';

/** Cuts a JSON text into the texts of its rows, piece by piece. */
export type JsonSplitter = {
  readonly push: (piece: string) => string[];
  /** The text of a row that was never finished, or nothing. */
  readonly end: () => string;
};

/** How many brackets are open around a row. */
const depthOf: Readonly<Record<JsonShape, number>> = { sequence: 0, array: 1, wrapped: 2 };

/**
 * Starts cutting. Only brackets and quotation marks are looked at, so a row that is no JSON spoils itself alone as
 * long as its brackets match; in a sequence, a new line ends whatever stands outside brackets.
 */
export function splitJson(shape: JsonShape): JsonSplitter {
  const rowDepth = depthOf[shape];
  const state = { depth: 0, isQuoted: false, isEscaped: false, start: -1 };
  let text = '';
  let place = 0;

  const step = (sign: string, rows: string[]): void => {
    if (state.isQuoted) {
      if (state.isEscaped) state.isEscaped = false;
      else if (sign === '\\') state.isEscaped = true;
      else if (sign === '"') state.isQuoted = false;
      return;
    }
    if (sign === '{' || sign === '[') {
      if (state.depth === rowDepth && state.start === -1) state.start = place;
      state.depth += 1;
    } else if (sign === '}' || sign === ']') {
      state.depth = Math.max(0, state.depth - 1);
      if (state.depth === rowDepth && state.start !== -1) finishRow(rows, place + 1);
    } else if (sign === '"') state.isQuoted = true;
    if (shape === 'sequence' && state.depth === 0) stepLine(sign, rows);
  };
  const stepLine = (sign: string, rows: string[]): void => {
    if (sign === '\n' && state.start !== -1) finishRow(rows, place);
    else if (state.start === -1 && !/[\s,}\]]/.test(sign)) state.start = place;
  };
  const finishRow = (rows: string[], end: number): void => {
    const row = text.slice(state.start, end).trim();
    if (row !== '') rows.push(row);
    state.start = -1;
  };

  return {
    push: (piece) => {
      text = state.start === -1 ? piece : text.slice(state.start) + piece;
      place = state.start === -1 ? 0 : text.length - piece.length;
      if (state.start !== -1) state.start = 0;
      const rows: string[] = [];
      for (; place < text.length; place += 1) step(text.charAt(place), rows);
      return rows;
    },
    end: () => (state.start === -1 ? '' : text.slice(state.start).trim()),
  };
}
