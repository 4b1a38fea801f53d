import { ok, type Result } from '../../domain/result';
import type { UnitOfWork } from '../commit/unit-of-work';
import type { DraftRow, DraftVersionRow } from '../database';

type DraftInput = Pick<DraftRow, 'id' | 'ticketId' | 'kind' | 'body' | 'fields'>;

/** How far apart versions are, how many are kept, and how many lost characters make one at once. */
const versionAfterMs = 10_000;
const keptVersions = 50;
const cutLength = 20;

/** Windows name drafts by what they are for; the agent is part of the key, or two of one desk would share a draft. */
export function draftKey(agentId: string, id: string): string {
  return id.startsWith(`${agentId}.`) ? id : `${agentId}.${id}`;
}

/** Saves what an agent is typing. Earlier states are kept as versions, so that a slip can be taken back. */
export async function saveDraft(work: UnitOfWork, input: DraftInput): Promise<Result<{ version: number }>> {
  const { database } = work.context;
  const id = draftKey(work.actorId, input.id);
  const before = await database.drafts.get(id);
  const isSame =
    before !== undefined &&
    before.body === input.body &&
    JSON.stringify(before.fields) === JSON.stringify(input.fields);
  if (isSame) return ok({ version: before.version });
  const version = (before?.version ?? 0) + 1;
  if (before !== undefined) await keepVersion(work, before, input.body);
  work.putLocal('drafts', {
    ...input,
    id,
    agentId: work.actorId,
    version,
    updatedAt: work.now,
  } satisfies DraftRow);
  return ok({ version });
}

/** Throws a draft away, with its versions. */
export async function discardDraft(work: UnitOfWork, draftId: string): Promise<void> {
  const id = draftKey(work.actorId, draftId);
  work.removeLocal('drafts', id);
  for (const version of await versionsOf(work, id)) work.removeLocal('draftVersions', [id, version.version]);
}

async function keepVersion(work: UnitOfWork, before: DraftRow, body: string): Promise<void> {
  const versions = await versionsOf(work, before.id);
  const newest = versions.at(-1)?.updatedAt ?? Number.NEGATIVE_INFINITY;
  // Typing makes a version now and then; losing a stretch of text at once always does.
  const isCut = before.body.length - body.length >= cutLength;
  if (work.now - newest < versionAfterMs && !isCut) return;
  const row: DraftVersionRow = { ...before, draftId: before.id };
  work.putLocal('draftVersions', row);
  for (const old of versions.slice(0, Math.max(0, versions.length + 1 - keptVersions))) {
    work.removeLocal('draftVersions', [before.id, old.version]);
  }
}

async function versionsOf(work: UnitOfWork, id: string): Promise<DraftVersionRow[]> {
  return work.context.database.draftVersions
    .where('[draftId+version]')
    .between([id, 0], [id, Infinity])
    .toArray();
}
