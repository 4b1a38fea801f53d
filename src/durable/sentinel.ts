import { readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { failure, ok, type Result } from '../domain/result';
import { crc32c } from './crc32c';
import { diskFailure } from './disk-failure';
import { reach } from './fail-points';
import { writeWhole } from './files';

const format = 1;

const SentinelContent = z.object({
  format: z.literal(format),
  /** Whose data the folder holds, and which making of it. */
  storeId: z.string(),
  incarnation: z.string(),
  /** The last commit when this was written. */
  seq: z.int().nonnegative(),
  /** How many rows of each kind there were. */
  counts: z.record(z.string(), z.int().nonnegative()),
  /** The major version of the Electron that wrote the database: an older one would delete it. */
  electronMajor: z.int().nonnegative(),
  /** Milliseconds since 1970. */
  writtenAt: z.number(),
});

/** What the database must hold at least, kept outside of the folders of which Chromium disposes. */
export type Sentinel = z.infer<typeof SentinelContent>;

/** What a folder's sentinel says; `newer` when a newer program wrote it, `damaged` when no copy of it checks. */
export type SentinelReading =
  | { kind: 'none' }
  | { kind: 'damaged' }
  | { kind: 'newer' }
  | { kind: 'read'; sentinel: Sentinel };

/** The checksum is over the JSON text of the content without blanks, so it survives a person's formatting. */
const Sealed = z.object({ crc32c: z.int(), sentinel: z.unknown() });

/** As much as every version has. */
const AnyFormat = z.object({ format: z.int() });

const fileName = 'sentinel.json';
const previousName = 'sentinel.previous.json';

/**
 * Reads the sentinel of a data folder. When it is damaged or missing, the previous one counts: its seq is lower, so it
 * asks for less and never for what was not there. A file that the disk will not give out counts as damaged.
 */
export async function readSentinel(folder: string): Promise<SentinelReading> {
  const current = await readOne(path.join(folder, fileName));
  if (current.kind === 'read' || current.kind === 'newer') return current;
  const previous = await readOne(path.join(folder, previousName));
  return previous.kind === 'none' ? current : previous;
}

/**
 * Replaces the sentinel of a data folder, whole or not at all, and keeps the one before as a second copy. One call at
 * a time.
 */
export async function writeSentinel(folder: string, sentinel: Sentinel): Promise<Result<null>> {
  const file = path.join(folder, fileName);
  try {
    // A damaged one must not take the place of a good previous one.
    if ((await readOne(file)).kind === 'read') await rename(file, path.join(folder, previousName));
    reach('sentinel.kept');
    await writeWhole(file, `${JSON.stringify(sealed(sentinel), null, 2)}\n`);
    return ok(null);
  } catch (error) {
    return failure(diskFailure(error));
  }
}

function sealed(sentinel: Sentinel): z.infer<typeof Sealed> {
  return { crc32c: checksum(sentinel), sentinel };
}

function checksum(content: unknown): number {
  return crc32c(Buffer.from(JSON.stringify(content) ?? ''));
}

async function readOne(file: string): Promise<SentinelReading> {
  try {
    return parse(await readFile(file, 'utf8'));
  } catch (error) {
    return { kind: diskFailure(error).details?.['code'] === 'ENOENT' ? 'none' : 'damaged' };
  }
}

function parse(text: string): SentinelReading {
  const seal = Sealed.safeParse(jsonOrNull(text));
  if (!seal.success || checksum(seal.data.sentinel) !== seal.data.crc32c) return { kind: 'damaged' };
  const any = AnyFormat.safeParse(seal.data.sentinel);
  if (any.success && any.data.format > format) return { kind: 'newer' };
  const content = SentinelContent.safeParse(seal.data.sentinel);
  return content.success ? { kind: 'read', sentinel: content.data } : { kind: 'damaged' };
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
