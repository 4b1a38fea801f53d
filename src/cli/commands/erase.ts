import { appError } from '../../domain/errors';
import { foldText } from '../../domain/query/fold';
import { failure, ok, type Result } from '../../domain/result';
import type { ErasureReport } from '../../protocol/shell';
import type { Command, CommandTools } from '../command';
import { cliMessages } from '../messages';

/** `desk erase PERSON [--with-messages] [--with-sources]` */
export const eraseCommand: Command = {
  name: 'erase',
  usage: 'PERSON [--with-messages] [--with-sources]',
  help: cliMessages.help.erase,
  words: [1, 20],
  options: {
    'with-messages': { type: 'flag', help: cliMessages.options.withMessages },
    'with-sources': { type: 'flag', help: cliMessages.options.withSources },
  },
  run: async (given, tools) => {
    const id = await findPerson(given.words.join(' '), tools);
    if (!id.ok) return id;
    const done = await tools.erasePerson({
      id: id.value,
      withMessages: given.flag('with-messages'),
      withSources: given.flag('with-sources'),
    });
    if (!done.ok) return done;
    const { problem } = done.value;
    return ok({ json: done.value, text: inWords(done.value), hasFailed: problem !== null });
  },
};

const mostFound = 100;

/** The one person who goes by a name, an address or an id. */
async function findPerson(text: string, { store }: CommandTools): Promise<Result<string>> {
  const byId = await store.call('record.get', { kind: 'people', ids: [text] });
  if (!byId.ok) return byId;
  if (byId.value.value.length === 1) return ok(text);
  const found = await store.call('people.search', { text: text.slice(0, 200), limit: mostFound });
  if (!found.ok) return found;
  const wanted = foldText(text.trim());
  const people = found.value.value.filter((person) =>
    [person['name'], ...((person['emails'] ?? []) as unknown[])].some(
      (name) => foldText(String(name)) === wanted,
    ),
  );
  const ids = people.map((person) => person.id);
  const [id] = ids;
  if (id === undefined) return failure(appError('not_found', cliMessages.noPerson(text)));
  if (ids.length > 1) return failure(appError('conflict', cliMessages.severalPeople(text, ids), { ids }));
  return ok(id);
}

function inWords({ erased, keptSources, mentionedIn, snapshots, journal, problem }: ErasureReport): string {
  return [
    cliMessages.erased(erased.people, erased.messages, erased.events),
    ...(erased.sources > 0 ? [cliMessages.erasedSources(erased.sources)] : []),
    ...(keptSources > 0 ? [cliMessages.keptSources(keptSources)] : []),
    ...(mentionedIn.length > 0 ? [cliMessages.stillNamed(mentionedIn)] : []),
    problem === null ? cliMessages.copiesGone(snapshots, journal) : cliMessages.copiesLeft(problem),
    cliMessages.backupsLeft,
  ].join('\n');
}
