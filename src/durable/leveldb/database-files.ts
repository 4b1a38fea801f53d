import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { hasCode } from '../system-code';

/** Where Chromium keeps LevelDB databases that matter, below a session's folder; `*` is one folder of any name. */
const places = [
  ['IndexedDB', '*.leveldb'],
  ['WebStorage', '*', 'IndexedDB', '*.leveldb'],
  ['Local Storage', 'leveldb'],
  ['Session Storage'],
] as const;

const logFile = /^\d+\.log$/;
const manifestFile = /^MANIFEST-\d+$/;

/** A file that LevelDB appends to, by its name relative to the profile. */
export type DatabaseFile = Readonly<{ name: string; kind: 'log' | 'manifest' }>;

/** The database folders of a profile, its own and those of its partitions, relative to it. Throws but for what is absent. */
export async function databaseFolders(profile: string): Promise<string[]> {
  const partitions = await match(profile, '.', ['Partitions', '*']);
  const sessions = ['.', ...partitions];
  // All at once: one after another, dozens of small folders would keep every start waiting.
  const found = await Promise.all(
    sessions.flatMap((session) => places.map((place) => match(profile, session, place))),
  );
  return found.flat();
}

/** The logs and manifests of a database folder. */
export async function databaseFiles(profile: string, folder: string): Promise<DatabaseFile[]> {
  const names = await readdir(path.join(profile, folder));
  return names.flatMap((file): DatabaseFile[] => {
    const name = path.join(folder, file);
    if (logFile.test(file)) return [{ name, kind: 'log' }];
    return manifestFile.test(file) ? [{ name, kind: 'manifest' }] : [];
  });
}

async function match(profile: string, from: string, pattern: readonly string[]): Promise<string[]> {
  const [step, ...rest] = pattern;
  if (step === undefined) return [from];
  const folders = await foldersIn(path.join(profile, from));
  const matching = folders.filter((folder) =>
    step.startsWith('*') ? folder.endsWith(step.slice(1)) : folder === step,
  );
  const found = await Promise.all(matching.map((folder) => match(profile, path.join(from, folder), rest)));
  return found.flat();
}

async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if (hasCode(error, 'ENOENT') || hasCode(error, 'ENOTDIR')) return [];
    throw error;
  });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}
