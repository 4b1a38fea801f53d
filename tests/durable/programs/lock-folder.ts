import { lockFolder } from '../../../src/durable/folder-lock';

// Takes the lock of a folder at a given time, prints what came of it, and holds it until it is killed.
const [folder = '', at = '0', holds = 'yes'] = process.argv.slice(2);
while (Date.now() < Number(at));
const locked = lockFolder(folder, { pid: process.pid, what: 'the test program' });
process.stdout.write(`${JSON.stringify(locked.ok ? { pid: process.pid } : locked.error)}\n`);
if (locked.ok && holds === 'yes') setInterval(() => undefined, 1_000);
