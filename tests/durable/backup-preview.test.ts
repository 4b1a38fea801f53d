import { mkdirSync, mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { previewBackup, writeBackup } from '../../src/durable/backup/backup';
import { back, backupHead, folders, writeFiles } from './backup-tools';
import { endAt, sent, somePages } from './desk-pages';

const root = mkdtempSync(path.join(os.tmpdir(), 'preview-'));
const data = path.join(root, 'data');
const file = path.join(root, 'desk.carrydesk');

beforeEach(() => mkdirSync(data, { recursive: true }));
afterAll(() => rmSync(root, { recursive: true, force: true }));

it('of an open backup says whose it is, from when, and how many rows it holds', async () => {
  await back(file, data, somePages(3));
  expect(await previewBackup(file)).toMatchObject({
    ok: true,
    value: {
      deskName: 'Harbour Office',
      takenAt: backupHead.takenAt,
      isEncrypted: false,
      counts: endAt(42).counts,
    },
  });
});

it('of a protected one says the same, and nothing of the rows', async () => {
  await back(file, data, somePages(3), 'open sesame');
  expect(await previewBackup(file)).toMatchObject({
    ok: true,
    value: { deskName: 'Harbour Office', isEncrypted: true, counts: null },
  });
});

it('of one that was cut short, and of what is no backup, there is none', async () => {
  await back(file, data, somePages(3));
  truncateSync(file, statSync(file).size - 20);
  const cut = await previewBackup(file);
  expect(cut).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
  writeFileSync(file, 'number,subject\n');
  const other = await previewBackup(file);
  expect(other.ok ? '' : other.error.message).toContain('was not written by Carrydesk');
});

it('while one is written, its progress is what was written and what of it was read back', async () => {
  writeFiles(data, { 'sources/a': 'number,subject\n' });
  const steps: number[] = [];
  const options = { file, head: backupHead, dataFolder: data, folders, passphrase: null };
  const onProgress = (bytes: number): unknown => steps.push(bytes);
  const pages = sent(somePages(40));
  const written = await writeBackup({ ...options, pages, end: () => endAt(1), onProgress });
  const bytes = written.ok ? written.value.bytes : 0;
  expect(steps).toEqual(steps.toSorted((left, right) => left - right));
  expect(steps.at(-1)).toBe(2 * bytes);
});
