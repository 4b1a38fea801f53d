import { rm } from 'node:fs/promises';
import path from 'node:path';
import { inspectBackup } from '../../durable/backup/backup';
import type { MadeBackup } from './schedule-notes';

type DropOptions = Readonly<{ folder: string; made: readonly MadeBackup[]; keep: number; storeId: string }>;

/**
 * Removes backups of the schedule but the newest `keep`, and answers which are left. A file is removed only when it was
 * noted under its name and its label says that it is this very backup of this very desk; whatever was put in its place
 * is left, and forgotten.
 */
export async function dropOldBackups({ folder, made, keep, storeId }: DropOptions): Promise<MadeBackup[]> {
  const ours: MadeBackup[] = [];
  for (const one of made) {
    const label = await inspectBackup(path.join(folder, one.name));
    if (label.ok && label.value.storeId === storeId && label.value.takenAt === one.takenAt) ours.push(one);
  }
  ours.sort((left, right) => right.takenAt - left.takenAt);
  const left = ours.slice(0, keep);
  for (const one of ours.slice(keep)) {
    // One that the disk does not let go of is tried again after the next backup.
    await rm(path.join(folder, one.name), { force: true }).catch(() => left.push(one));
  }
  return left;
}
