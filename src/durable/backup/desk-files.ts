import { open, readdir } from 'node:fs/promises';
import path from 'node:path';
import { assert } from '../../domain/assert';
import { longestPayload } from '../record-file/format';
import { hasCode } from '../system-code';

/**
 * The folders whose files a backup may hold. Nothing else is ever unpacked: what else lies in a data folder decides
 * what the program believes and does, and a file from elsewhere must not.
 */
const backedUpFolders: ReadonlySet<string> = new Set(['sources', 'blobs']);

/** Our own files are called by hashes and the like; such names mean the same on every system. */
const plainName = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,199}$/;
const partName = /\.part$/i;
const lastCharacter = /[A-Za-z0-9_-]$/;
/** Windows takes these for devices, whatever their ending. */
const deviceName = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

const deepestPath = 8;

/** Whether a file below a data folder, its path with `/`, is one that a backup may hold. */
export function isDeskPath(relative: string): boolean {
  const [folder = '', ...names] = relative.split('/');
  return (
    backedUpFolders.has(folder) && names.length > 0 && names.length < deepestPath && names.every(isPlainName)
  );
}

function isPlainName(name: string): boolean {
  return plainName.test(name) && lastCharacter.test(name) && !partName.test(name) && !deviceName.test(name);
}

/**
 * The paths, with `/`, of all files below folders of a data folder, in order. Links, files that are being written and
 * whatever has a name that the program cannot have given are left out; a folder that is not there holds none.
 */
export async function* deskFiles(
  dataFolder: string,
  folders: readonly string[],
): AsyncGenerator<string, void, void> {
  assert(
    folders.every((folder) => backedUpFolders.has(folder)),
    'A folder that no backup holds.',
  );
  // A data folder that has vanished is not one without files.
  const present = new Set(await readdir(dataFolder));
  for (const folder of folders) if (present.has(folder)) yield* filesBelow(dataFolder, folder);
}

async function* filesBelow(dataFolder: string, relative: string): AsyncGenerator<string, void, void> {
  const entries = await readdir(path.join(dataFolder, relative), { withFileTypes: true });
  const inOrder = entries.toSorted((left, right) => (left.name < right.name ? -1 : 1));
  for (const entry of inOrder) {
    const inner = `${relative}/${entry.name}`;
    if (entry.isDirectory()) yield* filesBelow(dataFolder, inner);
    else if (entry.isFile() && isDeskPath(inner)) yield inner;
  }
}

/** The content of a file in pieces that fit into a frame; null where the file has gone meanwhile. */
export async function piecesOf(file: string): Promise<AsyncGenerator<Buffer, void, void> | null> {
  try {
    return readPieces(await open(file, 'r'));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}

async function* readPieces(handle: Awaited<ReturnType<typeof open>>): AsyncGenerator<Buffer, void, void> {
  const buffer = Buffer.allocUnsafe(longestPayload);
  try {
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, null);
      if (bytesRead === 0) return;
      yield Buffer.from(buffer.subarray(0, bytesRead));
    }
  } finally {
    await handle.close();
  }
}
