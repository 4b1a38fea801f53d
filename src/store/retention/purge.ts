import { decodeLink, encodeLink, inverseLink } from '../../domain/link/link';
import { ok, type Result } from '../../domain/result';
import { elementsOf } from '../../domain/sync/row';
import type { StoreContext } from '../commands/context';
import type { RowInverse } from '../commit/inverse';
import type { UnitOfWork } from '../commit/unit-of-work';
import { settingsOf } from '../settings';
import { cutoffOf, expiredTickets } from './expired';

/** What went because it was kept long enough. */
export type Purge = { tickets: number; draftVersions: number };

/** Tickets removed in one transaction, so that other work has its turn between. */
const ticketsAtOnce = 500;

/**
 * Removes for good what the desk's settings keep no longer. It cannot be undone, and what could be undone to bring any
 * of it back no longer can. Copies hold it for as long as the desk keeps those.
 */
export async function purgeExpired(store: StoreContext): Promise<Result<Purge>> {
  await store.warm;
  const settings = await settingsOf(store.database);
  const ids = [...expiredTickets(store, settings)];
  const purge: Purge = { tickets: 0, draftVersions: 0 };
  const run = (plan: (work: UnitOfWork) => Promise<number>): Promise<Result<number>> =>
    store.pipeline.run(
      { op: 'retention.purge', commandId: store.newId(), actorId: '', isBulk: true },
      async (work) => ok(await plan(work)),
    );
  for (let first = 0; first < ids.length; first += ticketsAtOnce) {
    const removed = await run((work) =>
      removeTickets(work, new Set(ids.slice(first, first + ticketsAtOnce))),
    );
    if (!removed.ok) return removed;
    purge.tickets += removed.value;
  }
  const cutoff = cutoffOf(store.now(), settings.draftVersionDays);
  const old =
    cutoff === null ? 0 : await store.database.draftVersions.filter((row) => row.updatedAt < cutoff).count();
  if (cutoff === null || old === 0) return ok(purge);
  const versions = await run((work) => removeDraftVersions(work, cutoff));
  return versions.ok ? ok({ ...purge, draftVersions: versions.value }) : versions;
}

async function removeTickets(work: UnitOfWork, ids: ReadonlySet<string>): Promise<number> {
  await work.prime('tickets', [...ids]);
  let removed = 0;
  for (const id of ids) {
    const row = await work.row({ kind: 'tickets', id });
    // Somebody may have taken it out of the trash since it was found.
    if (row === undefined || (typeof row['deletedAt'] !== 'number' && typeof row['spamAt'] !== 'number'))
      continue;
    for (const element of elementsOf(row, 'links')) {
      const link = decodeLink(element);
      if (link === undefined || ids.has(link.ticketId)) continue;
      const other = { kind: 'tickets', id: link.ticketId } as const;
      await work.remove(other, 'links', [encodeLink(inverseLink(link.type), id)]);
    }
    await work.del({ kind: 'tickets', id });
    removed += 1;
  }
  await forgetUndo(work, ids);
  await removeNotes(work, ids);
  return removed;
}

/** What could be undone of a removed ticket would bring parts of it back, or a link to it. */
async function forgetUndo(work: UnitOfWork, ids: ReadonlySet<string>): Promise<void> {
  const { commands, batchEntries } = work.context.database;
  const isGone = (link: string): boolean => ids.has(decodeLink(link)?.ticketId ?? '');
  const isKept = (inverse: RowInverse): boolean =>
    !ids.has(inverse.ref.parent ?? inverse.ref.id) && !linksBack(inverse).some(isGone);
  for (const row of await commands.toArray()) {
    const inverses = (row.inverse ?? []) as readonly RowInverse[];
    const kept = inverses.filter(isKept);
    if (kept.length < inverses.length)
      work.putLocal('commands', { ...row, inverse: kept.length === 0 ? null : kept });
  }
  for (const entry of await batchEntries.toArray()) {
    const inverses = entry.inverses.filter(isKept);
    if (inverses.length < entry.inverses.length) work.putLocal('batchEntries', { ...entry, inverses });
  }
}

function linksBack(inverse: RowInverse): readonly string[] {
  if (inverse.type === 'restore-row') return elementsOf(inverse.row, 'links');
  return inverse.type === 'restore-fields' ? (inverse.add['links'] ?? []) : [];
}

/** What agents were writing on the tickets, and that they have read them. */
async function removeNotes(work: UnitOfWork, ids: ReadonlySet<string>): Promise<void> {
  const { drafts, draftVersions, reads } = work.context.database;
  const isOn = (row: { readonly ticketId: string | null }): boolean => ids.has(row.ticketId ?? '');
  for (const draft of await drafts.filter(isOn).toArray()) work.removeLocal('drafts', draft.id);
  for (const { draftId, version } of await draftVersions.filter(isOn).toArray())
    work.removeLocal('draftVersions', [draftId, version]);
  for (const { agentId, ticketId } of await reads.filter(isOn).toArray())
    work.removeLocal('reads', [agentId, ticketId]);
}

async function removeDraftVersions(work: UnitOfWork, cutoff: number): Promise<number> {
  const old = await work.context.database.draftVersions.filter((row) => row.updatedAt < cutoff).toArray();
  for (const { draftId, version } of old) work.removeLocal('draftVersions', [draftId, version]);
  return old.length;
}
