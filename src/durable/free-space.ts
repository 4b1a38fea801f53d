import { statfs } from 'node:fs/promises';
import { type Result, failure, ok } from '../domain/result';
import { diskFailure } from './disk-failure';

const bytesPerMebibyte = 2 ** 20;
const floorShare = 0.02;
const lowestFloor = 16 * bytesPerMebibyte;
const highestFloor = 256 * bytesPerMebibyte;

/** A desk that stopped taking changes begins again at this many times the floor, so that it does not go back and forth. */
export const returnFactor = 1.5;

/** The room on the volume of a folder, in bytes; what only the system's administrator may use is not free. */
export async function freeSpace(
  folder: string,
): Promise<Result<{ readonly freeBytes: number; readonly totalBytes: number }>> {
  try {
    const { bavail, blocks, bsize } = await statfs(folder);
    return ok({ freeBytes: bavail * bsize, totalBytes: blocks * bsize });
  } catch (error) {
    return failure(diskFailure(error));
  }
}

/** The free bytes below which a desk takes no changes: Chromium's database loses everything on a disk that is full. */
export function floorOf(totalBytes: number): number {
  return Math.min(highestFloor, Math.max(lowestFloor, Math.floor(totalBytes * floorShare)));
}
