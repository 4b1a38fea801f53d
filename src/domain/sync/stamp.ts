import { z } from 'zod';

/**
 * A hybrid logical clock reading: 12 hex digits of epoch milliseconds, 4 of a counter, 16 of the node.
 * Fixed width makes the text order the causal order, so stamps are compared as plain strings.
 * (Layout after Evolu; see docs/glossary.md.)
 */
export type Stamp = string & { readonly __brand: 'Stamp' };

const stampPattern = /^[0-9a-f]{32}$/;

/** Accepts exactly the text form that `encodeStamp` makes. */
export const Stamp = z.custom<Stamp>((value) => typeof value === 'string' && stampPattern.test(value), {
  message: 'A stamp is 32 hex digits.',
});

/** The parts of a stamp: epoch milliseconds, a counter within the millisecond, and the writer's node (16 hex digits). */
export type StampParts = { readonly milliseconds: number; readonly counter: number; readonly node: string };

const counterLimit = 0xffff;
const millisecondsLimit = 0xffffffffffff;

/** Writes the parts as text; throws when a part is out of range, which would break the order. */
export function encodeStamp({ milliseconds, counter, node }: StampParts): Stamp {
  const isInRange =
    Number.isInteger(milliseconds) &&
    milliseconds >= 0 &&
    milliseconds <= millisecondsLimit &&
    Number.isInteger(counter) &&
    counter >= 0 &&
    counter <= counterLimit;
  if (!isInRange || !/^[0-9a-f]{16}$/.test(node)) throw new Error('A stamp part is out of range.');
  return (milliseconds.toString(16).padStart(12, '0') +
    counter.toString(16).padStart(4, '0') +
    node) as Stamp;
}

/** Reads the parts of a stamp. */
export function decodeStamp(stamp: Stamp): StampParts {
  return {
    milliseconds: Number.parseInt(stamp.slice(0, 12), 16),
    counter: Number.parseInt(stamp.slice(12, 16), 16),
    node: stamp.slice(16),
  };
}

/**
 * Makes the stamp of the next local write: later than `last` and, where the wall clock allows it, at `now`.
 * A counter that runs over borrows one millisecond from the future, so the order never breaks.
 */
export function nextStamp(last: Stamp | null, now: number, node: string): Stamp {
  const previous = last === null ? null : decodeStamp(last);
  const wall = Math.min(Math.max(0, Math.floor(now)), millisecondsLimit);
  if (previous === null || wall > previous.milliseconds) {
    return encodeStamp({ milliseconds: wall, counter: 0, node });
  }
  if (previous.counter < counterLimit) {
    return encodeStamp({ milliseconds: previous.milliseconds, counter: previous.counter + 1, node });
  }
  return encodeStamp({ milliseconds: previous.milliseconds + 1, counter: 0, node });
}

/** Older than anything that is ever written, and the same everywhere. */
export const oldestStamp = encodeStamp({ milliseconds: 0, counter: 0, node: '0'.repeat(16) });

/** The last digit of a node tells who wrote: a person, or a bulk job such as an import. */
const bulkDigit = 'b';

/** The node under which an import of a desk writes. A person's node ends in any other digit. */
export function bulkNode(node: string): string {
  return node.slice(0, -1) + bulkDigit;
}

/** Makes a person's node of 15 hex digits of entropy. */
export function personalNode(entropy: string): string {
  return `${entropy.slice(0, 15)}0`;
}

/** True when an import wrote it: another import may then replace it without asking, as no person typed it here. */
export function isBulkStamp(stamp: Stamp): boolean {
  return stamp.endsWith(bulkDigit);
}
