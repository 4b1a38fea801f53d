import { describe, expect, test } from 'vitest';
import { decodeText, sniffEncoding } from '../../../src/main/import/decode';
import { decodeWindows1252 } from '../../../src/main/import/windows-1252';
import { dataFile, readCells } from './read-cells';

const text = 'a,b\n1,äöü €“😀\n';

function utf16(given: string, isBig: boolean): Uint8Array {
  const bytes = Buffer.from(given, 'utf16le');
  return isBig ? bytes.swap16() : bytes;
}

const mark = (bytes: Uint8Array, ...start: readonly number[]): Uint8Array =>
  Buffer.concat([Uint8Array.from(start), bytes]);

describe('a text of unknown encoding', () => {
  test.each([
    ['UTF-8', Buffer.from(text), 'utf-8'],
    ['UTF-8 with a byte order mark', mark(Buffer.from(text), 0xef, 0xbb, 0xbf), 'utf-8'],
    ['UTF-16, little end first, with a mark', mark(utf16(text, false), 0xff, 0xfe), 'utf-16le'],
    ['UTF-16, big end first, with a mark', mark(utf16(text, true), 0xfe, 0xff), 'utf-16be'],
    ['UTF-16, little end first', utf16(text, false), 'utf-16le'],
    ['UTF-16, big end first', utf16(text, true), 'utf-16be'],
  ])('is recognised as %s', async (_, bytes, encoding) => {
    expect(sniffEncoding(bytes)).toBe(encoding);
    for (const pieceSize of [1, 3, 1_000]) {
      const back = await readCells(dataFile(bytes, 'test.csv', pieceSize));
      expect([back.columns, back.rows, back.messages]).toEqual([['a', 'b'], [['1', 'äöü €“😀']], []]);
    }
  });

  test('is read as Windows-1252 in the lines that are not UTF-8, and in no others', async () => {
    const bytes = Buffer.concat([
      Buffer.from('a,b\n1,früh 😀\n'),
      Buffer.from([0x32, 0x2c, 0x66, 0x72, 0xfc, 0x68, 0x20, 0x93, 0x80, 0x94, 0x0a]),
      Buffer.from('3,spät\n'),
    ]);
    const back = await readCells(dataFile(bytes));
    expect(back.rows).toEqual([
      ['1', 'früh 😀'],
      ['2', 'früh “€”'],
      ['3', 'spät'],
    ]);
    expect(back.messages).toEqual([expect.objectContaining({ reason: 'not-utf8', count: 1 })]);
  });

  test.each([
    ['windows-1252', Buffer.from([0x61, 0x0a, 0xe4, 0x80, 0x0a]), 'ä€'],
    ['latin1', Buffer.from([0x61, 0x0a, 0xe4, 0x0a]), 'ä'],
    ['iso-8859-2', Buffer.from([0x61, 0x0a, 0xb1, 0x0a]), 'ą'],
    ['shift_jis', Buffer.from([0x61, 0x0a, 0x93, 0xfa, 0x0a]), '日'],
    ['UTF-16LE', utf16('a\nä\n', false), 'ä'],
  ])('is read as %s where the map says so', async (encoding, bytes, cell) => {
    expect((await readCells(dataFile(bytes), { encoding })).rows).toEqual([[cell]]);
  });

  test('is refused in an encoding that does not exist', async () => {
    await expect(readCells(dataFile('a\n1\n'), { encoding: 'klingon' })).rejects.toThrow(
      'The encoding “klingon” is not known',
    );
  });

  test('keeps a byte order mark that stands within it', async () => {
    const parts: string[] = [];
    async function* bytes(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('a\n\ufeffb\n');
    }
    for await (const part of decodeText(bytes(), 'utf-8', () => undefined)) parts.push(part);
    expect(parts.join('')).toBe('a\n\ufeffb\n');
  });

  test('decodes all signs of Windows-1252 as the standard has them', () => {
    const signs = decodeWindows1252(Uint8Array.from({ length: 256 }, (_, byte) => byte));
    expect(signs.slice(0x80, 0xa0)).toBe('€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ');
    expect(signs.slice(0, 0x80)).toBe(
      Buffer.from(Uint8Array.from({ length: 128 }, (_, byte) => byte)).toString('latin1'),
    );
    expect(signs.slice(0xa0)).toBe(
      Buffer.from(Uint8Array.from({ length: 96 }, (_, byte) => byte + 0xa0)).toString('latin1'),
    );
  });
});
