import { mkdir, open, readdir, symlink, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { clearForeignSingletonLock } from '../../src/durable/singleton-lock';
import { emptyFolder } from '../build/folder';
import { exitedPid } from './exited-pid';

const marks = ['SingletonCookie', 'SingletonLock', 'SingletonSocket'];

/** A folder with the three marks of Chromium, as real links. */
async function markedFolder(target: string): Promise<string> {
  const folder = await emptyFolder();
  await symlink(target, path.join(folder, 'SingletonLock'));
  await symlink('/nowhere/scoped_dirAbCdEf/SingletonSocket', path.join(folder, 'SingletonSocket'));
  await symlink('4003005613689381046', path.join(folder, 'SingletonCookie'));
  return folder;
}

/** Opens the lock of a database below a folder, as a Chromium that is up has it. */
async function openDatabase(folder: string): Promise<void> {
  const database = path.join(folder, 'profile', 'Local Storage', 'leveldb');
  await mkdir(database, { recursive: true });
  const handle = await open(path.join(database, 'LOCK'), 'w');
  onTestFinished(() => handle.close());
}

const alive = `${hostname()}-${process.pid}`;

test('a folder without a lock is left as it is', async () => {
  const folder = await emptyFolder();
  expect(clearForeignSingletonLock(folder)).toBe('none');
  expect(clearForeignSingletonLock(path.join(folder, 'gone'))).toBe('none');
});

test('the lock of a process that has ended is cleared, whatever machine it names', async () => {
  const pid = await exitedPid();
  for (const target of [`${hostname()}-${pid}`, `other-host-${pid}`, 'no process at all']) {
    const folder = await markedFolder(target);
    expect(clearForeignSingletonLock(folder)).toBe('cleared');
    expect(await readdir(folder)).toEqual([]);
  }
});

test('a lock that became a file in an archive is cleared', async () => {
  const folder = await emptyFolder();
  await writeFile(path.join(folder, 'SingletonLock'), alive);
  expect(clearForeignSingletonLock(folder)).toBe('cleared');
  expect(await readdir(folder)).toEqual([]);
});

test('the lock of a process that is starting is kept', async () => {
  const folder = await markedFolder(alive);
  expect(clearForeignSingletonLock(folder)).toBe('kept');
  expect(await readdir(folder)).toEqual(marks);
});

test.runIf(process.platform === 'linux')(
  'the lock of a process that has this folder open is kept; of one that has only another open, cleared',
  async () => {
    const folder = await markedFolder(alive);
    const other = await markedFolder(alive);
    await openDatabase(other);
    expect(clearForeignSingletonLock(other)).toBe('kept');
    expect(clearForeignSingletonLock(folder)).toBe('cleared');
    expect(await readdir(other)).toEqual([...marks, 'profile']);
    expect(await readdir(folder)).toEqual([]);
  },
);

test('what is neither a link nor a file is kept', async () => {
  const folder = await emptyFolder();
  await mkdir(path.join(folder, 'SingletonLock'));
  expect(clearForeignSingletonLock(folder)).toBe('kept');
});
