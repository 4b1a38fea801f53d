import { mkdirSync, readFileSync, renameSync, rmdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { lockFolder } from '../../../src/durable/folder-lock';

// Takes the lock of a folder again and again until a given time. Lets go of it properly, or leaves it as a process does
// that dies, in turns. Prints how often it had the lock, and how often somebody else had it then.
const [folder = '', until = '0'] = process.argv.slice(2);
const file = path.join(folder, 'folder.lock');
const flag = `${folder}.flag`;
let taken = 0;
let shared = 0;

function leaveStale(): void {
  const record = JSON.parse(readFileSync(file, 'utf8')) as object;
  const scratch = `${folder}.${process.pid}`;
  writeFileSync(scratch, JSON.stringify({ ...record, bootId: 'another' }));
  renameSync(scratch, file);
}

function raiseFlag(): boolean {
  try {
    mkdirSync(flag);
    return true;
  } catch {
    return false;
  }
}

while (Date.now() < Number(until)) {
  const locked = lockFolder(folder, { pid: process.pid, what: 'the test program' });
  if (!locked.ok) continue;
  taken += 1;
  if (raiseFlag()) rmdirSync(flag);
  else shared += 1;
  if (taken % 2 === 0) locked.value.release();
  else leaveStale();
}
process.stdout.write(`${JSON.stringify({ taken, shared })}\n`);
