import { parseArgs } from 'node:util';
import { appError } from '../domain/errors';
import { failure, ok, type Result } from '../domain/result';
import { cliMessages } from './messages';
import type { DeskTools, OnProgress } from './tools';

/** An option of a command: a flag, or a name with a value that may be given several times. */
type CommandOption = Readonly<{ type: 'flag' | 'value' | 'values'; help: string }>;

/** What was typed behind a command's name, checked against its options. */
export type CommandArguments = Readonly<{
  words: readonly string[];
  flag: (name: string) => boolean;
  value: (name: string) => string | undefined;
  values: (name: string) => readonly string[];
}>;

/** What a command works with: the desk, and somebody to tell how far it has come. */
export type CommandTools = DeskTools & { readonly progress: OnProgress };

/** What a command found out: one JSON document, and the same for people. `hasFailed` makes the exit code 1. */
type CommandOutput = Readonly<{ json: unknown; text: string; hasFailed?: boolean }>;

/** One command of the command line. */
export type Command = Readonly<{
  name: string;
  /** What stands behind the name in the help, such as `NUMBER TEXT`. */
  usage: string;
  help: string;
  /** How many plain words it takes. */
  words: readonly [least: number, most: number];
  options: Readonly<Record<string, CommandOption>>;
  /** It works though the data cannot be opened. */
  isWithoutData?: boolean;
  run: (given: CommandArguments, tools: CommandTools) => Promise<Result<CommandOutput>>;
}>;

/** The options that every command takes. */
const commonOptions: Readonly<Record<string, CommandOption>> = {
  json: { type: 'flag', help: cliMessages.options.json },
  as: { type: 'value', help: cliMessages.options.as },
};

/** Reads what was typed behind a command's name; the first thing that is wrong is named. */
export function readArguments(command: Command, typed: readonly string[]): Result<CommandArguments> {
  const known = { ...commonOptions, ...command.options };
  const options = Object.fromEntries(
    Object.entries(known).map(([name, { type }]) => [
      name,
      { type: type === 'flag' ? ('boolean' as const) : ('string' as const), multiple: type === 'values' },
    ]),
  );
  const { tokens } = parseArgs({
    args: [...typed],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const values = new Map<string, string[]>();
  const words: string[] = [];
  let lastWordAt = -1;
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind !== 'option') continue;
    // There are no options of one letter: what begins with one dash is part of a query, such as `-status:closed`.
    if (!token.rawName.startsWith('--')) {
      if (lastWordAt !== token.index) words.push(typed[token.index] ?? '');
      lastWordAt = token.index;
      continue;
    }
    const option = known[token.name];
    if (option === undefined) return badInput(cliMessages.noSuchOption(token.rawName, command.name));
    if (option.type !== 'flag' && token.value === undefined)
      return badInput(cliMessages.valueMissing(token.rawName));
    values.set(token.name, [...(values.get(token.name) ?? []), token.value ?? '']);
  }
  const [least, most] = command.words;
  if (words.length < least || words.length > most)
    return badInput(cliMessages.usage(command.name, command.usage));
  return ok({
    words,
    flag: (name) => values.has(name),
    value: (name) => values.get(name)?.at(-1),
    values: (name) => values.get(name) ?? [],
  });
}

/** What somebody typed cannot be used as it is. */
export function badInput(message: string): Result<never> {
  return failure(appError('invalid_input', message));
}

/** Reads a whole number from an option or word. */
export function wholeNumber(text: string | undefined, otherwise: number, name: string): Result<number> {
  if (text === undefined) return ok(otherwise);
  return /^\d{1,9}$/.test(text) ? ok(Number(text)) : badInput(cliMessages.notANumber(name, text));
}
