import { useMemo } from 'react';
import { createLabels, type Labels } from './labels';
import { useDirectory } from './use-directory';
import { usePeople } from './use-people';

/** Labels that know the directory and the people behind these ids. */
export function useLabels(peopleIds: readonly (string | null | undefined)[]): Labels {
  const directory = useDirectory();
  const people = usePeople(peopleIds, directory);
  return useMemo(() => createLabels(directory, people), [directory, people]);
}
