import { type Journal, openJournal } from '../../durable/journal/journal';
import { readSentinel, type SentinelReading } from '../../durable/sentinel';
import { appError } from '../../domain/errors';
import { failure, ok, type Result } from '../../domain/result';
import type { DataFolder } from '../data-folder';
import type { Logger } from '../logger';
import { absentJournal } from './absent-journal';
import { durabilityMessages as messages } from './durability.messages';
import type { Guard } from './guard';
import { logRepairs } from './log-repairs';
import { mendProfile } from './mend-profile';
import { electronMajor } from './versions';

/** What is known and open before the database is. */
export type DurableParts = Readonly<{
  journal: Journal;
  sentinel: SentinelReading;
  /** The database is known to lack rows in its middle. */
  isHoled: boolean;
  /** How long all of this took. */
  openedMs: number;
}>;

/** Mends what a crash left half written and opens the journal; before anything may open the database. */
export async function openParts(
  folder: DataFolder,
  guardsOff: ReadonlySet<Guard>,
  log: Logger,
): Promise<Result<DurableParts>> {
  const begun = performance.now();
  const sentinel: SentinelReading = guardsOff.has('sentinel')
    ? { kind: 'none' }
    : await readSentinel(folder.root);
  if (sentinel.kind === 'newer') return failure(appError('store_unavailable', messages.newerFolder));
  const needed = sentinel.kind === 'read' ? sentinel.sentinel.electronMajor : 0;
  if (needed > electronMajor())
    return failure(appError('store_unavailable', messages.olderBuild(needed), { electron: needed }));
  // At the same time, because each waits for the disk.
  const [isHoled, journal] = await Promise.all([
    guardsOff.has('scrubber') ? false : mendProfile(folder, log),
    guardsOff.has('journal') ? ok(absentJournal()) : openJournal({ folder: folder.journal }),
  ]);
  if (!journal.ok) return journal;
  logRepairs(journal.value.repairs, log);
  return ok({ journal: journal.value, sentinel, isHoled, openedMs: performance.now() - begun });
}
