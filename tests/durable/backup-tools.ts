import { hkdfSync } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { argon2id } from '@noble/hashes/argon2.js';
import { type BackupMeta, writeBackup } from '../../src/durable/backup/backup';
import { frameSeal } from '../../src/durable/record-file/frame-seal';
import { RecordFileReader } from '../../src/durable/record-file/reader';
import { RecordFileWriter } from '../../src/durable/record-file/writer';
import type { TablePage } from '../../src/durable/table-pages';
import { endAt, sent, someHead } from './desk-pages';

export const backupHead = { ...someHead, deskName: 'Harbour Office' };

export const folders = ['sources', 'blobs'] as const;

/** Writes a backup that is expected to succeed. */
export async function back(
  file: string,
  dataFolder: string,
  pages: Iterable<TablePage>,
  passphrase: string | null = null,
): Promise<BackupMeta> {
  const options = { file, head: backupHead, dataFolder, folders, passphrase };
  const written = await writeBackup({ ...options, pages: sent(pages), end: () => endAt(42) });
  if (!written.ok) throw new Error(written.error.message);
  return written.value;
}

/** The files of a folder with their content, by path. */
export function filesBelow(folder: string): Record<string, Buffer> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = names
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  return Object.fromEntries(files.map((file) => [path.relative(folder, file), readFileSync(file)]));
}

/** Writes files below a folder, making the folders between. */
export function writeFiles(folder: string, files: Readonly<Record<string, Uint8Array | string>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
}

/** What the header of a sealed backup says, with a derivation so cheap that a test can do it often. */
export function cheapEncryption(passphrase: string): {
  encryption: Record<string, unknown>;
  key: Buffer;
  noncePrefix: Buffer;
} {
  const salt = Buffer.alloc(16, 's');
  const noncePrefix = Buffer.alloc(8, 'n');
  const secret = argon2id(passphrase, salt, { m: 8, t: 1, p: 1, dkLen: 32 });
  const part = (name: string, length: number): Buffer =>
    Buffer.from(hkdfSync('sha256', secret, '', `carrydesk backup ${name}`, length));
  const encryption = {
    cipher: 'aes-256-gcm',
    derivation: 'argon2id',
    memoryKiB: 8,
    passes: 1,
    lanes: 1,
    salt: salt.toString('base64'),
    noncePrefix: noncePrefix.toString('base64'),
    check: part('check', 16).toString('base64'),
  };
  return { encryption, key: part('key', 32), noncePrefix };
}

/** Writes a plain backup again, sealed with a cheap derivation. */
export async function sealCheaply(plain: string, sealed: string, passphrase: string): Promise<void> {
  const { encryption, key, noncePrefix } = cheapEncryption(passphrase);
  const reader = await RecordFileReader.open(plain);
  const header = { ...(reader.header as object), encryption };
  const writer = await RecordFileWriter.create(sealed, header, (hash) => frameSeal(key, noncePrefix, hash));
  for await (const { type, payload } of reader.frames(null)) await writer.write(type, payload);
  await writer.finish(reader.about);
  await writer.close();
  await reader.close();
}

/** Numbers from 0 up to a limit, the same ones for the same seed. */
export function seeded(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}
