import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { diskFailure } from '../../durable/disk-failure';
import { floorOf, freeSpace } from '../../durable/free-space';
import { type AppError, appError } from '../../domain/errors';
import type { DataFolder } from '../data-folder';
import { durabilityMessages as messages } from './durability.messages';

/**
 * Why changes must be held back, or null: the folder is gone, cannot be written, or has too little room. With a factor
 * above one it asks for more room than the floor, so that a disk at the very floor does not let changes in and out by
 * turns.
 */
export async function troubleWith(folder: DataFolder, factor: number): Promise<AppError | null> {
  try {
    // A folder that was taken away under the app still lets open files be written, into nothing.
    await Promise.all([stat(folder.journal), stat(folder.profile)]);
    await access(folder.journal, constants.W_OK);
  } catch (error) {
    return unwritable(diskFailure(error));
  }
  const space = await freeSpace(folder.root);
  if (!space.ok) return unwritable(space.error);
  const { freeBytes, totalBytes } = space.value;
  return freeBytes < floorOf(totalBytes) * factor ? appError('storage_full', messages.lowSpace) : null;
}

/** A failure of the disk, with what it means for the desk. */
export function unwritable(error: AppError): AppError {
  return { ...error, message: messages.unwritable(error.message) };
}
