import { z } from 'zod';

/** An identifier of a row: a UUID (version 7 where made here), or the plain name of a built-in row. */
export const Id = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[A-Za-z0-9._-]+$/, 'An id has letters, digits, dots, dashes and underscores only.');

/** The wall-clock length of a UUIDv7's time part, in hex digits. */
const timeDigits = 12;

/**
 * Lays a time and 80 bits of given entropy out as a UUIDv7 (RFC 9562 §5.7), so that ids sort by time.
 * `entropy` is at least 20 hex digits; the same time and entropy give the same id, which is how an importer
 * finds its own rows again.
 */
export function uuidFrom(epochMilliseconds: number, entropy: string): string {
  const wall = Math.max(0, Math.floor(epochMilliseconds))
    .toString(16)
    .padStart(timeDigits, '0')
    .slice(-timeDigits);
  const variant = ((Number.parseInt(entropy.charAt(3), 16) & 0x3) | 0x8).toString(16);
  return [
    wall.slice(0, 8),
    wall.slice(8, 12),
    `7${entropy.slice(0, 3)}`,
    `${variant}${entropy.slice(4, 7)}`,
    entropy.slice(7, 19),
  ].join('-');
}
