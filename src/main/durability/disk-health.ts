import { stat } from 'node:fs/promises';
import { floorOf, freeSpace } from '../../durable/free-space';
import { type AppError, appError } from '../../domain/errors';
import type { DataFolder } from '../data-folder';
import { durabilityMessages as messages } from './durability.messages';

/**
 * Why changes must be held back for want of space, or null. With a factor above one it asks for more than the floor,
 * so that a disk at the very floor does not let changes in and out by turns.
 */
export async function lowSpace(folder: DataFolder, factor: number): Promise<AppError | null> {
  const space = await freeSpace(folder.root);
  if (!space.ok) return { ...space.error, message: messages.unwritable(space.error.message) };
  const { freeBytes, totalBytes } = space.value;
  return freeBytes < floorOf(totalBytes) * factor ? appError('storage_full', messages.lowSpace) : null;
}

/** Whether the data was taken away under the app: open files can still be written then, into nothing. */
export async function goneFolder(folder: DataFolder): Promise<AppError | null> {
  try {
    await Promise.all([stat(folder.journal), stat(folder.profile)]);
    return null;
  } catch {
    return appError('store_unavailable', messages.unwritable(messages.folderGone));
  }
}
