import { spawn } from 'node:child_process';
import { expect } from '@playwright/test';
import { type AppPath, projectFolder } from './app-path';

/** How a command of the command line ended. */
export type Ended = Readonly<{ code: number | null; stdout: string; stderr: string }>;

const limitMs = 150_000;

/** The command line, started directly: the same switches that `npm run desk` gives the app. */
export class CommandLine {
  readonly #app: AppPath;

  constructor(app: AppPath) {
    this.#app = app;
  }

  /** Runs one command on a data folder. */
  run(folder: string, ...words: readonly string[]): Promise<Ended> {
    const switches = ['--ozone-platform=headless', '--disable-gpu', '--log-level=3'];
    const args = [...this.#app.args, ...switches, '--desk', '--', ...words, '--data', folder];
    return runToEnd(this.#app.executable, args, this.#app.env);
  }

  /** Runs one command that has to succeed, and hands over the one document that it prints. */
  async json<T = unknown>(folder: string, ...words: readonly string[]): Promise<T> {
    const ended = await this.run(folder, ...words, '--json');
    expect(ended.code, `desk ${words.join(' ')}: ${ended.stderr}`).toBe(0);
    return onlyDocument(ended.stdout) as T;
  }

  /** Runs one command that must be refused: its exit code and the error that it prints. */
  async refusal(folder: string, ...words: readonly string[]): Promise<Refusal> {
    const { code, stdout } = await this.run(folder, ...words, '--json');
    return { code, ...(onlyDocument(stdout) as Omit<Refusal, 'code'>) };
  }
}

type Refusal = Readonly<{
  code: number | null;
  error: { code: string; message: string; details?: Record<string, unknown> };
}>;

/** Through npm, as a person types it. */
export function runScript(script: string, ...words: readonly string[]): Promise<Ended> {
  return runToEnd('npm', ['run', '--silent', script, '--', ...words], {});
}

/** A program that reads the output finds one JSON document and nothing else. */
export function onlyDocument(stdout: string): unknown {
  expect(stdout.endsWith('\n'), 'the document ends its line').toBe(true);
  expect(stdout.trimEnd().split('\n'), 'one document').toHaveLength(1);
  return JSON.parse(stdout);
}

function runToEnd(command: string, args: readonly string[], env: Record<string, string>): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: projectFolder,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: limitMs,
      killSignal: 'SIGKILL',
    });
    const output = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => void (output.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => void (output.stderr += text));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...output }));
  });
}
