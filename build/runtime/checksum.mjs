import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { PlainError } from '../message.mjs';

/**
 * Refuses a file whose content is not the one that was reviewed when it was pinned.
 *
 * @param {string} file
 * @param {string} sha512 base64, as lockfiles write it
 */
export async function requireSha512(file, sha512) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  const found = hash.digest('base64');
  if (found === sha512) return;
  throw new PlainError(
    `${path.basename(file)} is not the file that was pinned (sha512 is ${found}, expected ${sha512}), so it is not used.`,
  );
}
