import { useState } from 'react';
import { type PersonChoice, PickPerson } from '../../components/PickPerson';
import { usePersonSearch } from '../../data/use-person-search';
import { newTicketMessages as messages } from './messages';

type RequesterFieldProps = {
  readonly value: PersonChoice | null;
  readonly onPick: (person: PersonChoice | null) => void;
};

/** Finds the person who asks, or takes the name of somebody new. */
export function RequesterField({ value, onPick }: RequesterFieldProps) {
  const [search, setSearch] = useState<string | null>(null);
  const typed = search?.trim() ?? '';
  const found = usePersonSearch(search).map(({ id, name, emails }) => ({ id, name, hint: emails[0] ?? '' }));
  const isKnown = found.some((person) => person.name.toLowerCase() === typed.toLowerCase());
  const added = typed === '' || isKnown ? [] : [{ id: null, name: typed, hint: messages.addPerson }];
  return (
    <PickPerson
      label={messages.requester}
      value={value}
      options={[...found, ...added]}
      placeholder={messages.requesterPlaceholder}
      onSearch={setSearch}
      onPick={onPick}
    />
  );
}
