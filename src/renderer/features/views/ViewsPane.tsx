import { useMemo } from 'react';
import { readViews } from '../../data/records';
import { useQuery } from '../../data/use-query';
import { useDeskView } from '../../state/desk-view';
import { usePanes } from '../../state/panes';
import { ViewsList } from './ViewsList';

/** The saved views of the desk with how many tickets each holds now. */
export function ViewsPane() {
  const { data: rows } = useQuery('view.list', {});
  const views = useMemo(() => readViews(rows ?? []), [rows]);
  const queries = views.map((view) => view.query);
  const { data: counts, of: counted } = useQuery('ticket.counts', queries.length === 0 ? null : { queries });
  const viewId = useDeskView((state) => state.viewId);
  const openView = useDeskView((state) => state.openView);
  const openDialog = usePanes((state) => state.openDialog);
  const countOf = (query: string): number | null => counts?.[counted?.queries.indexOf(query) ?? -1] ?? null;
  return (
    <ViewsList
      views={views.map((view) => ({
        id: view.id,
        name: view.name,
        query: view.query,
        count: countOf(view.query),
      }))}
      currentId={viewId}
      onOpen={openView}
      onNewTicket={() => openDialog('new-ticket')}
      onImport={() => openDialog('import')}
    />
  );
}
