import { appError } from '../../domain/errors';
import { failure, ok, type Result } from '../../domain/result';
import { sourceMessages as messages } from './source.messages';
import { decodeWindows1252 } from './windows-1252';

/** How the bytes of a text file are read. `utf-8` forgives: a line that is none is read as Windows-1252. */
export type Encoding = string;

/** Tells the encoding of a file from its first bytes: a byte order mark, or the zeros of UTF-16. */
export function sniffEncoding(start: Uint8Array): Encoding {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  const pairs = Math.floor(Math.min(start.length, 4_096) / 2);
  const zeros = [0, 0];
  for (let place = 0; place < pairs * 2; place += 1)
    if (start[place] === 0) zeros[place % 2] = (zeros[place % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd > pairs * 0.4 && even < pairs * 0.1) return 'utf-16le';
  return even > pairs * 0.4 && odd < pairs * 0.1 ? 'utf-16be' : 'utf-8';
}

/** Checks an encoding that a person asked for, and gives its standard name. */
export function knownEncoding(label: string): Result<Encoding> {
  try {
    return ok(new TextDecoder(label).encoding);
  } catch {
    // The only way to ask a TextDecoder what it knows.
    return failure(appError('invalid_input', messages.unknownEncoding(label), { encoding: label }));
  }
}

/** Decodes a stream of bytes. `onBadLine` hears of each line that is not the UTF-8 it should be. */
export function decodeText(
  bytes: AsyncIterable<Uint8Array>,
  encoding: Encoding,
  onBadLine: () => void,
): AsyncGenerator<string> {
  if (encoding === 'utf-8') return decodeForgivingly(bytes, onBadLine);
  if (encoding === 'windows-1252') return mapBytes(bytes, decodeWindows1252);
  const decoder = new TextDecoder(encoding);
  return mapBytes(
    bytes,
    (piece) => decoder.decode(piece, { stream: true }),
    () => decoder.decode(),
  );
}

async function* mapBytes(
  bytes: AsyncIterable<Uint8Array>,
  decode: (piece: Uint8Array) => string,
  finish?: () => string,
): AsyncGenerator<string> {
  for await (const piece of bytes) yield decode(piece);
  const rest = finish?.() ?? '';
  if (rest !== '') yield rest;
}

const newline = 0x0a;

/** A line longer than this is decoded in parts, so that a file without line ends does not have to fit in memory. */
const longestLineBytes = 4_000_000;

/**
 * Decodes whole lines, so that a bad byte spoils its own line at most: many files are UTF-8 with a few lines that
 * another program added, and files that are Windows-1252 throughout come out right as well.
 */
async function* decodeForgivingly(
  bytes: AsyncIterable<Uint8Array>,
  onBadLine: () => void,
): AsyncGenerator<string> {
  let rest: Uint8Array = new Uint8Array();
  let isStart = true;
  const decode = (part: Uint8Array): string => {
    const text = decodeLines(isStart ? withoutMark(part) : part, onBadLine);
    isStart = false;
    return text;
  };
  for await (const piece of bytes) {
    const buffer = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    const end = buffer.lastIndexOf(newline) + 1;
    const cut = end === 0 && buffer.length > longestLineBytes ? wholeCharacters(buffer) : end;
    if (cut > 0) yield decode(buffer.subarray(0, cut));
    rest = buffer.subarray(cut);
  }
  if (rest.length > 0) yield decode(rest);
}

function withoutMark(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

function decodeLines(bytes: Uint8Array, onBadLine: () => void): string {
  const whole = decodeStrictly(bytes);
  if (whole !== null) return whole;
  const lines: string[] = [];
  for (let start = 0; start < bytes.length; ) {
    const found = bytes.indexOf(newline, start);
    const end = found === -1 ? bytes.length : found + 1;
    const line = bytes.subarray(start, end);
    const text = decodeStrictly(line);
    if (text === null) onBadLine();
    lines.push(text ?? decodeWindows1252(line));
    start = end;
  }
  return lines.join('');
}

/** A mark within the text is a character like others, so it is not taken away (`ignoreBOM` means just that). */
function decodeStrictly(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // Not UTF-8: the caller knows what to do.
    return null;
  }
}

/** The length of the part that does not end within a character. */
function wholeCharacters(bytes: Uint8Array): number {
  for (let back = 1; back <= 4 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0xc0) !== 0x80) return (byte & 0x80) === 0 ? bytes.length : bytes.length - back;
  }
  return bytes.length;
}
