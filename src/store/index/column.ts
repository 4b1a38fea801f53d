import type { HeldValue } from '../../domain/query/evaluate';

/** The row number of a ticket in the index. */
export type Slot = number;

/**
 * The values of one field for all tickets, packed. Comparisons are prepared once for the whole column, so that
 * testing a ticket reads one or two array cells.
 */
export type Column = {
  /** Stores a ticket's value; null and undefined mean none. */
  readonly write: (slot: Slot, value: unknown) => void;
  /** The stored value again, as the row holds it. */
  readonly read: (slot: Slot) => unknown;
  /** Prepares a comparison: does any value held in a slot fit? */
  readonly test: (fits: (held: HeldValue) => boolean) => (slot: Slot) => boolean;
  readonly isFilled: (slot: Slot) => boolean;
  /** Prepares a sort: negative when the first comes before the second; empty slots are told apart by `isFilled`. */
  readonly order: () => (left: Slot, right: Slot) => number;
  /** Makes room for this many slots. */
  readonly grow: (slots: number) => void;
};

/** Numbers and times; NaN stands for none. */
export function numberColumn(): Column {
  let cells = new Float64Array(0);
  return {
    write: (slot, value) => {
      cells[slot] = typeof value === 'number' ? value : Number.NaN;
    },
    read: (slot) => {
      const value = cells[slot] ?? Number.NaN;
      return Number.isNaN(value) ? null : value;
    },
    test: (fits) => (slot) => {
      const value = cells[slot] ?? Number.NaN;
      return !Number.isNaN(value) && fits(value);
    },
    isFilled: (slot) => !Number.isNaN(cells[slot] ?? Number.NaN),
    order: () => (left, right) => (cells[left] ?? 0) - (cells[right] ?? 0),
    grow: (slots) => {
      const larger = new Float64Array(slots).fill(Number.NaN);
      larger.set(cells);
      cells = larger;
    },
  };
}

/** How a coded column turns its distinct values into what comparisons and sorts see. */
export type CodedUse = {
  readonly held: (value: string) => readonly HeldValue[];
  /** Compares two distinct values for sorting. */
  readonly compare: (left: string, right: string) => number;
};

/** Few distinct values for many tickets: each stored once, tickets hold its code; code 0 is none. */
export function codedColumn(use: CodedUse): Column {
  const values: string[] = [''];
  const codes = new Map<string, number>();
  let cells = new Uint32Array(0);
  const codeOf = (value: string): number => {
    const known = codes.get(value);
    if (known !== undefined) return known;
    values.push(value);
    codes.set(value, values.length - 1);
    return values.length - 1;
  };
  return {
    write: (slot, value) => {
      cells[slot] = value === null || value === undefined || value === '' ? 0 : codeOf(String(value));
    },
    read: (slot) => ((cells[slot] ?? 0) === 0 ? null : values[cells[slot] ?? 0]),
    test: (fits) => {
      // Values may gain a code after the test was prepared, so verdicts are made when first asked for.
      const verdicts: (boolean | undefined)[] = [false];
      return (slot) => {
        const code = cells[slot] ?? 0;
        return (verdicts[code] ??= use.held(values[code] ?? '').some(fits));
      };
    },
    isFilled: (slot) => (cells[slot] ?? 0) !== 0,
    order: () => {
      const sorted = values
        .map((_, code) => code)
        .sort((left, right) => use.compare(values[left] ?? '', values[right] ?? ''));
      const ranks = new Uint32Array(values.length);
      sorted.forEach((code, rank) => {
        ranks[code] = rank;
      });
      return (left, right) => (ranks[cells[left] ?? 0] ?? 0) - (ranks[cells[right] ?? 0] ?? 0);
    },
    grow: (slots) => {
      const larger = new Uint32Array(slots);
      larger.set(cells);
      cells = larger;
    },
  };
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** Orders texts as people do: digits as numbers, case and accents aside; equal ones by their code units. */
export function compareTexts(left: string, right: string): number {
  return collator.compare(left, right) || (left < right ? -1 : left > right ? 1 : 0);
}

/** A text of its own for most tickets. */
export function textColumn(): Column {
  const cells: string[] = [];
  return {
    write: (slot, value) => {
      cells[slot] = typeof value === 'string' ? value : '';
    },
    read: (slot) => cells[slot] ?? '',
    test: (fits) => (slot) => (cells[slot] ?? '') !== '' && fits(cells[slot] ?? ''),
    isFilled: (slot) => (cells[slot] ?? '') !== '',
    order: () => (left, right) => compareTexts(cells[left] ?? '', cells[right] ?? ''),
    grow: () => undefined,
  };
}

const noElements: readonly string[] = [];

/** A set of words for some tickets; equal words are one string in memory. */
export function setColumn(): Column {
  const cells: (readonly string[] | undefined)[] = [];
  const words = new Map<string, string>();
  const shared = (word: string): string => {
    const known = words.get(word);
    if (known !== undefined) return known;
    words.set(word, word);
    return word;
  };
  return {
    write: (slot, value) => {
      cells[slot] =
        Array.isArray(value) && value.length > 0 ? (value as readonly string[]).map(shared) : undefined;
    },
    read: (slot) => cells[slot] ?? noElements,
    test: (fits) => {
      const verdicts = new Map<string, boolean>();
      const isFit = (word: string): boolean => {
        const known = verdicts.get(word);
        if (known !== undefined) return known;
        const verdict = fits(word);
        verdicts.set(word, verdict);
        return verdict;
      };
      return (slot) => (cells[slot] ?? noElements).some(isFit);
    },
    isFilled: (slot) => cells[slot] !== undefined,
    order: () => (left, right) =>
      compareTexts((cells[left] ?? noElements).join(','), (cells[right] ?? noElements).join(',')),
    grow: () => undefined,
  };
}
