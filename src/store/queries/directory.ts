import type { RecordKind } from '../../domain/kinds';
import { foldText } from '../../domain/query/fold';
import { isErased, type SyncedRow } from '../../domain/sync/row';
import type { Directory } from '../../protocol/store-shapes';
import type { StoreContext } from '../commands/context';
import { compareTexts } from '../index/column';
import { withoutBookkeeping } from './ticket-detail';

type Entry = Directory['teams'][number];

/** Everything that pickers and labels need, but the people who are no agents. */
export function directoryOf(store: StoreContext, agentId: string): Directory {
  const { me } = store.desk;
  const agents = entries(store, 'people').filter((person) => person['isAgent'] === true);
  const isListed = agents.some((agent) => agent.id === me.id);
  const acting = store.directory.get('people', agentId);
  return {
    me: { id: agentId, name: acting?.name ?? me.name },
    agents: isListed ? agents : [{ id: me.id, name: me.name, isAgent: true }, ...agents],
    teams: entries(store, 'teams'),
    categories: entries(store, 'categories'),
    organisations: entries(store, 'organisations'),
    statuses: statusEntries(store),
    customFields: entries(store, 'customFields'),
  };
}

function entries(store: StoreContext, kind: RecordKind): Entry[] {
  const rows = store.directory.all(kind).map((row) => withoutBookkeeping(row as unknown as SyncedRow));
  return rows.sort((left, right) => compareTexts(String(left['name']), String(right['name'])));
}

function statusEntries(store: StoreContext): Entry[] {
  return [...store.directory.statuses.values()].map((status) => ({ ...status }));
}

/** The views that everyone has and the agent's own, in their order. */
export function viewList(store: StoreContext, agentId: string): Entry[] {
  const views = store.directory.all('views').filter((view) => view.owner === null || view.owner === agentId);
  const sorted = views.sort(
    (left, right) => (left.order ?? 0) - (right.order ?? 0) || compareTexts(left.name, right.name),
  );
  return sorted.map((view) => withoutBookkeeping(view as unknown as SyncedRow));
}

/** People with a word of their name, or an address, that begins with the text; agents and exact names first. */
export function searchPeople(store: StoreContext, text: string, limit: number): Entry[] {
  const wanted = foldText(text.trim());
  const found: Entry[] = [];
  for (const person of store.directory.all('people')) {
    // Nobody is to be asked for, or assigned to, who is known by nothing any more.
    if (isErased(person as unknown as SyncedRow, 'name')) continue;
    const words = [person.name, ...person.name.split(/\s+/), ...person.emails].map(foldText);
    if (wanted !== '' && !words.some((word) => word.startsWith(wanted))) continue;
    found.push(withoutBookkeeping(person as unknown as SyncedRow));
  }
  const rank = (person: Entry): number => (foldText(String(person['name'])) === wanted ? 0 : 1);
  found.sort(
    (left, right) => rank(left) - rank(right) || compareTexts(String(left['name']), String(right['name'])),
  );
  return found.slice(0, limit);
}

/** Records by their ids; unknown ones are left out. */
export function recordsByIds(store: StoreContext, kind: RecordKind, ids: readonly string[]): Entry[] {
  const { me } = store.desk;
  return ids.flatMap((id) => {
    const row = store.directory.get(kind, id);
    if (row !== undefined) return [withoutBookkeeping(row as unknown as SyncedRow)];
    return kind === 'people' && id === me.id ? [{ id, name: me.name, isAgent: true }] : [];
  });
}
