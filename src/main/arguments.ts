import path from 'node:path';
import { messages } from './messages';

/** How the app was asked to start. */
export type Start = Readonly<{
  /** The data folder that was named, or undefined for the platform's own place. */
  dataFolder: string | undefined;
  /** The agent named with `--as`. */
  agent: string | null;
  /** The command line behind `--desk`; undefined opens windows. */
  desk: readonly string[] | undefined;
}>;

type ParseOptions = Readonly<{
  /** Without the executable. */
  argv: readonly string[];
  cwd: string;
  /** True when a bare Electron runs the project's folder, which then is the first plain argument. */
  isDefaultApp: boolean;
}>;

/** Reads the arguments of the app; Chromium's and Electron's own switches stand before ours and are passed over. */
export function parseArguments({
  argv,
  cwd,
  isDefaultApp,
}: ParseOptions): Start | { readonly error: string } {
  const own = isDefaultApp ? withoutAppFolder(argv) : argv;
  const deskAt = isDefaultApp ? own.indexOf('--desk') : deskCommandAt(own);
  const desk =
    deskAt < 0 ? undefined : own.slice(deskAt).filter((argument, at) => !(at < 2 && isMark(argument)));
  const data = valueOf(own, '--data');
  const agent = valueOf(own, '--as');
  if (data === null) return { error: messages.missingValue('--data') };
  if (agent === null) return { error: messages.missingValue('--as') };
  return {
    dataFolder: data === undefined ? undefined : path.resolve(cwd, data),
    agent: agent ?? null,
    desk: desk === undefined ? undefined : withoutOption(desk, '--data'),
  };
}

/** `--desk` itself, and the `--` that keeps Chromium from reading a command's options as its own. */
function isMark(argument: string): boolean {
  return argument === '--desk' || argument === '--';
}

/** A packaged app is called like any program: `carrydesk list …`. */
function deskCommandAt(argv: readonly string[]): number {
  const marked = argv.indexOf('--desk');
  if (marked >= 0) return marked;
  const first = argv.findIndex((argument, at) => !argument.startsWith('-') && argv[at - 1] !== '--data');
  const isCommand = first >= 0 && /^[a-z][a-z-]*$/.test(argv[first] ?? '');
  return isCommand ? first : -1;
}

function withoutAppFolder(argv: readonly string[]): readonly string[] {
  const folderAt = argv.findIndex((argument, at) => !argument.startsWith('-') && !takesValue(argv[at - 1]));
  return folderAt < 0 ? argv : argv.slice(folderAt + 1);
}

/** Drivers preload themselves with `-r FILE`. */
function takesValue(argument: string | undefined): boolean {
  return argument === '-r' || argument === '--require';
}

/** Undefined when the option is absent, null when its value is. */
function valueOf(argv: readonly string[], option: string): string | null | undefined {
  const joined = argv.find((argument) => argument.startsWith(`${option}=`));
  if (joined !== undefined) return joined.slice(option.length + 1) || null;
  const at = argv.indexOf(option);
  if (at < 0) return undefined;
  const value = argv[at + 1];
  return value === undefined || value === '' || value.startsWith('--') ? null : value;
}

function withoutOption(argv: readonly string[], option: string): readonly string[] {
  return argv.filter(
    (argument, at) => argument !== option && argv[at - 1] !== option && !argument.startsWith(`${option}=`),
  );
}
