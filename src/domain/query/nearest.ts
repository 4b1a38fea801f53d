import { foldChoice } from './fold';

const longestCompared = 40;

/**
 * Finds the candidate a person most likely meant: one that starts with what was typed, else the one
 * with the fewest typing mistakes, at most a third of the letters. Undefined when nothing is close.
 */
export function nearest(typed: string, candidates: readonly string[]): string | undefined {
  const wanted = foldChoice(typed);
  if (wanted.length < 2 || wanted.length > longestCompared) return undefined;
  const started = candidates.find((candidate) => foldChoice(candidate).startsWith(wanted));
  if (started !== undefined) return started;
  const tolerance = Math.max(1, Math.floor(wanted.length / 3));
  const ranked = candidates
    .filter((candidate) => Math.abs(foldChoice(candidate).length - wanted.length) <= tolerance)
    .map((candidate) => ({ candidate, distance: editDistance(wanted, foldChoice(candidate)) }))
    .filter(({ distance }) => distance <= tolerance)
    .sort((left, right) => left.distance - right.distance);
  return ranked[0]?.candidate;
}

/** Counts inserted, removed, replaced and swapped neighbouring letters between two words. */
function editDistance(left: string, right: string): number {
  const from = Array.from(left);
  const to = Array.from(right);
  let beforePrevious: readonly number[] = [];
  let previous: readonly number[] = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row += 1) {
    const current: number[] = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const isSame = from[row - 1] === to[column - 1];
      const isSwap = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      current.push(
        Math.min(
          at(previous, column) + 1,
          at(current, column - 1) + 1,
          at(previous, column - 1) + (isSame ? 0 : 1),
          isSwap && row > 1 && column > 1 ? at(beforePrevious, column - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    beforePrevious = previous;
    previous = current;
  }
  return at(previous, to.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
