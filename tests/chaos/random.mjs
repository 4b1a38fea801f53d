import { createHash } from 'node:crypto';

/** @typedef {ReturnType<typeof randomOf>} Random */

const words = 'printer scanner gate cable slow empty login screen Tür été 記録 error paper again'.split(' ');

/**
 * A stream of choices that is decided by its names: the same seed, epoch and cycle choose the same things again.
 *
 * @param {...(string | number)} names
 */
export function randomOf(...names) {
  let state = createHash('sha256').update(names.join('/')).digest().readUInt32LE();
  // Mulberry32: small, fast, and good enough to spread kills over time.
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (/** @type {number} */ low, /** @type {number} */ high) =>
    low + Math.floor(next() * (high - low + 1));
  return {
    /** A whole number from `low` to `high`, both included. */
    between,
    chance: (/** @type {number} */ share) => next() < share,
    /**
     * @template T
     * @param {readonly T[]} list not empty
     * @returns {T}
     */
    pick: (list) => /** @type {T} */ (list[between(0, list.length - 1)]),
    /**
     * One of the names, each as often as its weight says.
     *
     * @template {string} Name
     * @param {Readonly<Record<Name, number>>} weights
     * @returns {Name}
     */
    weighted(weights) {
      const entries = /** @type {[Name, number][]} */ (Object.entries(weights));
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [name, weight] of entries) {
        left -= weight;
        if (left < 0) return name;
      }
      return /** @type {[Name, number]} */ (entries.at(-1))[0];
    },
    /** A text of about this many characters. */
    text(/** @type {number} */ length) {
      const phrase = Array.from({ length: 24 }, () => words[between(0, words.length - 1)]).join(' ');
      return phrase.repeat(Math.ceil(length / phrase.length)).slice(0, length);
    },
    bytes: (/** @type {number} */ count) => Buffer.from(Array.from({ length: count }, () => between(0, 255))),
  };
}
