import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ok, type Result } from '../../domain/result';
import { badInput, type Command, type CommandArguments, type CommandTools } from '../command';
import { cliMessages } from '../messages';
import type { BackupReport, BackupTools } from '../tools';

const options: Command['options'] = {
  'passphrase-file': { type: 'value', help: cliMessages.options.passphraseFile },
};

/** `desk backup FILE [--passphrase-file FILE]` */
export const backupCommand: Command = {
  name: 'backup',
  usage: 'FILE [--passphrase-file FILE]',
  help: cliMessages.help.backup,
  words: [1, 1],
  options,
  run: async (given, tools) => {
    const done = await withFile(given, tools, tools.backups.backup);
    return done.ok
      ? ok({ json: done.value, text: cliMessages.backedUp(done.value.file, rowsOf(done.value)) })
      : done;
  },
};

/** `desk restore FILE [--passphrase-file FILE]` */
export const restoreCommand: Command = {
  name: 'restore',
  usage: 'FILE [--passphrase-file FILE]',
  help: cliMessages.help.restore,
  words: [1, 1],
  options,
  // It must not need the very data that it replaces.
  isWithoutData: true,
  run: async (given, tools) => {
    const done = await withFile(given, tools, tools.backups.restore);
    return done.ok ? ok({ json: done.value, text: cliMessages.restored(done.value.takenAt) }) : done;
  },
};

/** `desk snapshots` */
export const snapshotsCommand: Command = {
  name: 'snapshots',
  usage: '',
  help: cliMessages.help.snapshots,
  words: [0, 0],
  options: {},
  isWithoutData: true,
  run: async (_given, tools) => {
    const found = await tools.backups.snapshots();
    if (!found.ok) return found;
    const { snapshots, unusable } = found.value;
    const lines = [
      ...snapshots.map((one) => `${one.takenAt}  ${rowsOf(one)}  ${one.file}`),
      ...unusable.map((file) => cliMessages.unusable(file)),
    ];
    return ok({ json: found.value, text: lines.length === 0 ? cliMessages.noSnapshots : lines.join('\n') });
  },
};

async function withFile(
  given: CommandArguments,
  tools: CommandTools,
  work: BackupTools['backup'],
): Promise<Result<BackupReport>> {
  const passphrase = await readPassphrase(given, tools);
  if (!passphrase.ok) return passphrase;
  const file = path.resolve(tools.workingFolder, given.words[0] ?? '');
  return work(file, passphrase.value, tools.progress, tools.signal);
}

/** From a file, because what stands on a command line can be read by others on the same machine. */
async function readPassphrase(given: CommandArguments, tools: CommandTools): Promise<Result<string | null>> {
  const name = given.value('passphrase-file');
  if (name === undefined) return ok(null);
  const text = await readFile(path.resolve(tools.workingFolder, name), 'utf8').catch(() => null);
  const line = text?.split(/\r?\n/)[0];
  return line === undefined || line === '' ? badInput(cliMessages.noPassphrase(name)) : ok(line);
}

function rowsOf({ counts }: Pick<BackupReport, 'counts'>): string {
  return cliMessages.tickets(counts['tickets'] ?? 0);
}
