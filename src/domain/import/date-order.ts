import { dateParser, firstOf, parseIsoDate, type DateParser } from './dates';
import type { Problems } from './problems';

/** Finds out, from the dates themselves, how a source without a stated date format writes them. */
export type DateOrder = {
  readonly look: (column: string, cell: string) => void;
  readonly parser: (column: string) => DateParser;
};

/** Written with dots, the day is always first; written with a month's name, nothing is in doubt. */
const plainPatterns = [
  'yyyy/M/d',
  'yyyy/M/d H:mm',
  'yyyy/M/d H:mm:ss',
  'd.M.yyyy',
  'd.M.yyyy H:mm',
  'd.M.yyyy H:mm:ss',
  'd MMM yyyy',
  'd MMM yyyy H:mm',
  'd MMM yyyy H:mm:ss',
  'd-MMM-yyyy',
  'd-MMM-yyyy H:mm:ss',
  'd/MMM/yy h:mm a',
  'd/MMM/yy',
  'd/MMM/yyyy h:mm a',
  'MMM d, yyyy',
  'MMM d, yyyy h:mm a',
  'MMM d, yyyy h:mm:ss a',
] as const;

const times = [
  '',
  ' H:mm',
  ' H:mm:ss',
  ' h:mm a',
  ' h:mm:ss a',
  ', h:mm a',
  ', h:mm:ss a',
  ', H:mm',
  ', H:mm:ss',
] as const;

/** Counts, for each column, the dates that can only be read one way. */
export function createDateOrder(problems: Problems): DateOrder {
  const seen = new Map<string, { dayFirst: boolean; monthFirst: boolean; any: boolean }>();
  return {
    look: (column, cell) => {
      const parts = /^\s*(\d{1,2})[/-](\d{1,2})[/-]\d{2,4}\b/.exec(cell);
      if (parts === null) return;
      const known = seen.get(column) ?? { dayFirst: false, monthFirst: false, any: true };
      seen.set(column, known);
      if (Number(parts[1]) > 12) known.dayFirst = true;
      if (Number(parts[2]) > 12) known.monthFirst = true;
    },
    parser: (column) => lazily(() => parserFor(column, seen.get(column), problems)),
  };
}

/** The dates are looked at before the first one is read, but after the rules are made. */
function lazily(make: () => DateParser): DateParser {
  let parser: DateParser | null = null;
  return (text) => (parser ??= make())(text);
}

function parserFor(
  column: string,
  seen: { readonly dayFirst: boolean; readonly monthFirst: boolean } | undefined,
  problems: Problems,
): DateParser {
  const isMonthFirst = seen?.monthFirst === true && !seen.dayFirst;
  const isSure = seen === undefined || seen.dayFirst !== seen.monthFirst;
  const orders = isMonthFirst ? ['M/d/', 'M-d-'] : ['d/M/', 'd-M-'];
  if (!isSure) problems.add({ reason: 'date-order-guessed', column, example: 'd/M/yyyy' });
  const ordered = orders.flatMap((order) =>
    ['yyyy', 'yy'].flatMap((year) => times.map((time) => `${order}${year}${time}`)),
  );
  return firstOf([parseIsoDate, ...[...ordered, ...plainPatterns].flatMap(parsersOf)]);
}

function parsersOf(pattern: string): readonly DateParser[] {
  const parser = dateParser(pattern);
  return parser.ok ? [parser.value] : [];
}
