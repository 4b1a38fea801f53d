import { createHash } from 'node:crypto';

/** Texts up to this length travel as they are, longer ones as what `digest` makes of them. */
const shortText = 200;
const headLength = 40;

/**
 * What stands for a long text: how it begins, its length and its hash.
 *
 * @param {string} text
 */
export function digest(text) {
  if (text.length <= shortText) return text;
  const hash = createHash('sha256').update(text).digest('hex');
  return `${text.slice(0, headLength)}…${text.length}…${hash}`;
}

/**
 * The same value with a digest in the place of each long text.
 *
 * @param {unknown} value
 * @returns {unknown}
 */
export function withDigests(value) {
  if (typeof value === 'string') return digest(value);
  if (Array.isArray(value)) return value.map(withDigests);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withDigests(one)]));
}
