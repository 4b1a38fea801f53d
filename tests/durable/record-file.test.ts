import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { DamagedFile, damageFailure } from '../../src/durable/record-file/damaged-file';
import {
  deflatedFlag,
  encodeFrameStart,
  encodeHeader,
  formatVersion,
  frameStart,
  headerChecksum,
  headerStart,
  longestPayload,
  longestStoredPayload,
  magic,
} from '../../src/durable/record-file/format';
import { frameSeal, noncePrefixLength, type FrameSeal } from '../../src/durable/record-file/frame-seal';
import { RecordFileReader } from '../../src/durable/record-file/reader';
import { RecordFileWriter } from '../../src/durable/record-file/writer';
import { framesIn, remade } from './record-file-tools';

const folder = mkdtempSync(path.join(os.tmpdir(), 'record-file-'));
const file = path.join(folder, 'file');
const key = randomBytes(32);
const prefix = randomBytes(noncePrefixLength);
const makeSeal = (hash: Uint8Array): FrameSeal => frameSeal(key, prefix, hash);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Plain = { type: number; payload: Uint8Array };

async function write(
  frames: readonly Plain[],
  isSealed: boolean,
  header: unknown = { a: 1 },
): Promise<Buffer> {
  const writer = await RecordFileWriter.create(file, header, isSealed ? makeSeal : null);
  try {
    for (const { type, payload } of frames) await writer.write(type, payload);
    await writer.finish({ told: frames.length });
  } finally {
    await writer.close();
  }
  expect(statSync(file).size).toBe(writer.length);
  return readFileSync(file);
}

/** Reads a file to its end, or to where it is damaged; what came before the damage is in `frames`. */
async function read(bytes: Buffer | null, isSealed: boolean) {
  if (bytes !== null) writeFileSync(file, bytes);
  const frames: { type: number; payload: Buffer }[] = [];
  let reader: RecordFileReader | null = null;
  try {
    reader = await RecordFileReader.open(file);
    for await (const { type, payload } of reader.frames(isSealed ? makeSeal(reader.headerHash) : null))
      frames.push({ type, payload });
    return { frames, header: reader.header, about: reader.about, damage: null };
  } catch (error) {
    if (!(error instanceof DamagedFile)) throw error;
    return { frames, header: null, about: null, damage: error };
  } finally {
    await reader?.close();
  }
}

const three: readonly Plain[] = [
  { type: 1, payload: Buffer.from('one'.repeat(100)) },
  { type: 2, payload: Buffer.from('two') },
  { type: 3, payload: randomBytes(60) },
];

const isSealed = [
  { name: 'plain', isSealed: false },
  { name: 'sealed', isSealed: true },
];

describe.each(isSealed)('a $name file of frames', ({ isSealed }) => {
  it('gives back what was written, for any frames', async () => {
    const payload = fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      fc.nat(3000).map((length) => Buffer.alloc(length, 'again ')),
    );
    const anyFrames = fc.array(fc.record({ type: fc.integer({ min: 1, max: 0x7e }), payload }), {
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(anyFrames, fc.json(), async (frames, header) => {
        await write(frames, isSealed, header);
        const back = await read(null, isSealed);
        expect(back.damage).toBeNull();
        expect(back.header).toBe(header);
        expect(back.about).toEqual({ told: frames.length });
        expect(back.frames.length).toBe(frames.length);
        for (const [index, { type, payload: expected }] of frames.entries()) {
          expect(back.frames[index]!.type).toBe(type);
          expect(Buffer.compare(back.frames[index]!.payload, expected)).toBe(0);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('holds the longest payload, and refuses a longer one', async () => {
    for (const payload of [randomBytes(longestPayload), Buffer.alloc(longestPayload)]) {
      await write([{ type: 1, payload }], isSealed);
      expect((await read(null, isSealed)).frames[0]!.payload.equals(payload)).toBe(true);
    }
    await expect(write([{ type: 1, payload: Buffer.alloc(longestPayload + 1) }], isSealed)).rejects.toThrow(
      'too long',
    );
  });

  it('is known as damaged after any single flipped bit', async () => {
    const bytes = await write(three, isSealed);
    for (let at = 0; at < bytes.length; at += 1) {
      const damaged = Buffer.from(bytes);
      damaged[at] = damaged[at]! ^ (1 << (at % 8));
      const { damage } = await read(damaged, isSealed);
      expect(damage, `byte ${at}`).not.toBeNull();
      expect(damage!.position).toBeLessThanOrEqual(at);
    }
  });

  it('is known as damaged when cut anywhere, or when bytes follow', async () => {
    const bytes = await write(three, isSealed);
    for (let length = 0; length < bytes.length; length += 1)
      expect((await read(bytes.subarray(0, length), isSealed)).damage, `length ${length}`).not.toBeNull();
    const longer = Buffer.concat([bytes, Buffer.from([0])]);
    expect((await read(longer, isSealed)).damage?.what).toBe('another end');
  });

  it('is known as damaged when frames are dropped, repeated or change places', async () => {
    const bytes = await write(three, isSealed);
    const { header, frames, rest } = framesIn(bytes);
    const [one, two, last, footer] = frames as [Buffer, Buffer, Buffer, Buffer];
    expect(Buffer.concat([header, one, two, last, footer, rest]).equals(bytes)).toBe(true);
    for (const order of [
      [one, last, footer],
      [one, one, two, last, footer],
      [two, one, last, footer],
      [one, two, last, last, footer],
    ]) {
      const { damage } = await read(Buffer.concat([header, ...order, rest]), isSealed);
      expect(damage?.what).toBe(isSealed ? 'a broken seal' : 'another content than was written');
    }
  });
});

describe('the hash in the footer', () => {
  it('is what notices a dropped frame of a plain file: every frame by itself is in order', async () => {
    const { header, frames, rest } = framesIn(await write(three, false));
    const without = Buffer.concat([header, frames[0]!, frames[2]!, frames[3]!, rest]);
    const seen = await read(without, false);
    expect(seen.frames.map(({ type }) => type)).toEqual([1, 3]);
    expect(seen.damage).toMatchObject({ what: 'another content than was written' });
    // The control: with a footer made to fit, nothing else objects.
    const unnoticed = await read(remade(header, [frames[0]!, frames[2]!], { told: 3 }), false);
    expect(unnoticed).toMatchObject({ damage: null, about: { told: 3 } });
  });

  it('does not help a forger of a sealed file, who cannot seal', async () => {
    const { header, frames } = framesIn(await write(three, true));
    const forged = remade(header, [frames[0]!, frames[2]!], { told: 3 });
    expect((await read(forged, true)).damage?.what).toBe('a broken seal');
  });
});

describe('a seal', () => {
  it('binds frames to their file', async () => {
    const first = framesIn(await write(three, true, { name: 'first' }));
    const second = framesIn(await write(three, true, { name: 'second' }));
    const mixed = Buffer.concat([first.header, second.frames[0]!, ...first.frames.slice(1), first.rest]);
    expect((await read(mixed, true)).damage?.what).toBe('a broken seal');
  });

  it('binds the type, and never repeats a nonce', () => {
    const seal = makeSeal(randomBytes(32));
    const sealed = seal.close(3, 1, Buffer.from('text'));
    expect(seal.open(3, 1, sealed)?.toString()).toBe('text');
    expect(seal.open(3, 2, sealed)).toBeNull();
    expect(seal.open(4, 1, sealed)).toBeNull();
    expect(seal.open(3, 1, sealed.subarray(0, 10))).toBeNull();
    expect(seal.close(4, 1, Buffer.from('text')).equals(sealed)).toBe(false);
  });
});

describe('a hostile file', () => {
  const header = encodeHeader('{}');

  it('cannot ask for more memory than a frame may take', async () => {
    const endless = Buffer.alloc(frameStart);
    endless.writeUInt32LE(0xffff_ffff);
    expect((await read(Buffer.concat([header, endless]), false)).damage?.what).toBe('a frame too long');
    const bomb = deflateRawSync(Buffer.alloc(64 << 20));
    expect(bomb.length).toBeLessThan(longestStoredPayload);
    const start = encodeFrameStart(1 | deflatedFlag, bomb);
    expect((await read(Buffer.concat([header, start, bomb]), false)).damage?.what).toBe(
      'a frame that cannot be unpacked',
    );
    const longHeader = Buffer.from(header);
    longHeader.writeUInt32LE(0x7fff_ffff, magic.length + 4);
    expect((await read(longHeader, false)).damage?.what).toBe('a header too long');
  });

  it('has a footer of the right kind, or none', async () => {
    const bytes = await write([], false);
    const frame = (text: string): Buffer =>
      Buffer.concat([encodeFrameStart(0x7f, Buffer.from(text)), Buffer.from(text)]);
    for (const text of ['nonsense', '{}', '{"about":[],"frames":0,"length":0,"sha256":""}'])
      expect((await read(Buffer.concat([header, frame(text)]), false)).damage).not.toBeNull();
    expect((await read(bytes, false)).damage).toBeNull();
  });
});

describe('what is said about a file', () => {
  it('that is not ours, or comes from the future', async () => {
    for (const bytes of [Buffer.alloc(0), Buffer.from('PK\u0003\u0004'), randomBytes(5000)])
      expect((await read(bytes, false)).damage).toMatchObject({ flaw: 'foreign' });
    const newer = encodeHeader('{}');
    newer.writeUInt32LE(formatVersion + 1, magic.length);
    newer.writeUInt32LE(headerChecksum(newer), magic.length + 8);
    const { damage } = await read(newer, false);
    expect(damageFailure(damage!)).toMatchObject({
      code: 'invalid_input',
      message: '“file” was written by a newer Carrydesk. Update this one, or choose an older file.',
    });
  });

  it('that is damaged names the byte', async () => {
    const bytes = await write(three, false);
    const { header, frames } = framesIn(bytes);
    const second = header.length + frames[0]!.length;
    bytes[second + frameStart] = bytes[second + frameStart]! ^ 1;
    const { damage } = await read(bytes, false);
    expect(damageFailure(damage!)).toEqual({
      code: 'invalid_input',
      message: `“file” is damaged at byte ${second} and cannot be used. Use another copy of it.`,
      retryable: false,
      details: { file, position: second, what: 'another checksum', flaw: 'damaged' },
    });
    expect(headerStart).toBeLessThan(second);
  });

  it('that is not there is what the system says', async () => {
    await expect(RecordFileReader.open(path.join(folder, 'none'))).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(RecordFileReader.open(folder)).rejects.toMatchObject({ code: 'EISDIR' });
  });
});

describe('the footer alone', () => {
  it('is read without the frames, and notices a file that is cut or lacks a piece', async () => {
    const bytes = await write(three, false);
    const about = async (content: Buffer): Promise<unknown> => {
      writeFileSync(file, content);
      const reader = await RecordFileReader.open(file);
      return reader.readAbout().finally(() => reader.close());
    };
    expect(await about(bytes)).toEqual({ told: 3 });
    const { header, frames, rest } = framesIn(bytes);
    const lacking = Buffer.concat([header, frames[0]!, frames[3]!, rest]);
    await expect(about(lacking)).rejects.toMatchObject({ what: 'another length' });
    for (let length = header.length; length < bytes.length; length += 1)
      await expect(about(bytes.subarray(0, length))).rejects.toBeInstanceOf(DamagedFile);
  });
});
