import { useMemo } from 'react';
import { type DeskDirectory, type Person, readPeople } from './records';
import { useQuery } from './use-query';

/** The people behind some ids, by id. Agents come with the directory; only the others are asked for. */
export function usePeople(
  ids: readonly (string | null | undefined)[],
  directory: DeskDirectory,
): ReadonlyMap<string, Person> {
  const agents = useMemo(() => new Map(directory.agents.map((agent) => [agent.id, agent])), [directory]);
  const unknown = [...new Set(ids)].filter(
    (id): id is string => typeof id === 'string' && id !== '' && !agents.has(id),
  );
  const { data } = useQuery(
    'record.get',
    unknown.length === 0 ? null : { kind: 'people', ids: unknown.sort().slice(0, 2_000) },
  );
  return useMemo(() => {
    const others = readPeople(data ?? []).map((person) => [person.id, person] as const);
    return new Map([...agents, ...others]);
  }, [agents, data]);
}
