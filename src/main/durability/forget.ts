import { rm } from 'node:fs/promises';
import path from 'node:path';
import { dropReplaced } from '../../durable/backup/swap';
import { diskFailure } from '../../durable/disk-failure';
import { reach } from '../../durable/fail-points';
import { syncFolder } from '../../durable/files';
import type { Journal } from '../../durable/journal/journal';
import { namesIn } from '../../durable/names-in';
import type { SnapshotMeta } from '../../durable/snapshots';
import { appError } from '../../domain/errors';
import { failure, ok, type Result } from '../../domain/result';
import type { hostContract } from '../../protocol/host';
import type { Client } from '../../protocol/rpc/client';
import type { DataFolder } from '../data-folder';
import { durabilityMessages as messages } from './durability.messages';

/** How many older snapshots and files of the journal were thrown away. */
export type Forgotten = Readonly<{ snapshots: number; journal: number }>;

type ForgetOptions = Readonly<{
  folder: DataFolder;
  journal: Journal;
  host: Client<typeof hostContract>;
  /** Takes a verified snapshot that is begun after this was called. */
  copy: () => Promise<Result<SnapshotMeta>>;
  now: () => number;
}>;

/**
 * Throws away every copy of the data that may hold what was erased from the database: older snapshots, the journal up
 * to now, what is kept because it was damaged or replaced, and the store's own oplog. First comes a new snapshot: when
 * it fails, nothing is removed. Doing it again is harmless, so whatever interrupts it, it is begun anew.
 */
export async function forgetErased(options: ForgetOptions): Promise<Result<Forgotten>> {
  const { folder, journal, host, copy } = options;
  // The segment that is being written never goes, so the next one must be begun before the copy ends behind it.
  const rolled = await journal.roll();
  if (!rolled.ok) return rolled;
  try {
    const older = await namesIn(folder.snapshots);
    const taken = await copy();
    if (!taken.ok) return taken;
    const journalFiles = await throwAway(options, taken.value);
    if ((journal.first() ?? Infinity) <= rolled.value)
      return failure(appError('store_unavailable', messages.copiesStay));
    const ended = await host.send('forgetting.end', { through: rolled.value });
    return ended.ok ? ok({ snapshots: older.length, journal: journalFiles }) : ended;
  } catch (error) {
    return failure(diskFailure(error));
  }
}

/** Answers how many files of the journal went. */
async function throwAway({ folder, journal, now }: ForgetOptions, kept: SnapshotMeta): Promise<number> {
  reach('forget.copied');
  const older = (await namesIn(folder.snapshots)).filter((name) => name !== path.basename(kept.file));
  for (const name of older) await rm(path.join(folder.snapshots, name), { force: true });
  await syncFolder(folder.snapshots);
  reach('forget.snapshots');
  const journalFiles = await journal.dropThrough(kept.seq);
  for (const quarantine of [folder.quarantine, path.join(folder.journal, 'quarantine')])
    await emptyFolder(quarantine);
  await dropReplaced(folder.root, Number.NEGATIVE_INFINITY, now());
  return journalFiles;
}

async function emptyFolder(folder: string): Promise<void> {
  const names = await namesIn(folder);
  for (const name of names) await rm(path.join(folder, name), { recursive: true, force: true });
  if (names.length > 0) await syncFolder(folder);
}
