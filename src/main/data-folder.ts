import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

/** The places inside a data folder. Everything Chromium writes is kept in `profile`, apart from our own files. */
export type DataFolder = Readonly<{
  root: string;
  profile: string;
  /** Where Chromium keeps the database of the store. */
  storeData: string;
  journal: string;
  snapshots: string;
  /** What was cut off or replaced because it was damaged. */
  quarantine: string;
  /** Left behind by a restore, until somebody was told of it. */
  restoredFile: string;
  logFile: string;
  holderFile: string;
  windowsFile: string;
  /** When backups are made and what became of them. */
  backupsFile: string;
}>;

/** What makes up a desk inside its folder: a restore replaces all of it. */
export const deskParts = [
  'profile',
  'journal',
  'snapshots',
  'sentinel.json',
  'sentinel.previous.json',
  'sources',
  'blobs',
  'restored.json',
] as const;

const Holder = z.object({ pid: z.int(), isDesk: z.boolean() });

/** Who holds a data folder: a process, and whether it is a command of the command line. */
export type Holder = Readonly<z.infer<typeof Holder>>;

/** Names the places and makes the folders; throws what the file system throws. */
export function openDataFolder(root: string): DataFolder {
  const folder: DataFolder = {
    root,
    profile: path.join(root, 'profile'),
    storeData: path.join(root, 'profile', 'Partitions', 'store', 'IndexedDB'),
    journal: path.join(root, 'journal'),
    snapshots: path.join(root, 'snapshots'),
    quarantine: path.join(root, 'quarantine'),
    restoredFile: path.join(root, 'restored.json'),
    logFile: path.join(root, 'logs', 'main.log'),
    holderFile: path.join(root, 'holder.json'),
    windowsFile: path.join(root, 'windows.json'),
    backupsFile: path.join(root, 'backup-schedule.json'),
  };
  makeFolders(folder);
  return folder;
}

/** Makes the folders that must be there from the first moment. */
export function makeFolders(folder: DataFolder): void {
  for (const place of [folder.profile, path.dirname(folder.logFile)]) mkdirSync(place, { recursive: true });
}

/** Leaves a note of who holds the folder, for the sentence that the next one is told; the lock itself is Chromium's. */
export function writeHolder(folder: DataFolder, holder: Holder): void {
  writeFileSync(folder.holderFile, JSON.stringify(holder));
}

/** Takes the note away; a note that a killed process left is overwritten by the next holder. */
export function removeHolder(folder: DataFolder): void {
  rmSync(folder.holderFile, { force: true });
}

/** Who holds the folder, where the note can be read. */
export function readHolder(folder: DataFolder): Holder | null {
  try {
    return Holder.parse(JSON.parse(readFileSync(folder.holderFile, 'utf8')));
  } catch {
    // The note is a courtesy: it may be missing or half written.
    return null;
  }
}
