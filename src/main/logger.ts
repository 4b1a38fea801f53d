import { appendFileSync, renameSync, statSync } from 'node:fs';

/** Facts of a log line: names, numbers, codes. Never what a person typed, and no address. */
type Facts = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Writes one line for each thing a maintainer may need to know. */
export type Logger = Readonly<{
  info: (event: string, facts?: Facts) => void;
  warn: (event: string, facts?: Facts) => void;
  error: (event: string, facts?: Facts) => void;
  /** The same log under another name. */
  scope: (name: string) => Logger;
}>;

type Level = 'info' | 'warn' | 'error';

type LoggerOptions = Readonly<{
  file: string;
  now: () => Date;
  writeError: (line: string) => void;
  /** Errors only on stderr, where a command line has its own messages. */
  isQuiet: boolean;
}>;

/** A log larger than this is put aside at the next start; one older log is kept. */
const longestLog = 1_000_000;

/** Opens the log of one run. */
export function createLogger(options: LoggerOptions): Logger {
  putAside(options.file);
  const write = (level: Level, scope: string, event: string, facts: Facts): void => {
    const line = `${options.now().toISOString()} ${level} ${scope} ${event}${describe(facts)}\n`;
    if (level === 'error' || !options.isQuiet) options.writeError(line);
    try {
      appendFileSync(options.file, line);
    } catch {
      // A full or vanished disk must not stop the app over its log; stderr has the line.
    }
  };
  const scoped = (scope: string): Logger => ({
    info: (event, facts = {}) => write('info', scope, event, facts),
    warn: (event, facts = {}) => write('warn', scope, event, facts),
    error: (event, facts = {}) => write('error', scope, event, facts),
    scope: scoped,
  });
  return scoped('main');
}

/** Names an error by kind, code and place. Its message stays out, because it may quote text or an address. */
export function errorFacts(error: unknown): Facts {
  if (!(error instanceof Error)) return { error: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
  const code = 'code' in error ? String(error.code) : undefined;
  return { error: error.name, code, at: frames.map((line) => line.trim().slice(3)).join(' < ') };
}

function describe(facts: Facts): string {
  const known = Object.entries(facts).filter(([, value]) => value !== undefined);
  return known.map(([name, value]) => ` ${name}=${JSON.stringify(value)}`).join('');
}

function putAside(file: string): void {
  try {
    if (statSync(file).size > longestLog) renameSync(file, `${file}.1`);
  } catch {
    // There is no log yet.
  }
}
