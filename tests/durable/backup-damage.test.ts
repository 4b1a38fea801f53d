import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inspectBackup, unpackBackup, verifyBackup } from '../../src/durable/backup/backup';
import { isDeskPath } from '../../src/durable/backup/desk-files';
import { encodeHeader, formatVersion, headerChecksum, magic } from '../../src/durable/record-file/format';
import { RecordFileWriter } from '../../src/durable/record-file/writer';
import { writeSnapshot } from '../../src/durable/snapshots';
import { back, backupHead, cheapEncryption, sealCheaply, seeded, writeFiles } from './backup-tools';
import { endAt, sent, someHead, somePages } from './desk-pages';
import { framesIn, remade } from './record-file-tools';

const root = mkdtempSync(path.join(os.tmpdir(), 'backup-damage-'));
const data = path.join(root, 'data');
const plain = path.join(root, 'plain');
const sealed = path.join(root, 'sealed');
const damaged = path.join(root, 'damaged');
const staging = path.join(root, 'staging');
const passphrase = 'passphrase';
let rounds = 0;

beforeAll(async () => {
  mkdirSync(data);
  writeFiles(data, {
    'sources/a': 'a source',
    'blobs/b': randomBytes(3000),
    'blobs/c': 'again '.repeat(500),
  });
  await back(plain, data, somePages(6));
  await sealCheaply(plain, sealed, passphrase);
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

const kinds = [
  { name: 'plain', of: plain },
  { name: 'sealed', of: sealed },
];

async function isRefused(bytes: Uint8Array): Promise<boolean> {
  writeFileSync(damaged, bytes);
  const verified = await verifyBackup(damaged, passphrase);
  rounds += 1;
  // Unpacking reads in the same way; every fifth shows that nothing is left of it.
  if (rounds % 5 > 0) return !verified.ok;
  const unpacked = await unpackBackup(damaged, passphrase, staging);
  expect(unpacked.ok).toBe(verified.ok);
  expect(existsSync(staging)).toBe(verified.ok);
  rmSync(staging, { recursive: true, force: true });
  return !verified.ok;
}

describe.each(kinds)('a $name backup', ({ of }) => {
  it('that is sound is taken (control)', async () => {
    for (let round = 0; round < 5; round += 1) expect(await isRefused(readFileSync(of))).toBe(false);
  });

  it('is refused after any of 100 flips of a bit and 20 cuts', async () => {
    const bytes = readFileSync(of);
    const pick = seeded(20_260_105);
    let refused = 0;
    for (let flip = 0; flip < 100; flip += 1) {
      const changed = Buffer.from(bytes);
      const at = pick(bytes.length);
      changed[at] = changed[at]! ^ (1 << pick(8));
      if (await isRefused(changed)) refused += 1;
    }
    for (let cut = 0; cut < 20; cut += 1)
      if (await isRefused(bytes.subarray(0, pick(bytes.length)))) refused += 1;
    expect(refused).toBe(120);
  });

  it('names the byte where it is damaged', async () => {
    const bytes = readFileSync(of);
    const { header, frames } = framesIn(bytes);
    const position = header.length + frames[0]!.length;
    bytes[position + 12] = bytes[position + 12]! ^ 4;
    writeFileSync(damaged, bytes);
    expect(await verifyBackup(damaged, passphrase)).toMatchObject({
      ok: false,
      error: {
        code: 'invalid_input',
        message: `“damaged” is damaged at byte ${position} and cannot be used. Use another copy of it.`,
        details: { file: damaged, position },
      },
    });
  });

  it('is refused when frames are dropped, repeated or change places', async () => {
    const { header, frames, rest } = framesIn(readFileSync(of));
    const last = frames.length - 1;
    for (let at = 0; at < last; at += 1) {
      const others = frames.toSpliced(at, 1);
      const repeated = frames.toSpliced(at, 0, frames[at]!);
      const swapped = frames.toSpliced(at, 2, frames[at + 1]!, frames[at]!);
      for (const order of [others, repeated, swapped])
        expect(await isRefused(Buffer.concat([header, ...order, rest])), `frame ${at}`).toBe(true);
    }
  });
});

describe('the footer', () => {
  it('is what notices a lost page of a plain backup; sealed, nobody can make another', async () => {
    const end = endAt(42);
    for (const { of } of kinds) {
      const { header, frames } = framesIn(readFileSync(of));
      const fewer = frames.slice(1, -1);
      const forged = remade(header, fewer, { ...end, pages: 5, rows: 100, files: 3 });
      expect(await isRefused(forged)).toBe(of === sealed);
      const halfForged = remade(header, fewer, { ...end, pages: 6, rows: 120, files: 3 });
      expect(await isRefused(halfForged)).toBe(true);
    }
  });
});

describe('a file that is no backup', () => {
  const told = async (bytes: Uint8Array): Promise<string[]> => {
    writeFileSync(damaged, bytes);
    const results = [
      await inspectBackup(damaged),
      await verifyBackup(damaged, null),
      await unpackBackup(damaged, null, staging),
    ];
    return results.map((result) => (result.ok ? 'ok' : result.error.message.replaceAll(root, '')));
  };
  const thrice = (sentence: string): string[] => [sentence, sentence, sentence];

  it('is told apart from a damaged one', async () => {
    const foreign = '“damaged” was not written by Carrydesk. Choose another file.';
    expect(await told(Buffer.from('number,subject'))).toEqual(thrice(foreign));
    expect(await told(Buffer.alloc(0))).toEqual(thrice(foreign));
    const snapshot = await writeSnapshot(path.join(root, 'snapshots'), someHead, sent([]), () => endAt(1));
    const other = '“damaged” is another kind of file of Carrydesk than is wanted here. Choose another file.';
    expect(await told(readFileSync(snapshot.ok ? snapshot.value.file : ''))).toEqual(thrice(other));
    const newer = readFileSync(plain);
    const { header } = framesIn(newer);
    newer.writeUInt32LE(formatVersion + 1, magic.length);
    newer.writeUInt32LE(headerChecksum(newer.subarray(0, header.length)), magic.length + 8);
    expect(await told(newer)).toEqual(
      thrice('“damaged” was written by a newer Carrydesk. Update this one, or choose an older file.'),
    );
  });

  it('or is not there is said so', async () => {
    expect(await verifyBackup(path.join(root, 'none'), null)).toMatchObject({
      error: { code: 'invalid_input', message: `There is no file “${path.join(root, 'none')}”.` },
    });
    expect(await inspectBackup(data)).toMatchObject({
      error: { code: 'invalid_input', message: `“${data}” is a folder. Name a file in it.` },
    });
  });
});

describe('a hostile backup', () => {
  it('cannot make its reader derive a key for hours or fill the memory', async () => {
    const { encryption } = cheapEncryption(passphrase);
    const wishes = [
      { memoryKiB: 100 * 1024 * 1024 },
      { memoryKiB: 256 * 1024 + 1 },
      { passes: 1_000_000 },
      { memoryKiB: 256 * 1024, passes: 3 },
      { lanes: 17, memoryKiB: 1024 },
      { lanes: 2 },
      { salt: '' },
      { check: 'AAAA' },
      { noncePrefix: Buffer.alloc(9).toString('base64') },
    ];
    const began = performance.now();
    for (const wish of wishes) {
      const header = { ...backupHead, kind: 'backup', encryption: { ...encryption, ...wish } };
      writeFileSync(damaged, encodeHeader(JSON.stringify(header)));
      expect(await verifyBackup(damaged, passphrase)).toMatchObject({
        ok: false,
        error: { code: 'invalid_input', message: expect.stringContaining('asks for more memory') },
      });
    }
    expect(performance.now() - began).toBeLessThan(1000);
  });

  type Frame = readonly [type: number, content: unknown];

  async function crafted(frames: readonly Frame[], files: number): Promise<void> {
    const header = { ...backupHead, kind: 'backup', encryption: null };
    const writer = await RecordFileWriter.create(damaged, header, null);
    for (const [type, content] of frames) {
      const payload = content instanceof Uint8Array ? content : Buffer.from(JSON.stringify(content));
      await writer.write(type, payload);
    }
    await writer.finish({ ...endAt(1), pages: 0, rows: 0, files });
    await writer.close();
  }

  const pagesEnd: Frame = [16, endAt(1)];
  const content = Buffer.from('planted');
  const fileEnd: Frame = [19, { size: 7, sha256: createHash('sha256').update(content).digest('hex') }];
  const fileAt = (name: string): readonly Frame[] => [[17, { path: name }], [18, content], fileEnd];

  async function outcome(frames: readonly Frame[], files: number): Promise<unknown> {
    await crafted(frames, files);
    const unpacked = await unpackBackup(damaged, null, path.join(root, 'inner', 'staging'));
    const isLeft = existsSync(path.join(root, 'inner', 'staging'));
    rmSync(path.join(root, 'inner', 'staging'), { recursive: true, force: true });
    expect(isLeft).toBe(unpacked.ok);
    return unpacked.ok ? 'ok' : unpacked.error.details?.['what'];
  }

  it('cannot put a file where it does not belong', async () => {
    mkdirSync(path.join(root, 'inner'));
    expect(await outcome([pagesEnd, ...fileAt('blobs/fine')], 1)).toBe('ok');
    const names = [
      '../planted',
      'blobs/../../planted',
      'blobs/..',
      'blobs/.',
      'blobs//x',
      'blobs/',
      'blobs',
      '/etc/planted',
      path.join(root, 'planted'),
      'C:\\planted',
      'blobs\\..\\..\\planted',
      'blobs/a:b',
      'blobs/nul',
      'blobs/COM1.txt',
      'blobs/a.',
      'blobs/a\u0000b',
      'blobs/.hidden',
      'blobs/a.part',
      'profile/Preferences',
      'journal/1',
      'snapshots/1.snapshot',
      'sentinel.json',
      'restore.json',
      `blobs/${'x/'.repeat(20)}x`,
      `blobs/${'x'.repeat(300)}`,
      '',
    ];
    for (const name of names) {
      expect(isDeskPath(name), name).toBe(false);
      expect(await outcome([pagesEnd, ...fileAt(name)], 1), name).toBe('an entry that no backup has');
    }
    expect(existsSync(path.join(root, 'planted'))).toBe(false);
    expect(existsSync(path.join(root, 'inner', 'planted'))).toBe(false);
  });

  it('cannot hold the same file twice, or a file where a folder is', async () => {
    const twice = [pagesEnd, ...fileAt('blobs/a'), ...fileAt('blobs/a')];
    expect(await outcome(twice, 2)).toBe('a file that is there twice');
    const below = [pagesEnd, ...fileAt('blobs/a'), ...fileAt('blobs/a/b')];
    expect(await outcome(below, 2)).toBe('a file that is there twice');
    const above = [pagesEnd, ...fileAt('blobs/a/b'), ...fileAt('blobs/a')];
    expect(await outcome(above, 2)).toBe('a file that is there twice');
  });

  it('has entries in their order, whole, and as many as it says', async () => {
    const outOfPlace = 'a frame out of place';
    const cases: readonly [readonly Frame[], number, string][] = [
      [[], 0, 'another number of entries'],
      [[...fileAt('blobs/a')], 1, outOfPlace],
      [[pagesEnd, pagesEnd], 0, outOfPlace],
      [[pagesEnd, [1, Buffer.alloc(2)]], 0, outOfPlace],
      [[pagesEnd, fileEnd], 0, outOfPlace],
      [[pagesEnd, [18, content]], 0, outOfPlace],
      [[pagesEnd, [17, { path: 'blobs/a' }], [17, { path: 'blobs/b' }]], 0, outOfPlace],
      [[pagesEnd, [17, { path: 'blobs/a' }]], 0, 'another number of entries'],
      [[pagesEnd, [17, { path: 'blobs/a' }], fileEnd], 1, 'a file of another content'],
      [[pagesEnd, [99, content]], 0, outOfPlace],
      [[pagesEnd, ...fileAt('blobs/a')], 2, 'another number of entries'],
      [[[16, { ...endAt(1), seq: 2 }]], 0, 'another number of entries'],
      [[[16, content]], 0, 'an entry that no backup has'],
    ];
    for (const [frames, files, what] of cases) {
      expect(await outcome(frames, files)).toBe(what);
      expect(await verifyBackup(damaged, null)).toMatchObject({ ok: false, error: { details: { what } } });
    }
  });
});
