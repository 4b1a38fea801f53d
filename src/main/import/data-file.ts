import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { appError } from '../../domain/errors';
import { failure, ok, type Result } from '../../domain/result';
import { sourceMessages as messages } from './source.messages';
import { entryProblem, readZipDirectory, unzipEntry, type ZipEntry } from './zip';

/** A stream of bytes that can be opened again and again. */
export type DataFile = {
  readonly name: string;
  readonly size: number;
  readonly bytes: () => AsyncIterable<Uint8Array>;
};

/** What stands at a path: one file of data, or the several files of an export of ours. */
export type DataFiles =
  | { readonly layout: 'single'; readonly file: DataFile }
  | { readonly layout: 'export'; readonly files: readonly DataFile[] };

/** Opens a file, a zip or the folder of an export. `exportFiles` are the names that an export has. */
export async function openDataFiles(
  filePath: string,
  exportFiles: ReadonlySet<string>,
): Promise<Result<DataFiles>> {
  try {
    const info = await stat(filePath);
    if (info.isDirectory()) return await openFolder(filePath, exportFiles);
    if (info.size === 0)
      return failure(appError('invalid_input', messages.empty(filePath), { path: filePath }));
    if (await isZip(filePath)) return await openZip(filePath, exportFiles);
    return ok({ layout: 'single', file: plainFile(filePath, info.size) });
  } catch (error) {
    return failure(fileError(filePath, error));
  }
}

/** Turns what the system says about a file into an expected failure. */
export function fileError(filePath: string, error: unknown): ReturnType<typeof appError> {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT') return appError('invalid_input', messages.notFound(filePath), { path: filePath });
  if (code === 'ENOSPC') return appError('storage_full', messages.diskFull, { path: filePath });
  const cause = error instanceof Error ? error.message : String(error);
  return appError('invalid_input', messages.unreadable(filePath, cause), { path: filePath });
}

function plainFile(filePath: string, size: number): DataFile {
  const bytes = () => createReadStream(filePath, { highWaterMark: 1 << 18 }) as AsyncIterable<Uint8Array>;
  return { name: path.basename(filePath), size, bytes };
}

async function openFolder(folder: string, exportFiles: ReadonlySet<string>): Promise<Result<DataFiles>> {
  const names = (await readdir(folder)).filter((name) => exportFiles.has(name));
  if (names.length === 0)
    return failure(appError('invalid_input', messages.isFolder(folder), { path: folder }));
  const files = await Promise.all(
    names.map(async (name) => plainFile(path.join(folder, name), (await stat(path.join(folder, name))).size)),
  );
  return ok({ layout: 'export', files });
}

/** The content decides, not the name: a zip may be called anything. */
async function isZip(filePath: string): Promise<boolean> {
  for await (const start of createReadStream(filePath, { end: 3 }) as AsyncIterable<Buffer>) {
    return (
      (start.length === 4 && start.readUInt32LE(0) === 0x04034b50) || start.readUInt32LE(0) === 0x06054b50
    );
  }
  return false;
}

const dataExtensions: ReadonlySet<string> = new Set(['.csv', '.tsv', '.txt', '.json', '.ndjson', '.jsonl']);

async function openZip(filePath: string, exportFiles: ReadonlySet<string>): Promise<Result<DataFiles>> {
  const listed = await readZipDirectory(filePath);
  if (!listed.ok) return listed;
  const entries = listed.value.filter(isOurs);
  const ofExport = entries.filter((entry) => exportFiles.has(path.posix.basename(entry.name)));
  const candidates = ofExport.length > 0 ? ofExport : entries.filter(isData);
  const problem = candidates.map((entry) => entryProblem(entry)).find((found) => found !== null);
  if (problem !== undefined) return failure(problem);
  const files = candidates.map((entry) => zippedFile(filePath, entry));
  if (ofExport.length > 1 || ofExport.some((entry) => path.posix.basename(entry.name) === 'tickets.ndjson')) {
    return ok({ layout: 'export', files });
  }
  const [file] = files;
  if (file === undefined)
    return failure(appError('invalid_input', messages.zipNothing(filePath), { path: filePath }));
  if (files.length === 1) return ok({ layout: 'single', file });
  const names = files.map(({ name }) => name).join(', ');
  return failure(appError('invalid_input', messages.zipSeveral(filePath, names), { path: filePath, names }));
}

/** Leaves out folders, dot files and what macOS puts beside the files. */
function isOurs({ name }: ZipEntry): boolean {
  const parts = name.split('/');
  return !name.endsWith('/') && !parts.some((part) => part.startsWith('.') || part === '__MACOSX');
}

function isData({ name }: ZipEntry): boolean {
  return dataExtensions.has(path.posix.extname(name).toLowerCase());
}

function zippedFile(filePath: string, entry: ZipEntry): DataFile {
  return {
    name: path.posix.basename(entry.name),
    size: entry.size,
    bytes: () => unzipEntry(filePath, entry),
  };
}
