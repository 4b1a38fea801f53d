import { setTimeout as pause } from 'node:timers/promises';
import { lockFolder } from '../../../src/durable/folder-lock';

// Takes the lock of a folder at a given time, prints what came of it, and holds it until it is killed.
const [folder = '', at = '0'] = process.argv.slice(2);
const spinMs = 50;
// Twenty of these share two cores, so they sleep for most of the time.
await pause(Math.max(0, Number(at) - Date.now() - spinMs));
while (Date.now() < Number(at));
const locked = lockFolder(folder, { pid: process.pid, what: 'the test program' });
process.stdout.write(`${JSON.stringify(locked.ok ? { pid: process.pid } : locked.error)}\n`);
if (locked.ok) setInterval(() => undefined, 1_000);
