import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc32c } from '../../src/durable/crc32c';
import { runs } from '../support/runs';

/** Bit by bit, as the polynomial is defined. */
function slowly(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit += 1) value = (value >>> 1) ^ (value & 1 ? 0x82f63b78 : 0);
  }
  return ~value >>> 0;
}

describe('the CRC-32C', () => {
  it.each([
    ['no bytes', new Uint8Array(), 0],
    ['nine digits', Buffer.from('123456789'), 0xe3069283],
    ['32 zeros', new Uint8Array(32), 0x8a9136aa],
    ['32 times 255', new Uint8Array(32).fill(255), 0x62a8ab43],
    ['0 to 31', Uint8Array.from({ length: 32 }, (_, index) => index), 0x46dd794e],
    ['31 to 0', Uint8Array.from({ length: 32 }, (_, index) => 31 - index), 0x113fdb5c],
  ])('of %s is the one that is published', (_, bytes, expected) => {
    expect(crc32c(bytes)).toBe(expected);
  });

  it('of any bytes, whole or in pieces, is the one of the definition', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat({ max: 100 }), (bytes, cut) => {
        expect(crc32c(bytes)).toBe(slowly(bytes));
        expect(crc32c(bytes.subarray(cut), crc32c(bytes.subarray(0, cut)))).toBe(slowly(bytes));
      }),
      { numRuns: runs(300) },
    );
  });
});
