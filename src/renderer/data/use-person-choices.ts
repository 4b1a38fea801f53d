import { usePersonSearch } from './use-person-search';

/** Somebody to choose; without an id, somebody who is to be added to the directory. */
type PersonChoice = { readonly id: string | null; readonly name: string; readonly hint: string };

/** Who fits a text that is being typed, and last the text itself as the name of somebody new. */
export function usePersonChoices(search: string | null, newPerson: string): readonly PersonChoice[] {
  const typed = search?.trim() ?? '';
  const found = usePersonSearch(search).map(({ id, name, emails }) => ({ id, name, hint: emails[0] ?? '' }));
  const isKnown = found.some((person) => person.name.toLowerCase() === typed.toLowerCase());
  return typed === '' || isKnown ? found : [...found, { id: null, name: typed, hint: newPerson }];
}
