/** The polynomial of Castagnoli, bits reversed; LevelDB and our own files use it. */
const polynomial = 0x82f63b78;

const tableLength = 256;
const atOnce = 8;

/**
 * Eight tables behind one another, the one of entry k for a byte with k more bytes behind it: eight bytes are taken in
 * one step, because every byte of the desk's files goes through here when it starts.
 */
const tables = makeTables();

function makeTables(): Int32Array {
  const made = new Int32Array(tableLength * atOnce);
  for (let byte = 0; byte < tableLength; byte += 1) {
    let value = byte;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ polynomial : value >>> 1;
    made[byte] = value;
  }
  for (let entry = tableLength; entry < made.length; entry += 1) {
    const value = made[entry - tableLength] ?? 0;
    made[entry] = (value >>> 8) ^ (made[value & 0xff] ?? 0);
  }
  return made;
}

/**
 * The CRC-32C of bytes, as an unsigned number (RFC 3720, appendix B.4). A checksum goes on over several pieces when
 * the one of the pieces before is handed in.
 */
export function crc32c(bytes: Uint8Array, before = 0): number {
  let value = ~before;
  let at = 0;
  for (const end = bytes.length - atOnce; at <= end; at += atOnce) {
    value ^=
      (bytes[at] ?? 0) |
      ((bytes[at + 1] ?? 0) << 8) |
      ((bytes[at + 2] ?? 0) << 16) |
      ((bytes[at + 3] ?? 0) << 24);
    value =
      (tables[7 * tableLength + (value & 0xff)] ?? 0) ^
      (tables[6 * tableLength + ((value >>> 8) & 0xff)] ?? 0) ^
      (tables[5 * tableLength + ((value >>> 16) & 0xff)] ?? 0) ^
      (tables[4 * tableLength + (value >>> 24)] ?? 0) ^
      (tables[3 * tableLength + (bytes[at + 4] ?? 0)] ?? 0) ^
      (tables[2 * tableLength + (bytes[at + 5] ?? 0)] ?? 0) ^
      (tables[tableLength + (bytes[at + 6] ?? 0)] ?? 0) ^
      (tables[bytes[at + 7] ?? 0] ?? 0);
  }
  for (; at < bytes.length; at += 1) {
    value = (tables[(value ^ (bytes[at] ?? 0)) & 0xff] ?? 0) ^ (value >>> 8);
  }
  return ~value >>> 0;
}
