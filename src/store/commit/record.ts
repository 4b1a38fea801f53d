import { z } from 'zod';
import { Effect } from '../../domain/sync/effect';
import { Stamp } from '../../domain/sync/stamp';
import type { LocalWrite } from './feed';

/**
 * One commit as the oplog and the journal keep it: what was done in final values, what was answered, and how to undo
 * it. The bytes are compared and checksummed as they are, so they are written once and never made again.
 */
const CommitRecord = z.looseObject({
  commandId: z.string(),
  seq: z.int().positive(),
  at: z.number(),
  actorId: z.string(),
  op: z.string(),
  result: z.unknown(),
  inverse: z.unknown(),
  stamp: Stamp,
  effects: z.array(Effect),
  local: z.array(z.custom<LocalWrite>((value) => typeof value === 'object' && value !== null)),
});

export type CommitRecord = z.infer<typeof CommitRecord>;

/** Writes a record as bytes. */
export function encodeRecord(record: CommitRecord): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(record));
}

/** Reads a record again; throws when it is none, because its checksum said that it is. */
export function decodeRecord(bytes: Uint8Array): CommitRecord {
  return CommitRecord.parse(JSON.parse(new TextDecoder().decode(bytes)));
}
