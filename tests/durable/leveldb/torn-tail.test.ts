import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { scrubProfile } from '../../../src/durable/leveldb/scrub';
import { emptyFolder } from '../../build/folder';
import { addRowsAndKill, findRuntime } from './row-counter';

const database = 'Partitions/store/IndexedDB/file__0.indexeddb.leveldb';
const limitMs = 60_000;

/** The first 18 bytes of a frame whose writer was killed. How long it was to be decides what is lost behind it. */
const torn = (length: number): Buffer => {
  const bytes = Buffer.alloc(18, 0x5a);
  bytes.writeUInt16LE(length, 4);
  bytes.writeUInt8(1, 6);
  return bytes;
};

const behind = (tail: Uint8Array) => (log: Buffer) => Buffer.concat([log, tail]);

/** One bit changed in the middle of a log, in the text of a row. */
function flipped(log: Buffer): Buffer {
  const at = log.indexOf('Row 100');
  log.writeUInt8(log.readUInt8(at) ^ 1, at);
  return log;
}

const tears = [
  // What is written behind it makes the frame complete, and its checksum wrong: the whole database is deleted.
  { of: 'a short record', tail: torn(300), left: 0 },
  // It stays incomplete, so that LevelDB takes everything behind it for the end of a torn write.
  { of: 'a long record', tail: torn(20_000), left: 200 },
] as const;

const runtime = await findRuntime();
const missing = 'missing' in runtime ? ` (skipped: ${runtime.missing})` : '';

describe.skipIf('missing' in runtime)(`a log torn by a kill, in the real runtime${missing}`, () => {
  describe.each(tears)('in $of', ({ tail, left }) => {
    test(`leaves ${left} of 220 rows two starts later`, { timeout: limitMs }, async () => {
      expect(await liveThrough(behind(tail), () => Promise.resolve())).toBe(left);
    });

    test('costs nothing where the profile is scrubbed before each start', { timeout: limitMs }, async () => {
      const cuts: unknown[] = [];
      const rows = await liveThrough(behind(tail), async (profile, quarantine) => {
        const { repairs, failures } = await scrubProfile(profile, quarantine);
        expect(failures).toEqual([]);
        cuts.push(...repairs.map(({ file, kind, bytes }) => ({ folder: path.dirname(file), kind, bytes })));
      });
      expect(rows).toBe(220);
      expect(cuts).toContainEqual({ folder: database, kind: 'torn_tail', bytes: tail.length });
    });

    test('costs nothing either where it is scrubbed only after more was written', {
      timeout: limitMs,
    }, async () => {
      let starts = 0;
      const cuts: string[] = [];
      const rows = await liveThrough(behind(tail), async (profile, quarantine) => {
        starts += 1;
        if (starts < 3) return;
        const { repairs } = await scrubProfile(profile, quarantine);
        cuts.push(...repairs.map(({ kind }) => kind));
      });
      expect(rows).toBe(220);
      expect(cuts).toEqual(['torn_middle']);
    });
  });
});

describe.skipIf('missing' in runtime)(`a log in which a bit flipped, in the real runtime${missing}`, () => {
  test('empties the database', { timeout: limitMs }, async () => {
    expect(await liveThrough(flipped, () => Promise.resolve())).toBe(20);
  });

  test('costs the one row where the profile is scrubbed, and the hole is reported', {
    timeout: limitMs,
  }, async () => {
    const cuts: string[] = [];
    const rows = await liveThrough(flipped, async (profile, quarantine) => {
      const { repairs } = await scrubProfile(profile, quarantine);
      cuts.push(...repairs.map(({ kind }) => kind));
    });
    expect(rows).toBe(219);
    expect(cuts).toEqual(['lost_records']);
  });
});

/** Three starts, each ended by a kill, with the log damaged after the first. Answers the rows at the end. */
async function liveThrough(
  damage: (log: Buffer) => Uint8Array,
  beforeStart: (profile: string, quarantine: string) => Promise<void>,
): Promise<number> {
  if ('missing' in runtime) throw new Error(runtime.missing);
  const folder = await emptyFolder();
  const profile = path.join(folder, 'profile');
  const start = async (rows: number): Promise<number> => {
    await beforeStart(profile, path.join(folder, 'quarantine'));
    return addRowsAndKill(runtime.executable, profile, rows);
  };
  expect(await start(200)).toBe(200);
  const log = await newestLog(profile);
  await writeFile(log, damage(await readFile(log)));
  await start(20);
  return start(0);
}

async function newestLog(profile: string): Promise<string> {
  const names = await readdir(path.join(profile, database));
  const [newest] = names
    .filter((name) => name.endsWith('.log'))
    .sort()
    .reverse();
  if (newest === undefined) throw new Error('The database has no log.');
  return path.join(profile, database, newest);
}
