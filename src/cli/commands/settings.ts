import {
  readSetting,
  settingNames,
  settingText,
  type DeskSettings,
  type SettingName,
} from '../../domain/settings/settings';
import { ok, type Result } from '../../domain/result';
import { badInput, type Command } from '../command';
import { cliMessages } from '../messages';

/** `desk settings [NAME=VALUE …]` */
export const settingsCommand: Command = {
  name: 'settings',
  usage: '[NAME=VALUE …]',
  help: cliMessages.help.settings,
  words: [0, settingNames.length],
  options: {},
  run: async ({ words }, { store }) => {
    const change = readChange(words);
    if (!change.ok) return change;
    const settings =
      words.length === 0
        ? await store.call('settings.get', {})
        : await store.send('settings.change', change.value);
    return settings.ok ? ok({ json: settings.value.value, text: inWords(settings.value.value) }) : settings;
  },
};

function readChange(pairs: readonly string[]): Result<Partial<DeskSettings>> {
  const change: Partial<Record<SettingName, number | null>> = {};
  for (const pair of pairs) {
    const equals = pair.indexOf('=');
    if (equals <= 0) return badInput(cliMessages.notAPair(pair));
    const [typed, text] = [pair.slice(0, equals), pair.slice(equals + 1)];
    const name = settingNames.find((known) => known === typed);
    if (name === undefined) return badInput(cliMessages.noSuchSetting(typed, settingNames));
    const value = readSetting(name, text);
    if (value === undefined) return badInput(cliMessages.notDays(name, text));
    change[name] = value;
  }
  return ok(change as Partial<DeskSettings>);
}

function inWords(settings: DeskSettings): string {
  const width = Math.max(...settingNames.map((name) => name.length)) + 2;
  return settingNames.map((name) => `${name.padEnd(width)}${settingText(settings[name])}`).join('\n');
}
