import { hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { argon2idAsync } from '@noble/hashes/argon2.js';
import { z } from 'zod';
import { noncePrefixLength } from '../record-file/frame-seal';

const keyLength = 32;
const saltLength = 16;
const checkLength = 16;

/** What OWASP asks for at least; about a fifth of a second here, in steps between which other work goes on. */
const cost = { memoryKiB: 19 * 1024, passes: 2, lanes: 1 } as const;

/**
 * What is still derived for a file that asks for more, in KiB and in KiB times passes: a few seconds and a quarter of
 * a GiB, whatever a hostile file says.
 */
const mostMemory = 256 * 1024;
const mostWork = 2 * mostMemory;

/** How the frames of a backup are sealed: everything but the passphrase. */
export const Encryption = z.object({
  cipher: z.literal('aes-256-gcm'),
  derivation: z.literal('argon2id'),
  memoryKiB: z.int().positive(),
  passes: z.int().positive(),
  lanes: z.int().positive(),
  salt: z.base64(),
  /** The beginning of every nonce. */
  noncePrefix: z.base64(),
  /** Derived beside the key: tells a wrong passphrase from a damaged file. */
  check: z.base64(),
});

export type Encryption = Readonly<z.infer<typeof Encryption>>;

/** What seals and opens frames. */
export type SealKey = Readonly<{ key: Uint8Array; noncePrefix: Uint8Array }>;

/** Makes the key of a new file from a passphrase, with a salt of its own, and what the header says about it. */
export async function newEncryption(
  passphrase: string,
): Promise<{ encryption: Encryption; sealKey: SealKey }> {
  const salt = randomBytes(saltLength);
  const noncePrefix = randomBytes(noncePrefixLength);
  const { key, check } = await derive(passphrase, salt, cost);
  const encryption = {
    cipher: 'aes-256-gcm',
    derivation: 'argon2id',
    ...cost,
    salt: salt.toString('base64'),
    noncePrefix: noncePrefix.toString('base64'),
    check: check.toString('base64'),
  } as const;
  return { encryption, sealKey: { key, noncePrefix } };
}

/** The key of a file that is there; says why there is none when the passphrase is wrong or the file asks for too much. */
export async function sealKeyOf(
  passphrase: string,
  encryption: Encryption,
): Promise<SealKey | 'wrong' | 'too costly'> {
  const { memoryKiB, passes, lanes } = encryption;
  const salt = Buffer.from(encryption.salt, 'base64');
  const expected = Buffer.from(encryption.check, 'base64');
  const noncePrefix = Buffer.from(encryption.noncePrefix, 'base64');
  const isOfOurs =
    salt.length === saltLength &&
    expected.length === checkLength &&
    noncePrefix.length === noncePrefixLength &&
    memoryKiB >= 8 * lanes &&
    lanes <= 16 &&
    memoryKiB <= mostMemory &&
    memoryKiB * passes <= mostWork;
  if (!isOfOurs) return 'too costly';
  const { key, check } = await derive(passphrase, salt, { memoryKiB, passes, lanes });
  return timingSafeEqual(check, expected) ? { key, noncePrefix } : 'wrong';
}

async function derive(
  passphrase: string,
  salt: Uint8Array,
  { memoryKiB, passes, lanes }: Pick<Encryption, 'memoryKiB' | 'passes' | 'lanes'>,
): Promise<{ key: Buffer; check: Buffer }> {
  // The same letters may be typed as other code points on another system.
  const secret = await argon2idAsync(passphrase.normalize('NFKC'), salt, {
    m: memoryKiB,
    t: passes,
    p: lanes,
    dkLen: keyLength,
  });
  const part = (name: string, length: number): Buffer =>
    Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), `carrydesk backup ${name}`, length));
  return { key: part('key', keyLength), check: part('check', checkLength) };
}
