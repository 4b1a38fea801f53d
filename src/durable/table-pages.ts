import { z } from 'zod';
import { assert } from '../domain/assert';
import { DamagedFile } from './record-file/damaged-file';
import { longestPayload } from './record-file/format';
import type { Frame } from './record-file/reader';
import type { RecordFileWriter } from './record-file/writer';

/** Some rows of one table, as a JSON array made by whoever owns the tables; nothing here looks into it. */
export type TablePage = Readonly<{ table: string; rows: number; bytes: Uint8Array }>;

/** How many pages and rows a file holds; a row that was sent twice counts twice. */
export type PageCount = Readonly<{ pages: number; rows: number }>;

/** The type of the frame that begins a page. */
export const pageType = 1;

/** The type of the frames that hold what of a page did not fit into the one before. */
const restType = 2;

/** The longest page in bytes: what a reader must be ready to hold, whatever a hostile file promises. */
const longestPage = 64 << 20;

const Head = z.object({
  table: z.string().max(200),
  rows: z.int().nonnegative(),
  bytes: z.int().nonnegative().max(longestPage),
});

/** Adds a page, as a frame and as many more as it takes. A page longer than `longestPage` is a bug. */
export async function writePage(writer: RecordFileWriter, { table, rows, bytes }: TablePage): Promise<void> {
  assert(bytes.length <= longestPage, 'A page is too long.');
  const head = Buffer.from(JSON.stringify({ table, rows, bytes: bytes.length }));
  const headLength = Buffer.alloc(2);
  headLength.writeUInt16LE(head.length);
  let at = Math.min(bytes.length, longestPayload - headLength.length - head.length);
  await writer.write(pageType, Buffer.concat([headLength, head, bytes.subarray(0, at)]));
  for (; at < bytes.length; at += longestPayload)
    await writer.write(restType, bytes.subarray(at, at + longestPayload));
}

/** Puts a page together from the frame that begins it and those that `frames` gives next. */
export async function readPage(file: string, first: Frame, frames: AsyncIterator<Frame>): Promise<TablePage> {
  const { head, piece } = splitFirst(file, first);
  const pieces: Buffer[] = [piece];
  let length = piece.length;
  while (length < head.bytes) {
    const next = await frames.next();
    if (next.done === true || next.value.type !== restType)
      throw new DamagedFile(file, first.position, 'a page without its end');
    pieces.push(next.value.payload);
    length += next.value.payload.length;
  }
  if (length !== head.bytes) throw new DamagedFile(file, first.position, 'a page of another length');
  return { table: head.table, rows: head.rows, bytes: Buffer.concat(pieces) };
}

function splitFirst(
  file: string,
  { payload, position }: Frame,
): { head: z.infer<typeof Head>; piece: Buffer } {
  try {
    const end = 2 + payload.readUInt16LE();
    const head = Head.parse(JSON.parse(payload.subarray(2, end).toString('utf8')));
    return { head, piece: payload.subarray(end) };
  } catch {
    throw new DamagedFile(file, position, 'a page without its beginning');
  }
}
