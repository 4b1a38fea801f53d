import { ok } from '../../domain/result';
import { badInput, type Command } from '../command';
import { cliMessages } from '../messages';

/** `desk help [COMMAND]`; the registry passes itself in, since it lists this command too. */
export const helpCommand = (all: () => readonly Command[]): Command => ({
  name: 'help',
  usage: '[COMMAND]',
  help: cliMessages.help.help,
  words: [0, 1],
  options: {},
  isWithoutData: true,
  run: async ({ words }) => {
    const [name] = words;
    const chosen = all().filter((command) => name === undefined || command.name === name);
    if (chosen.length === 0) return badInput(cliMessages.noSuchCommand(name ?? '', undefined));
    const json = chosen.map(({ name: word, usage, help, options }) => ({ name: word, usage, help, options }));
    return ok({ json, text: name === undefined ? overview(chosen) : chosen.map(details).join('\n') });
  },
});

function overview(commands: readonly Command[]): string {
  const head = (command: Command): string => `${command.name} ${command.usage}`.trim();
  const width = Math.max(...commands.map((command) => head(command).length)) + 2;
  const lines = commands.map((command) => `  ${head(command).padEnd(width)}${command.help}`);
  return [cliMessages.usageHead, '', ...lines, '', cliMessages.queryHelp].join('\n');
}

function details(command: Command): string {
  const options = Object.entries(command.options).map(([name, { type, help }]) => {
    const value = type === 'flag' ? '' : ` ${name.toUpperCase()}`;
    return `  --${name}${value}\n      ${help}`;
  });
  return [`desk ${command.name} ${command.usage}`.trim(), command.help, ...options].join('\n');
}
