import Box from '@mui/material/Box';
import { useCallback, useState } from 'react';
import { readViews } from '../../data/records';
import { useLabels } from '../../data/use-labels';
import { useQuery } from '../../data/use-query';
import { useReadAhead } from '../../data/use-read-ahead';
import { useDeskView } from '../../state/desk-view';
import { joinQuery, leadingSort, splitSort } from '../../state/query-text';
import { useSelection } from '../../state/selection';
import { BulkPane } from './BulkPane';
import { ListBar } from './ListBar';
import { ListEmpty } from './ListEmpty';
import { ticketListMessages as messages } from './messages';
import { TicketGrid } from './TicketGrid';
import { useGridCursor } from './use-grid-cursor';
import { useListWindow } from './use-list-window';
import { type TicketPages, useTicketPages } from './use-ticket-pages';

/** The list of the current view or filter. */
export function TicketListPane() {
  const filter = useDeskView((state) => state.filter);
  const order = useDeskView((state) => state.sort);
  const cursor = useDeskView((state) => state.cursor);
  const openId = useDeskView((state) => state.ticketId);
  const selected = useSelection((state) => state.ids);
  const toggle = useSelection((state) => state.toggle);
  const query = joinQuery({ filter, sort: order });
  const [visible, setVisible] = useState({ start: 0, end: 0 });
  const pages = useTicketPages(query, visible);
  const total = pages.total ?? 0;
  const list = useListWindow(total, cursor);
  if (list.visible.start !== visible.start || list.visible.end !== visible.end) setVisible(list.visible);
  const labels = useLabels(pages.rows.flatMap((ticket) => [ticket.requester, ticket.assignee]));
  useTicketsAhead(pages, cursor);
  const { onRowClick, onRowFocus } = useGridCursor(pages, query, list.virtualizer);
  const sort = leadingSort(query);
  const { data: status } = useQuery('desk.status', {});
  const title = useListTitle();
  const onSort = useCallback((field: string) => sortBy(field), []);
  return (
    <Box
      data-pane="tickets"
      sx={{
        display: 'flex',
        flexDirection: 'column',
        flex: 1,
        minHeight: 0,
        bgcolor: 'background.paper',
        containerType: 'inline-size',
        containerName: 'tickets',
      }}
    >
      {selected.size > 0 ? (
        <BulkPane />
      ) : (
        <ListBar title={title} total={pages.total} sort={sort} onSort={onSort} />
      )}
      <Box sx={{ position: 'relative', flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column' }}>
        <TicketGrid
          total={total}
          cursor={cursor}
          openId={openId}
          selected={selected}
          rowAt={pages.rowAt}
          labels={labels}
          sort={sort}
          isStale={pages.isStale}
          virtualizer={list.virtualizer}
          scroller={list.scroller}
          onSort={onSort}
          onRowClick={onRowClick}
          onRowFocus={onRowFocus}
          onToggle={toggle}
        />
        {total === 0 && !pages.isFirstLoad && (
          <Box sx={{ position: 'absolute', inset: 0 }}>
            <ListEmpty error={pages.error} isDeskEmpty={status?.tickets === 0} />
          </Box>
        )}
      </Box>
    </Box>
  );
}

/** The tickets that Enter and the next key would open are read before anybody presses them. */
function useTicketsAhead(pages: TicketPages, cursor: number): void {
  const rows = [pages.rowAt(cursor), pages.rowAt(cursor + 1)];
  useReadAhead(
    'ticket.detail',
    rows.filter((row) => row !== undefined).map(({ id }) => ({ id })),
  );
}

/** A second click on the same column turns the order round; times and priorities begin with the highest. */
function sortBy(field: string): void {
  const { filter, sort, setSort } = useDeskView.getState();
  const current = leadingSort(joinQuery({ filter, sort }));
  const startsDescending = field === 'updated' || field === 'priority' || field === 'number';
  const isDescending = current?.field === field ? !current.isDescending : startsDescending;
  setSort(splitSort(filter).filter, `sort:${isDescending ? '-' : ''}${field}`);
}

/** What the list is: a saved view by its name, or what somebody is looking for. */
function useListTitle(): string {
  const viewId = useDeskView((state) => state.viewId);
  const filter = useDeskView((state) => state.filter);
  const { data: views } = useQuery('view.list', {});
  const view = readViews(views ?? []).find(({ id }) => id === viewId);
  return view?.name ?? (filter === '' ? messages.everything : messages.results);
}
