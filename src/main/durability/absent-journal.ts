import type { Journal } from '../../durable/journal/journal';
import { ok } from '../../domain/result';

/** Stands in for the journal where a test has taken it away: it agrees to everything and keeps nothing but its head. */
export function absentJournal(): Journal {
  let head = 0;
  return {
    identity: () => null,
    head: () => head,
    first: () => null,
    gaps: () => [],
    repairs: [],
    bytesAfter: async () => 0,
    append: async ({ seq }) => {
      head = seq;
      return ok(null);
    },
    read: async function* read() {},
    at: async () => null,
    verify: async () => ok([]),
    begin: async (_identity, after) => {
      head = after;
      return ok(null);
    },
    dropThrough: async () => 0,
    roll: async () => ok(head),
    recover: async () => ok(null),
    close: async () => {},
  };
}
