import type { DeskSettings } from '../../domain/settings/settings';
import type { StoreContext } from '../commands/context';

const dayMs = 24 * 60 * 60 * 1000;

/** The moment before which something is kept no longer; null where it is kept for ever. */
export function cutoffOf(now: number, days: number | null): number | null {
  return days === null ? null : now - days * dayMs;
}

/**
 * The tickets that were in the trash or marked as spam long enough. Where messages of one are shown on another, by a
 * merge or a split, they go together or not at all. The index must be warm.
 */
export function expiredTickets(
  { index, now }: StoreContext,
  { trashDays }: DeskSettings,
): ReadonlySet<string> {
  const cutoff = cutoffOf(now(), trashDays);
  const expired = new Set<string>();
  if (cutoff === null) return expired;
  const ties: (readonly [string, string])[] = [];
  for (let slot = 0; slot < index.slotCount; slot += 1) {
    const id = index.idAt(slot);
    if (id === undefined) continue;
    const since = [index.value(slot, 'deletedAt'), index.value(slot, 'spamAt')].find(
      (at) => typeof at === 'number',
    );
    if (typeof since === 'number' && since < cutoff) expired.add(id);
    for (const other of [index.value(slot, 'mergedInto'), index.value(slot, 'splitFrom')])
      if (typeof other === 'string') ties.push([id, other]);
  }
  for (let isSettled = false; !isSettled; ) {
    const torn = ties.filter(([one, other]) => expired.has(one) !== expired.has(other));
    for (const tie of torn) for (const id of tie) expired.delete(id);
    isSettled = torn.length === 0;
  }
  return expired;
}
