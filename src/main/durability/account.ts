import { readFile, rm } from 'node:fs/promises';
import { z } from 'zod';
import { backupMessages } from '../backup/backup.messages';
import type { DataFolder } from '../data-folder';
import type { Agreement } from './agree';
import { durabilityMessages as messages } from './durability.messages';

/** What a person is told about a start that had something to put right; null when there was nothing. */
export function accountOf({ plan, restored, missing }: Agreement): string | null {
  if (plan === 'rebuild') return missing > 0 ? messages.rebuiltWithLoss(missing) : messages.rebuilt;
  if (missing > 0) return messages.missing(missing);
  return restored > 0 ? messages.restored(restored) : null;
}

const RestoredNote = z.object({ takenAt: z.number() });

/** What a person is told at the first start after a restore; once, and null at any other start. */
export async function takeRestoredNote(folder: DataFolder): Promise<string | null> {
  const text = await readFile(folder.restoredFile, 'utf8').catch(() => null);
  if (text === null) return null;
  await rm(folder.restoredFile, { force: true });
  const { takenAt } = RestoredNote.parse(JSON.parse(text));
  return backupMessages.restored(new Date(takenAt).toISOString().slice(0, 10));
}
