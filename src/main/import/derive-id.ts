import { hash } from 'node:crypto';
import type { DeriveId } from '../../domain/import/format';
import { uuidFrom } from '../../domain/ids';

/**
 * Makes the ids of imported rows: the time, and the sha-256 of the names. Each name is preceded by its length, so
 * that no two lists of names read the same.
 */
export const deriveId: DeriveId = (atEpochMs, ...parts) => {
  let text = '';
  for (const part of parts) text += `${part.length}:${part}`;
  return uuidFrom(atEpochMs, hash('sha256', text, 'hex'));
};
