import { readFileSync, writeFileSync } from 'node:fs';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { entryProblem } from '../../../src/main/import/zip';
import { importError, importFile, temporaryFile } from './import-file';

const list = 'number,short_description,state,opened_at\nINC0000001,No mail,New,2024-01-01 10:00:00\n';

function zip(files: Readonly<Record<string, string>>, level: 0 | 6 = 6): string {
  const bytes = zipSync(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])),
    { level },
  );
  return temporaryFile('a.zip', bytes);
}

describe('a zip', () => {
  test.each([0, 6] as const)('is read where it holds one data file, packed at level %i', async (level) => {
    const { report } = await importFile(zip({ 'export/list.csv': list }, level));
    expect(report).toMatchObject({ format: 'servicenow-list', rows: 1, created: 1 });
  });

  test('does not mind folders, dot files, what macOS adds, and files that are no data', async () => {
    const file = zip({
      'x/list.csv': list,
      '__MACOSX/x/._list.csv': 'junk',
      '.DS_Store': 'junk',
      'x/.hidden.csv': 'junk',
      'read me.md': 'hello',
    });
    expect((await importFile(file)).report.created).toBe(1);
  });

  test('is recognised by its content and not by its name', async () => {
    const file = temporaryFile('list.csv', zipSync({ 'a.csv': strToU8(list) }));
    expect((await importFile(file)).report.created).toBe(1);
  });

  test('is refused where it is not clear which file is meant', async () => {
    const error = await importError(zip({ 'a.csv': list, 'b.csv': list }));
    expect(error).toMatchObject({ code: 'invalid_input', details: { names: 'a.csv, b.csv' } });
  });

  test('is refused where it holds no data', async () => {
    expect((await importError(zip({ 'readme.md': 'hello' }))).message).toContain(
      'holds no csv, json or ndjson file',
    );
  });

  test('is refused, and never half read as something else, wherever it is cut short', async () => {
    const file = zip({ 'a.csv': list.repeat(50) });
    const bytes = readFileSync(file);
    for (let length = 4; length < bytes.length; length += 7) {
      writeFileSync(file, bytes.subarray(0, length));
      expect(await importError(file), `cut at ${length}`).toMatchObject({ code: 'invalid_input' });
    }
  });

  test('is refused where a bit of its content has changed', async () => {
    const file = zip({ 'a.csv': list }, 0);
    const bytes = readFileSync(file);
    const place = bytes.indexOf('No mail');
    bytes[place] = (bytes[place] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    expect((await importError(file)).message).toContain('“a.csv” in the zip is damaged');
  });

  test('is not opened where it unpacks to more than a table could be', () => {
    const entry = { name: 'a.csv', method: 8, isEncrypted: false, checksum: 0, offset: 0 };
    const limits = { mostBytes: 10_000, mostRatio: 10, freeBytes: 1_000 };
    expect(entryProblem({ ...entry, packedSize: 500, size: 4_000 }, limits)).toBeNull();
    expect(entryProblem({ ...entry, packedSize: 50, size: 900 }, limits)).toBeNull();
    expect(entryProblem({ ...entry, packedSize: 50, size: 4_000 }, limits)?.message).toContain('far more');
    expect(entryProblem({ ...entry, packedSize: 9_000, size: 20_000 }, limits)?.message).toContain(
      'far more',
    );
  });

  test('is stopped where it unpacks to more than it says', async () => {
    const file = zip({ 'a.csv': list.repeat(2_000) });
    const bytes = readFileSync(file);
    const directory = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
    bytes.writeUInt32LE(500, directory + 24);
    writeFileSync(file, bytes);
    expect((await importError(file)).message).toContain('is damaged');
  });
});
