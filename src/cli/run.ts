import type { AppError } from '../domain/errors';
import { ok } from '../domain/result';
import { nearest } from '../domain/query/nearest';
import { badInput, readArguments, type Command } from './command';
import { cliMessages } from './messages';
import { progressTo } from './progress';
import { commands } from './registry';
import type { DeskTools } from './tools';

const exitCodes = { done: 0, failed: 1, badInput: 2 } as const;

/** Carries out one command and answers its exit code (docs/command-line.md). */
export async function runDesk(argv: readonly string[], tools: DeskTools): Promise<number> {
  const isJson = argv.includes('--json');
  const command = findCommand(argv[0]);
  if ('error' in command) return tellFailure(command.error, isJson, tools);
  const given = readArguments(command, argv.slice(1));
  if (!given.ok) return tellFailure(given.error, isJson, tools);
  const progress = progressTo(tools.stderr, () => performance.now());
  const opened = command.isWithoutData === true ? ok(null) : await tools.opened(progress);
  const done = opened.ok ? await command.run(given.value, { ...tools, progress }) : opened;
  if (!done.ok) return tellFailure(done.error, isJson, tools);
  const { json, text, hasFailed } = done.value;
  await tools.stdout(`${isJson ? JSON.stringify(json) : text}\n`);
  return hasFailed === true ? exitCodes.failed : exitCodes.done;
}

function findCommand(name: string | undefined): Command | { readonly error: AppError } {
  const wanted = name === undefined || name === '--help' || name === '-h' ? 'help' : name;
  const found = commands.find((command) => command.name === wanted);
  if (found !== undefined) return found;
  const near = nearest(
    wanted,
    commands.map((command) => command.name),
  );
  const problem = badInput(cliMessages.noSuchCommand(wanted, near));
  if (problem.ok) throw new Error('A refusal cannot succeed.');
  return { error: problem.error };
}

/** The one document of a failed `--json` command is its error; people read the sentence on the other stream. */
async function tellFailure(error: AppError, isJson: boolean, tools: DeskTools): Promise<number> {
  if (isJson) await tools.stdout(`${JSON.stringify({ error })}\n`);
  const position = error.details?.['position'];
  await tools.stderr(
    `${typeof position === 'number' ? cliMessages.at(error.message, position) : error.message}\n`,
  );
  return error.code === 'invalid_input' ? exitCodes.badInput : exitCodes.failed;
}
