import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { armFailPoints, disarmFailPoints } from '../../../src/durable/fail-points';
import { scrubProfile } from '../../../src/durable/leveldb/scrub';
import { batch, readAsLevelDb, writeLog } from './log-file';
import { makeProfile, storeDatabase } from './profile';

const log = `${storeDatabase}/000003.log`;
const manifest = `${storeDatabase}/MANIFEST-000001`;
const records = [1, 2, 3].map((sequence) => batch(sequence, 1, Buffer.alloc(100, sequence)));
const { bytes: whole, ends } = writeLog(records);
const torn = whole.subarray(0, whole.length - 5);
const intact = ends[1] ?? 0;

afterEach(disarmFailPoints);

test('a torn end is cut off, and the original kept', async () => {
  const profile = await makeProfile();
  await profile.write(log, torn);
  await profile.write(manifest, torn);
  const report = await scrubProfile(profile.folder, profile.quarantine);
  const cut = { kind: 'torn_tail', atByte: intact, bytes: torn.length - intact };
  expect(report).toMatchObject({ folders: 1, files: 2, failures: [] });
  expect(report.repairs).toEqual(
    [log, manifest].map((file) => ({ file, ...cut, quarantine: expect.stringContaining(file) })),
  );
  for (const file of [log, manifest]) expect(await profile.read(file)).toEqual(whole.subarray(0, intact));
  for (const { quarantine } of report.repairs) expect(await readFile(quarantine)).toEqual(torn);
  expect(await scrubProfile(profile.folder, profile.quarantine)).toMatchObject({ repairs: [], failures: [] });
});

test('a damaged record between others is taken out, and they stay', async () => {
  const profile = await makeProfile();
  const damaged = Buffer.from(whole);
  damaged.writeUInt8(99, intact - 3);
  await profile.write(log, damaged);
  const { repairs } = await scrubProfile(profile.folder, profile.quarantine);
  expect(repairs).toMatchObject([{ kind: 'lost_records', atByte: ends[0] }]);
  expect(readAsLevelDb(await profile.read(log))).toEqual({
    records: [records[0], records[2]],
    isCorrupt: false,
  });
  expect(await readdir(path.join(profile.folder, storeDatabase))).toEqual(['000003.log']);
});

test('a damaged manifest is left alone and named', async () => {
  const profile = await makeProfile();
  const damaged = Buffer.from(whole);
  damaged.writeUInt8(99, intact - 3);
  await profile.write(manifest, damaged);
  const report = await scrubProfile(profile.folder, profile.quarantine);
  expect(report).toMatchObject({ repairs: [], failures: [{ file: manifest, code: 'damaged' }] });
  expect(await profile.read(manifest)).toEqual(damaged);
});

test('every database that matters is found, of the profile and of its partitions, and nothing else is touched', async () => {
  const profile = await makeProfile();
  const databases = [
    'IndexedDB/file__0.indexeddb.leveldb',
    'Local Storage/leveldb',
    'Session Storage',
    'WebStorage/3/IndexedDB/indexeddb.leveldb',
  ].flatMap((folder) => [folder, `Partitions/store/${folder}`, `Partitions/other/${folder}`]);
  const others = [
    'logs/000003.log',
    'Cache/000003.log',
    'IndexedDB/desk.blob/000003.log',
    'IndexedDB/x.leveldb/LOG',
    'IndexedDB/x.leveldb/000005.ldb',
    'IndexedDB/x.leveldb/000005.log.part',
  ];
  for (const folder of databases) await profile.write(`${folder}/000003.log`, torn);
  for (const file of others) await profile.write(file, torn);
  const { folders, repairs } = await scrubProfile(profile.folder, profile.quarantine);
  expect(folders).toBe(databases.length + 1);
  expect(repairs.map(({ file }) => file).sort()).toEqual(
    databases.map((folder) => `${folder}/000003.log`).sort(),
  );
  for (const file of others) expect(await profile.read(file)).toEqual(torn);
});

test('odd things in the way are reported, and the rest is done', async () => {
  const profile = await makeProfile();
  await profile.write(log, torn);
  await mkdir(path.join(profile.folder, `${storeDatabase}/000004.log`));
  await symlink('/nowhere/at/all', path.join(profile.folder, `${storeDatabase}/000005.log`));
  await profile.write(`${storeDatabase}/000006.log`, '');
  await profile.write('Session Storage', 'a file where a folder should be');
  const { repairs, failures } = await scrubProfile(profile.folder, profile.quarantine);
  expect(repairs).toMatchObject([{ file: log }]);
  expect(failures).toEqual([
    { file: `${storeDatabase}/000004.log`, code: 'EISDIR' },
    { file: `${storeDatabase}/000005.log`, code: 'ENOENT' },
  ]);
});

test('a profile that is not there yet is healthy', async () => {
  const { folder, quarantine } = await makeProfile();
  expect(await scrubProfile(path.join(folder, 'none'), quarantine)).toEqual({
    folders: 0,
    files: 0,
    repairs: [],
    failures: [],
  });
});

test('nothing is cut where the original cannot be kept', async () => {
  const profile = await makeProfile();
  await profile.write(log, torn);
  await profile.write('blocked', 'a file where the quarantine should be');
  const blocked = await scrubProfile(profile.folder, path.join(profile.folder, 'blocked'));
  expect(blocked).toMatchObject({ repairs: [], failures: [{ file: log }] });
  armFailPoints('scrub.kept=EIO');
  const failed = await scrubProfile(profile.folder, profile.quarantine);
  expect(failed).toMatchObject({ repairs: [], failures: [{ file: log, code: 'EIO' }] });
  expect(await profile.read(log)).toEqual(torn);
});

test('the originals of the five newest scrubs are kept', async () => {
  const profile = await makeProfile();
  const kept: string[] = [];
  const other = path.join(profile.quarantine, '000001.journal');
  await mkdir(profile.quarantine);
  await writeFile(other, 'kept by somebody else');
  for (let scrub = 0; scrub < 7; scrub += 1) {
    await profile.write(log, torn.subarray(0, torn.length - scrub));
    const { repairs } = await scrubProfile(profile.folder, profile.quarantine);
    kept.push(...repairs.map(({ quarantine }) => quarantine));
  }
  const found = await readdir(profile.quarantine);
  expect(found).toHaveLength(6);
  expect(found).toContain(path.basename(other));
  for (const file of kept.slice(-5)) expect((await readFile(file)).length).toBeGreaterThan(intact);
});
