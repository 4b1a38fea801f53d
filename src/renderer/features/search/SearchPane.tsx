import { textOf } from '../../components/text-of';
import type { AppError } from '../../../domain/errors';
import type { Suggestion } from '../../../domain/query/suggest';
import { writeValue } from '../../../domain/query/syntax';
import { useDirectory } from '../../data/use-directory';
import { useQuery } from '../../data/use-query';
import { useQuerySchema } from '../../data/use-query-schema';
import { useDeskView } from '../../state/desk-view';
import { joinQuery } from '../../state/query-text';
import { SearchBox } from './SearchBox';
import { useFilterText } from './use-filter-text';

const mostShown = 12;

/** The one box that finds and filters: it shows the filter of the list, and what is typed becomes it. */
export function SearchPane() {
  const schema = useQuerySchema();
  const text = useFilterText(schema);
  const { suggestions } = text;
  const listError = useListError();
  const names = useNames(suggestions.field ?? null, suggestions.typed);
  const items = [
    ...names.map((name): Suggestion => ({ insert: writeValue(name), kind: 'value' })),
    ...suggestions.items,
  ];
  return (
    <SearchBox
      text={text}
      items={suggestions.slot === 'text' ? [] : items.slice(0, mostShown)}
      from={suggestions.from}
      to={suggestions.to}
      isValue={suggestions.slot === 'value'}
      error={text.error ?? listError}
    />
  );
}

/** Names that a query may hold but only the desk knows: people, teams, tags and the like. */
function useNames(field: string | null, typed: string): readonly string[] {
  const directory = useDirectory();
  const isTag = field === 'tag';
  const { data: facets } = useQuery('ticket.facets', isTag ? { query: '', fields: ['tag'] } : null);
  const isPerson = field === 'requester';
  const { data: people } = useQuery(
    'people.search',
    isPerson ? { text: typed.slice(0, 200), limit: 10 } : null,
  );
  const known: Readonly<Record<string, readonly string[]>> = {
    assignee: directory.agents.map(({ name }) => name),
    team: directory.teams.map(({ name }) => name),
    category: directory.categories.map(({ name }) => name),
    organisation: directory.organisations.map(({ name }) => name),
    requester: (people ?? []).map((person) => textOf(person['name'])),
    tag: (facets?.['tag'] ?? []).flatMap(({ value }) => (value === null ? [] : [value])),
  };
  const wanted = typed.toLowerCase();
  return (known[field ?? ''] ?? []).filter((name) => name !== '' && name.toLowerCase().includes(wanted));
}

/** What only the store can find wrong, such as a name that nobody goes by. */
function useListError(): AppError | undefined {
  const filter = useDeskView((state) => state.filter);
  const sort = useDeskView((state) => state.sort);
  const { error } = useQuery('ticket.list', { query: joinQuery({ filter, sort }), offset: 0, limit: 100 });
  return error?.code === 'invalid_input' ? error : undefined;
}
