import { createHash, type Hash } from 'node:crypto';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { DamagedFile } from '../record-file/damaged-file';
import type { FrameSeal } from '../record-file/frame-seal';
import type { Frame, RecordFileReader } from '../record-file/reader';
import type { RecordFileWriter } from '../record-file/writer';
import { SnapshotEnd } from '../snapshots';
import { pageType, readPage, type TablePage, writePage } from '../table-pages';
import { deskFiles, isDeskPath, piecesOf } from './desk-files';

/** What stands in a backup behind its header: all pages, their end, then the files, each with its own end. */
export type BackupEntry =
  | Readonly<{ kind: 'page'; page: TablePage }>
  | Readonly<{ kind: 'pagesEnd'; end: SnapshotEnd }>
  | Readonly<{ kind: 'file'; path: string }>
  | Readonly<{ kind: 'piece'; bytes: Uint8Array }>
  | Readonly<{ kind: 'fileEnd' }>;

const frameTypes = { pagesEnd: 16, file: 17, piece: 18, fileEnd: 19 } as const;

const FileHead = z.object({ path: z.string().refine(isDeskPath) });
const FileEnd = z.object({ size: z.int(), sha256: z.string() });

const BackupAbout = SnapshotEnd.extend({ pages: z.int(), rows: z.int(), files: z.int() });

/** What the footer of a backup says. */
export type BackupAbout = Readonly<z.infer<typeof BackupAbout>>;

type EntrySource = Readonly<{
  pages: AsyncIterable<TablePage>;
  end: () => SnapshotEnd;
  /** Where the folders are that hold the files. */
  dataFolder: string;
  folders: readonly string[];
  /** Called after each step; what it throws ends the work. */
  onStep: () => void;
}>;

/**
 * Writes pages, then files, then the footer. Files are read after the pages: a row never names a file that was not
 * there before it.
 */
export async function writeEntries(writer: RecordFileWriter, source: EntrySource): Promise<void> {
  const count = { pages: 0, rows: 0, files: 0 };
  for await (const page of source.pages) {
    await writePage(writer, page);
    count.pages += 1;
    count.rows += page.rows;
    source.onStep();
  }
  const end = source.end();
  await writer.write(frameTypes.pagesEnd, json(end));
  for await (const file of deskFiles(source.dataFolder, source.folders)) {
    const isThere = await writeFile(writer, source, file);
    if (isThere) count.files += 1;
  }
  await writer.finish({ ...end, ...count });
}

async function writeFile(writer: RecordFileWriter, source: EntrySource, file: string): Promise<boolean> {
  const pieces = await piecesOf(path.join(source.dataFolder, ...file.split('/')));
  if (pieces === null) return false;
  const seen = new SeenFile();
  await writer.write(frameTypes.file, json({ path: file }));
  for await (const piece of pieces) {
    seen.add(piece);
    await writer.write(frameTypes.piece, piece);
    source.onStep();
  }
  await writer.write(frameTypes.fileEnd, json(seen.end()));
  source.onStep();
  return true;
}

/**
 * Reads what stands in a backup and checks that it makes sense: order, sizes, hashes, counts, and names of files that
 * cannot lead elsewhere. Throws `DamagedFile`. When it ends, the whole file is sound, and it returns what the footer
 * says; until then nothing of it is to be trusted.
 */
export async function* readEntries(
  reader: RecordFileReader,
  seal: FrameSeal | null,
): AsyncGenerator<BackupEntry, BackupAbout, void> {
  const { file } = reader;
  const count = { pages: 0, rows: 0, files: 0 };
  let end: SnapshotEnd | null = null;
  let open: SeenFile | null = null;
  const frames = reader.frames(seal);
  for await (const frame of frames) {
    const isAmongFiles = end !== null && open === null;
    if (frame.type === pageType && end === null) {
      const page = await readPage(file, frame, frames);
      count.pages += 1;
      count.rows += page.rows;
      yield { kind: 'page', page };
    } else if (frame.type === frameTypes.pagesEnd && end === null) {
      end = parse(file, frame, SnapshotEnd);
      yield { kind: 'pagesEnd', end };
    } else if (frame.type === frameTypes.file && isAmongFiles) {
      open = new SeenFile();
      yield { kind: 'file', path: parse(file, frame, FileHead).path };
    } else if (frame.type === frameTypes.piece && open !== null) {
      open.add(frame.payload);
      yield { kind: 'piece', bytes: frame.payload };
    } else if (frame.type === frameTypes.fileEnd && open !== null) {
      if (!isDeepStrictEqual(parse(file, frame, FileEnd), open.end()))
        throw new DamagedFile(file, frame.position, 'a file of another content');
      open = null;
      count.files += 1;
      yield { kind: 'fileEnd' };
    } else {
      throw new DamagedFile(file, frame.position, 'a frame out of place');
    }
  }
  const about = BackupAbout.safeParse(reader.about);
  const isComplete =
    about.success && open === null && end !== null && isDeepStrictEqual(about.data, { ...end, ...count });
  if (!isComplete) throw new DamagedFile(file, reader.size, 'another number of entries');
  return about.data;
}

/** The size and hash of a file that passes by in pieces. */
class SeenFile {
  readonly #hash: Hash = createHash('sha256');
  #size = 0;

  add(piece: Uint8Array): void {
    this.#hash.update(piece);
    this.#size += piece.length;
  }

  end(): z.infer<typeof FileEnd> {
    return { size: this.#size, sha256: this.#hash.copy().digest('hex') };
  }
}

function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}

function parse<T>(file: string, { payload, position }: Frame, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(payload.toString('utf8')));
  } catch {
    throw new DamagedFile(file, position, 'an entry that no backup has');
  }
}
