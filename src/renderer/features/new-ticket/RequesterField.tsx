import { useState } from 'react';
import { type PersonChoice, PickPerson } from '../../components/PickPerson';
import { usePersonChoices } from '../../data/use-person-choices';
import { newTicketMessages as messages } from './messages';

type RequesterFieldProps = {
  readonly value: PersonChoice | null;
  readonly onPick: (person: PersonChoice | null) => void;
};

/** Finds the person who asks, or takes the name of somebody new. */
export function RequesterField({ value, onPick }: RequesterFieldProps) {
  const [search, setSearch] = useState<string | null>(null);
  return (
    <PickPerson
      label={messages.requester}
      value={value}
      options={usePersonChoices(search, messages.addPerson)}
      placeholder={messages.requesterPlaceholder}
      onSearch={setSearch}
      onPick={onPick}
    />
  );
}
