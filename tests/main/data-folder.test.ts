import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDataFolder, readHolder, removeHolder, writeHolder } from '../../src/main/data-folder';
import { createLogger, errorFacts } from '../../src/main/logger';

let root: string;

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'carrydesk-data-'));
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

test('makes the folder with a place for Chromium apart from our own files', () => {
  const folder = openDataFolder(path.join(root, 'a', 'shop'));
  expect(statSync(folder.profile).isDirectory()).toBe(true);
  expect(path.dirname(folder.holderFile)).not.toBe(folder.profile);
});

test('fails with a code where the folder cannot be made', () => {
  writeFileSync(path.join(root, 'file'), '');
  expect(() => openDataFolder(path.join(root, 'file'))).toThrow(expect.objectContaining({ code: 'ENOTDIR' }));
});

test('the holder is known until it leaves, and a damaged note means unknown', () => {
  const folder = openDataFolder(root);
  writeHolder(folder, { pid: 4711, isDesk: true });
  expect(readHolder(folder)).toEqual({ pid: 4711, isDesk: true });
  writeFileSync(folder.holderFile, '{"pid":');
  expect(readHolder(folder)).toBeNull();
  removeHolder(folder);
  removeHolder(folder);
  expect(readHolder(folder)).toBeNull();
});

function logTo(file: string, isQuiet = false) {
  const errors: string[] = [];
  const now = () => new Date('2026-01-02T03:04:05Z');
  return { log: createLogger({ file, now, isQuiet, writeError: (line) => errors.push(line) }), errors };
}

test('a log line has a time, a level, a scope and facts', () => {
  const { logFile } = openDataFolder(root);
  const { log, errors } = logTo(logFile);
  log.scope('store').warn('message dropped', { name: 'call', dropped: 2, missing: undefined });
  const line = '2026-01-02T03:04:05.000Z warn store message dropped name="call" dropped=2\n';
  expect([readFileSync(logFile, 'utf8'), errors]).toEqual([line, [line]]);
});

test('behind a command line only errors reach stderr', () => {
  const { log, errors } = logTo(openDataFolder(root).logFile, true);
  log.info('started');
  log.error('stopped');
  expect(errors).toEqual(['2026-01-02T03:04:05.000Z error main stopped\n']);
});

test('an error is logged by kind, code and place, never by its message', () => {
  const error = Object.assign(new TypeError('cannot read "my password is hunter2"'), { code: 'EIO' });
  const facts = errorFacts(error);
  expect(facts).toMatchObject({ error: 'TypeError', code: 'EIO' });
  expect(facts['at']).toContain('data-folder.test.ts');
  expect(JSON.stringify(facts)).not.toContain('hunter2');
  expect(errorFacts('hunter2')).toEqual({ error: 'string' });
});

test('a log that cannot be written stops nothing', () => {
  const { log, errors } = logTo(path.join(root, 'missing', 'main.log'));
  log.info('started');
  expect(errors).toHaveLength(1);
});
