import { reasonTexts } from './import.messages';
import type { ImportMessage } from './prepared';
import { cutText } from './text';

/** Why something in a source is odd. */
type ProblemReason = keyof typeof reasonTexts;

/** One oddity, where it is known to be. */
export type Problem = {
  readonly reason: ProblemReason;
  readonly column?: string;
  readonly row?: number;
  readonly example?: string;
};

/** Collects the oddities of one import, grouped by column and reason. */
export type Problems = {
  readonly add: (problem: Problem) => void;
  readonly list: () => ImportMessage[];
};

/** How many rows a message names. */
const rowsShown = 5;

/** The longest example of a value that a message shows, in UTF-16 units; a guessed map is shown whole. */
const longestExample = 80;
const longestMap = 2_000;

/** Starts a collection. A million odd rows cost one group. */
export function createProblems(): Problems {
  const groups = new Map<string, { readonly problem: Problem; count: number; readonly rows: number[] }>();
  return {
    add: (problem) => {
      const key = `${problem.reason}\u0000${problem.column ?? ''}`;
      const group = groups.get(key) ?? { problem, count: 0, rows: [] };
      if (group.count === 0) groups.set(key, group);
      group.count += 1;
      const isNewRow = problem.row !== undefined && group.rows.at(-1) !== problem.row;
      if (isNewRow && group.rows.length < rowsShown) group.rows.push(problem.row);
    },
    list: () => [...groups.values()].map(({ problem, count, rows }) => describe(problem, count, rows)),
  };
}

function describe(problem: Problem, count: number, rows: readonly number[]): ImportMessage {
  const text: (column: string, example: string) => string = reasonTexts[problem.reason];
  const { column = null, reason } = problem;
  const longest = reason === 'map-guessed' ? longestMap : longestExample;
  return {
    text: text(column ?? '', shorten(problem.example ?? '', longest)),
    column,
    reason,
    count,
    rows: [...rows],
  };
}

function shorten(example: string, longest: number): string {
  const line = cutText(example, longest * 2)
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > longest ? `${cutText(line, longest - 1)}…` : line;
}
