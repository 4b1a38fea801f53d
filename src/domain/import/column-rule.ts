import type { Problem } from './problems';

/**
 * What a cell says about a ticket: field keys with stored values, null for "empty". A key that begins with `~` is
 * a note of the reader to itself and never stored. A field that is absent keeps the value of the row before.
 */
export type Patch = Readonly<Record<string, unknown>>;

/** A patch as a list, which is quicker to go through: a large file has millions of cells. */
export type PatchEntries = readonly (readonly [field: string, value: unknown])[];

/** A cell as understood. */
export type CellReading = {
  readonly cell: string;
  readonly entries: PatchEntries;
  readonly problem: Problem | null;
};

/** How the cells of one column are understood. */
export type ColumnRule = {
  readonly index: number;
  readonly read: (cell: string) => CellReading;
};

/** What makes a rule. */
export type RuleUse = {
  readonly index: number;
  readonly column: string;
  /** The fields that an empty cell empties. */
  readonly fields: readonly string[];
  /** Cells that stand for "nothing", beside the empty one. */
  readonly missing: ReadonlySet<string>;
  /** Free text is hardly ever the same twice: remembering it would only cost memory. */
  readonly isFreeText?: boolean;
  readonly interpret: (cell: string) => Understood;
};

/** What an interpretation comes to. */
export type Understood = { readonly patch: Patch; readonly problem?: Problem['reason'] };

/** How many different cells of a column are remembered. Columns repeat themselves; dates nearly do. */
const rememberedCells = 20_000;

/** Makes a rule that understands each different cell once. */
export function columnRule({ index, column, fields, missing, isFreeText, interpret }: RuleUse): ColumnRule {
  const emptied: PatchEntries = fields.map((field) => [field, null] as const);
  const understand = (cell: string): CellReading => {
    if (cell === '' || missing.has(cell)) return { cell, entries: emptied, problem: null };
    const { patch, problem } = interpret(cell);
    return {
      cell,
      entries: Object.entries(patch),
      problem: problem === undefined ? null : { reason: problem, column, example: cell },
    };
  };
  return { index, read: isFreeText === true ? understand : remembering(understand) };
}

function remembering(understand: (cell: string) => CellReading): ColumnRule['read'] {
  const known = new Map<string, CellReading>();
  let last: CellReading | null = null;
  return (cell) => {
    // Most cells repeat the one above, and comparing two short texts is cheaper than looking one up.
    if (last !== null && last.cell === cell) return last;
    last = known.get(cell) ?? null;
    if (last !== null) return last;
    if (known.size >= rememberedCells) known.clear();
    last = understand(cell);
    known.set(cell, last);
    return last;
  };
}
