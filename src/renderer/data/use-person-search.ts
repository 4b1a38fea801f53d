import { useDeferredValue } from 'react';
import { type Person, readPeople } from './records';
import { useQuery } from './use-query';

/** People whose name or address begins with the words; null searches nothing. */
export function usePersonSearch(text: string | null): readonly Person[] {
  const wanted = useDeferredValue(text);
  const { data } = useQuery(
    'people.search',
    wanted === null ? null : { text: wanted.slice(0, 200), limit: 20 },
  );
  return readPeople(data ?? []);
}
