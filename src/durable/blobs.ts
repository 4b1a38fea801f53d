import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, renameSync, rmSync, statSync } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { appError } from '../domain/errors';
import { failure, ok, type Result } from '../domain/result';
import { blobMessages as messages } from './blobs.messages';
import { diskFailure } from './disk-failure';
import { reach } from './fail-points';
import { syncFolder } from './files';
import { DamagedFile } from './record-file/damaged-file';
import { hasCode } from './system-code';

/** What a stored content is named by, the SHA-256 of its bytes in hex, and how many bytes it has. */
type StoredContent = Readonly<{ hash: string; bytes: number }>;

/** A stored content; it can be read once. Its last piece comes only after everything before it has proved right. */
type OpenBlob = Readonly<{ bytes: number; content: AsyncIterable<Uint8Array> }>;

const hashPattern = /^[0-9a-f]{64}$/;
const shelfPattern = /^[0-9a-f]{2}$/;
const incomingName = 'incoming';

/**
 * Stores a content under its hash in a folder of blobs; once this resolves it is on disk, and a row may name it. The same
 * content is stored once, and storing it again makes it young again for `removeOrphans`. Fails with what the disk says,
 * and throws what the source throws; then nothing is left.
 */
export async function putBlob(
  folder: string,
  source: AsyncIterable<Uint8Array>,
): Promise<Result<StoredContent>> {
  const incoming = path.join(folder, incomingName);
  const temporary = path.join(incoming, `${randomUUID()}.part`);
  const reading = { failed: false };
  try {
    await mkdir(incoming, { recursive: true });
    const blob = await writeTemporary(temporary, watched(source, reading));
    reach('blob.synced');
    await shelve(folder, temporary, blob.hash);
    return ok(blob);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    if (reading.failed) throw error;
    return failure(diskFailure(error));
  }
}

async function writeTemporary(temporary: string, source: AsyncIterable<Uint8Array>): Promise<StoredContent> {
  const handle = await open(temporary, 'wx');
  try {
    reach('blob.opened');
    const blob = await copyTo(handle, source);
    reach('blob.written');
    await handle.sync();
    return blob;
  } finally {
    await handle.close();
  }
}

async function copyTo(handle: FileHandle, source: AsyncIterable<Uint8Array>): Promise<StoredContent> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of source) {
    hash.update(piece);
    bytes += piece.length;
    await handle.writeFile(piece);
  }
  return { hash: hash.digest('hex'), bytes };
}

async function shelve(folder: string, temporary: string, hash: string): Promise<void> {
  const shelf = shelfOf(folder, hash);
  await mkdir(shelf, { recursive: true });
  // In one step of the program, as the removal of orphans is: it must not take away what has just become young.
  renameSync(temporary, path.join(shelf, hash));
  reach('blob.renamed');
  // All three: an earlier store may have died between making a folder and flushing its name.
  for (const place of [shelf, folder, path.dirname(folder)]) await syncFolder(place);
  reach('blob.flushed');
}

/** Notes whether an error is the source's own. */
async function* watched(source: AsyncIterable<Uint8Array>, reading: { failed: boolean }) {
  const pieces = source[Symbol.asyncIterator]();
  let isOver = false;
  try {
    for (;;) {
      const next = await pieces.next().catch((error: unknown) => {
        reading.failed = true;
        isOver = true;
        throw error;
      });
      isOver = next.done === true;
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    if (!isOver) await pieces.return?.();
  }
}

/**
 * Finds a stored content. Fails with `not_found` where there is none. While it is read, what the disk says is thrown, and
 * `DamagedFile` instead of the last piece where the bytes are not those that were stored.
 */
export async function openBlob(folder: string, hash: string): Promise<Result<OpenBlob>> {
  // A hash may come from another desk, and must not lead out of the folder.
  if (!hashPattern.test(hash)) return failure(appError('invalid_input', messages.noHash));
  const file = path.join(shelfOf(folder, hash), hash);
  try {
    const { size } = await stat(file);
    return ok({ bytes: size, content: checked(file, hash) });
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return failure(appError('not_found', messages.missing, { hash }));
    return failure(diskFailure(error));
  }
}

async function* checked(file: string, hash: string): AsyncGenerator<Uint8Array, void, void> {
  const found = createHash('sha256');
  let bytes = 0;
  let held: Uint8Array | undefined;
  for await (const piece of createReadStream(file) as AsyncIterable<Uint8Array>) {
    if (held !== undefined) yield held;
    found.update(piece);
    bytes += piece.length;
    held = piece;
  }
  if (found.digest('hex') !== hash) throw new DamagedFile(file, bytes, 'another content than was stored');
  if (held !== undefined) yield held;
}

/**
 * Removes what a crash left half stored, and contents that no row names, both only if they are older than `olderThanMs`:
 * a younger one may be about to be named. Answers what was removed. Other files are left alone.
 */
export async function removeOrphans(
  folder: string,
  isNamed: (hash: string) => boolean,
  olderThanMs: number,
  now: number,
): Promise<Result<{ readonly files: number; readonly bytes: number }>> {
  const removed = { files: 0, bytes: 0 };
  const removeOld = (file: string): void => {
    // Nothing may come between the look at the time and the removal.
    const found = statSync(file, { throwIfNoEntry: false });
    if (found === undefined || !found.isFile() || now - found.mtimeMs < olderThanMs) return;
    rmSync(file);
    removed.files += 1;
    removed.bytes += found.size;
  };
  try {
    const incoming = path.join(folder, incomingName);
    for (const name of await namesIn(incoming)) removeOld(path.join(incoming, name));
    for (const shelf of (await namesIn(folder)).filter((name) => shelfPattern.test(name))) {
      for (const hash of await namesIn(path.join(folder, shelf))) {
        const isBlob = hashPattern.test(hash) && hash.startsWith(shelf);
        if (isBlob && !isNamed(hash)) removeOld(path.join(folder, shelf, hash));
      }
    }
    return ok(removed);
  } catch (error) {
    return failure(diskFailure(error));
  }
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: unknown) => {
    if (hasCode(error, 'ENOENT') || hasCode(error, 'ENOTDIR')) return [];
    throw error;
  });
}

/** Blobs lie in 256 folders by the beginning of their hash, so that none of them grows too large to list. */
function shelfOf(folder: string, hash: string): string {
  return path.join(folder, hash.slice(0, 2));
}
