/** The polynomial of Castagnoli, bits reversed; LevelDB and our own files use it. */
const polynomial = 0x82f63b78;

const table = Uint32Array.from({ length: 256 }, (_entry, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ polynomial : value >>> 1;
  return value;
});

/**
 * The CRC-32C of bytes, as an unsigned number (RFC 3720, appendix B.4). A checksum goes on over several pieces when
 * the one of the pieces before is handed in.
 */
export function crc32c(bytes: Uint8Array, before = 0): number {
  let value = ~before;
  for (let at = 0; at < bytes.length; at += 1) {
    value = (table[(value ^ (bytes[at] ?? 0)) & 0xff] ?? 0) ^ (value >>> 8);
  }
  return ~value >>> 0;
}
