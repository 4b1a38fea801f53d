import { writeSentinel } from '../../durable/sentinel';
import type { StoreIdentity } from '../../protocol/host';
import type { DataFolder } from '../data-folder';
import type { Logger } from '../logger';
import { electronMajor } from './versions';

/** Notes outside the database where the desk stands; true when the note is on disk. */
export async function noteSentinel(
  folder: DataFolder,
  identity: StoreIdentity,
  seq: number,
  now: number,
  log: Logger,
): Promise<boolean> {
  const note = {
    ...identity,
    seq,
    counts: {},
    electronMajor: electronMajor(),
    writtenAt: now,
    format: 1,
  } as const;
  const written = await writeSentinel(folder.root, note);
  if (!written.ok) log.warn('sentinel not written', { code: written.error.code });
  return written.ok;
}
