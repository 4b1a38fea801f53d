import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'vite';

const programs = path.join(import.meta.dirname, 'programs');

/** A small program over our own code, made ready for Node, that a test may start any number of times and kill. */
export type Program = Readonly<{
  start: (...words: readonly string[]) => Running;
  remove: () => Promise<void>;
}>;

type Running = Readonly<{
  pid: number;
  /** The next line that it prints; null when it has ended. */
  line: () => Promise<string | null>;
  kill: () => Promise<void>;
  ended: Promise<{ readonly code: number | null; readonly signal: string | null }>;
}>;

/** Bundles a file of `programs/`, as Node runs no TypeScript. */
export async function makeProgram(name: string): Promise<Program> {
  // Inside the project, so that Node finds the packages.
  const folder = await mkdtemp(path.join(programs, '../../../.cache/program-'));
  await build({
    configFile: false,
    logLevel: 'silent',
    ssr: { noExternal: true },
    build: { ssr: path.join(programs, `${name}.ts`), outDir: folder, minify: false, emptyOutDir: false },
  });
  return {
    start: (...words) =>
      running(
        spawn(process.execPath, [path.join(folder, `${name}.js`), ...words], {
          stdio: ['ignore', 'pipe', 'inherit'],
        }),
      ),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

function running(child: ChildProcess): Running {
  const { pid, stdout } = child;
  if (pid === undefined || stdout === null) throw new Error('The program did not start.');
  const lines = createInterface(stdout)[Symbol.asyncIterator]();
  const ended = once(child, 'exit').then(([code, signal]) => ({ code, signal }) as Awaited<Running['ended']>);
  return {
    pid,
    ended,
    async line() {
      const { value, done } = await lines.next();
      return done === true ? null : value;
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
