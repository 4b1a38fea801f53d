import { useMemo } from 'react';
import { type DeskDirectory, emptyDirectory, readDirectory } from './records';
import { useQuery } from './use-query';

/** The directory of the desk, live. */
export function useDirectory(): DeskDirectory {
  const { data } = useQuery('directory', {});
  return useMemo(() => (data === undefined ? emptyDirectory : readDirectory(data)), [data]);
}
