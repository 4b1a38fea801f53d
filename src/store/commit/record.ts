import { assert } from '../../domain/assert';
import type { Effect } from '../../domain/sync/effect';
import type { Stamp } from '../../domain/sync/stamp';
import type { CommandRow } from '../database';
import type { LocalWrite } from './feed';

/**
 * One commit as the oplog and the journal keep it: what was done in final values, what was answered, and how to undo
 * it. The bytes are compared and checksummed as they are, so they are written once and never made again.
 */
export type CommitRecord = Omit<CommandRow, 'undoneBy'> & {
  readonly stamp: Stamp;
  readonly effects: readonly Effect[];
  readonly local: readonly LocalWrite[];
};

/** Writes a record as bytes. */
export function encodeRecord(record: CommitRecord): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(record));
}

/**
 * Reads a record again. Its checksum was right and it was made here, so it is not looked through field by field, which
 * would take longer than storing it.
 */
export function decodeRecord(bytes: Uint8Array): CommitRecord {
  const record = JSON.parse(new TextDecoder().decode(bytes)) as CommitRecord;
  assert(
    Number.isInteger(record.seq) && Array.isArray(record.effects),
    'A record of the journal is a commit.',
  );
  return record;
}
