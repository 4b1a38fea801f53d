import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { runInPlace } from '../../build/system/child.mjs';

const childModule = pathToFileURL(path.resolve('build/system/child.mjs')).href;

/** A Node process that runs the script with runInPlace and leaves with its exit code. */
function runner(script: string) {
  const source = `import { runInPlace } from ${JSON.stringify(childModule)}
    process.exitCode = await runInPlace(process.execPath, ['-e', ${JSON.stringify(script)}])`;
  return ['--input-type=module', '-e', source];
}

test('takes the exit code of the program', async () => {
  expect(await runInPlace(process.execPath, ['-e', 'process.exit(4)'])).toBe(4);
});

test('reports an end by signal as a shell does', async () => {
  expect(await runInPlace(process.execPath, ['-e', 'process.kill(process.pid, "SIGKILL")'])).toBe(137);
});

test('ends a program that hangs', async () => {
  const hangs = ['-e', 'setInterval(() => {}, 1000)'];
  expect(await runInPlace(process.execPath, hangs, { timeoutMs: 300 })).toBe(137);
});

test('hands over what the program writes and nothing else', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, runner('console.log("only this")'));
  expect(stdout).toBe('only this\n');
});

test('passes a wish to end on once, however often it arrives', async () => {
  const counts = `let count = 0
    process.on('SIGTERM', () => { count += 1; setTimeout(() => process.exit(count), 300) })
    setInterval(() => {}, 1000)
    console.log('ready')`;
  const parent = spawn(process.execPath, runner(counts), { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(parent.stdout, 'data');
  parent.kill('SIGTERM');
  await pause(50);
  parent.kill('SIGTERM');
  expect(await once(parent, 'exit')).toEqual([1, null]);
});
