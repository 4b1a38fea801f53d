import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { syncFolder, writeWhole } from '../../durable/files';
import { appError } from '../../domain/errors';
import { parseRowReference } from '../../domain/import/row-ranges';
import { failure, ok, type Result } from '../../domain/result';
import { fileError, openDataFiles } from './data-file';
import { openTable } from './open-table';
import { sourceMessages as messages } from './source.messages';
import type { TableWishes } from './table';

/** Hashes a file without holding it in memory. */
export async function hashFile(filePath: string): Promise<Result<string>> {
  const hash = createHash('sha256');
  try {
    for await (const piece of createReadStream(filePath, { highWaterMark: 1 << 20 }))
      hash.update(piece as Buffer);
    return ok(hash.digest('hex'));
  } catch (error) {
    return failure(fileError(filePath, error));
  }
}

/**
 * Keeps an imported file under its hash, with how it is read beside it: the raw rows of a ticket are found in it
 * later. A file that is kept already is left alone.
 */
export async function keepSource(
  dataFolder: string,
  filePath: string,
  hash: string,
  wishes: TableWishes,
): Promise<Result<null>> {
  const folder = path.join(dataFolder, 'sources');
  const target = path.join(folder, hash);
  try {
    await mkdir(folder, { recursive: true });
    const note = JSON.stringify({ name: path.basename(filePath), ...wishes });
    await writeWhole(`${target}.json`, note);
    if (!(await exists(target))) await placeWhole(target, (temporary) => copyWhole(filePath, temporary));
    await syncFolder(folder);
    return ok(null);
  } catch (error) {
    return failure(fileError(filePath, error));
  }
}

/** A raw row of an imported file. */
export type SourceRow = {
  readonly row: number;
  readonly cells: Readonly<Record<string, string>>;
  readonly extra: readonly string[];
};

/** Reads the raw rows again that an element of `sourceRows` names. */
export async function readSourceRows(
  dataFolder: string,
  reference: string,
): Promise<Result<readonly SourceRow[]>> {
  const wanted = parseRowReference(reference);
  if (wanted === null)
    return failure(appError('invalid_input', messages.noSuchReference(reference), { reference }));
  const folder = path.join(dataFolder, 'sources');
  const gone = failure(appError('not_found', messages.sourceGone(reference), { reference }));
  try {
    const names = await readdir(folder);
    const name = names.find((candidate) => candidate.startsWith(wanted.fileHash) && !candidate.includes('.'));
    if (name === undefined) return gone;
    const wishes = readWishes(await readFile(path.join(folder, `${name}.json`), 'utf8'));
    return await rowsOf(path.join(folder, name), wanted.rows, wishes);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT'
      ? gone
      : failure(fileError(folder, error));
  }
}

async function rowsOf(
  filePath: string,
  [first, last]: readonly [number, number],
  wishes: TableWishes,
): Promise<Result<readonly SourceRow[]>> {
  const files = await openDataFiles(filePath, new Set());
  if (!files.ok) return files;
  if (files.value.layout !== 'single') return ok([]);
  const table = await openTable(files.value.file, wishes);
  if (!table.ok) return table;
  const { columns, batches } = table.value;
  const found: SourceRow[] = [];
  for await (const records of batches(null)) {
    for (const { row, cells, extra } of records) {
      if (row < first || row > last) continue;
      found.push({
        row,
        cells: Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? ''])),
        extra,
      });
    }
    if ((records.at(-1)?.row ?? 0) >= last) break;
  }
  return ok(found);
}

function readWishes(note: string): TableWishes {
  const { encoding, delimiter } = JSON.parse(note) as Readonly<Record<string, unknown>>;
  return {
    ...(typeof encoding === 'string' ? { encoding } : {}),
    ...(typeof delimiter === 'string' ? { delimiter } : {}),
  };
}

/** A file appears whole or not at all: it is written beside its place, flushed, and moved there. */
async function placeWhole(target: string, write: (temporary: string) => Promise<void>): Promise<void> {
  const temporary = `${target}.part`;
  try {
    await write(temporary);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function copyWhole(from: string, temporary: string): Promise<void> {
  const handle = await open(temporary, 'w');
  try {
    for await (const piece of createReadStream(from, { highWaterMark: 1 << 20 }))
      await handle.write(piece as Buffer);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function exists(filePath: string): Promise<boolean> {
  try {
    await access(filePath);
    return true;
  } catch {
    // The only way to ask.
    return false;
  }
}
