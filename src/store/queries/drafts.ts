import { ok, type Result } from '../../domain/result';
import type { Draft } from '../../protocol/store-shapes';
import type { StoreContext } from '../commands/context';
import { draftKey } from '../commands/drafts';
import type { DraftRow } from '../database';

/** What the agent has begun to write: on one ticket, on tickets to be (null), or everywhere (undefined). */
export async function drafts(
  store: StoreContext,
  ticketId: string | null | undefined,
  agentId: string,
): Promise<Result<Draft[]>> {
  const isWanted = (row: DraftRow): boolean =>
    row.agentId === agentId && (ticketId === undefined || row.ticketId === ticketId);
  const rows = await store.database.drafts.filter(isWanted).toArray();
  return ok(rows.sort((left, right) => right.updatedAt - left.updatedAt).map(draftOf));
}

/** The earlier versions of a draft, newest first. */
export async function draftVersions(
  store: StoreContext,
  id: string,
  agentId: string,
): Promise<Result<Draft[]>> {
  const key = draftKey(agentId, id);
  const rows = await store.database.draftVersions
    .where('[draftId+version]')
    .between([key, 0], [key, Infinity])
    .reverse()
    .toArray();
  return ok(rows.filter((row) => row.agentId === agentId).map(draftOf));
}

function draftOf({ id, ticketId, kind, body, fields, version, updatedAt }: DraftRow): Draft {
  return { id, ticketId, kind, body, fields, version, updatedAt };
}
