import type { Virtualizer } from '@tanstack/react-virtual';
import { type MouseEvent, useCallback, useEffect, useMemo, useRef } from 'react';
import { useDeskView } from '../../state/desk-view';
import { useFocus } from '../../state/focus';
import { type GridHandle, useOfferHandle } from '../../state/handles';
import { useSelection } from '../../state/selection';
import { rowId } from './GridRow';
import type { TicketPages } from './use-ticket-pages';

type GridCursor = {
  readonly onRowClick: (index: number, event: MouseEvent) => void;
  readonly onRowFocus: (index: number) => void;
};

/** Moves the cursor through the list, keeps it on its ticket while rows come and go, and offers both to commands. */
export function useGridCursor(
  pages: TicketPages,
  query: string,
  virtualizer: Virtualizer<HTMLDivElement, Element>,
): GridCursor {
  const latest = useRef({ pages, query });
  useEffect(() => {
    latest.current = { pages, query };
  }, [pages, query]);
  const moveTo = useCallback(
    (index: number) => {
      const target = Math.max(0, Math.min(index, (latest.current.pages.total ?? 0) - 1));
      useDeskView.getState().setCursor(target);
      virtualizer.scrollToIndex(target, { align: 'auto' });
      useFocus.getState().ask('grid');
    },
    [virtualizer],
  );
  useOfferHandle('grid', useGridHandle(latest, moveTo, virtualizer));
  useFollowTicket(pages, query);
  useFollowOpenTicket(pages);
  useRowFocus();
  return {
    onRowClick: useCallback((index, event) => clickRow(latest.current.pages, index, event), []),
    onRowFocus: useCallback((index) => useDeskView.getState().setCursor(index), []),
  };
}

type Latest = { readonly current: { readonly pages: TicketPages; readonly query: string } };

function useGridHandle(
  latest: Latest,
  moveTo: (index: number) => void,
  virtualizer: Virtualizer<HTMLDivElement, Element>,
) {
  return useMemo<GridHandle>(
    () => ({
      moveTo,
      moveBy: (rows) => moveTo(useDeskView.getState().cursor + rows),
      page: () => Math.max(1, (virtualizer.range?.endIndex ?? 10) - (virtualizer.range?.startIndex ?? 0) - 1),
      total: () => latest.current.pages.total ?? 0,
      cursor: () => useDeskView.getState().cursor,
      idAt: (index) => latest.current.pages.rowAt(index)?.id ?? null,
      query: () => latest.current.query,
    }),
    [latest, moveTo, virtualizer],
  );
}

/** Rows move when tickets change: the cursor goes with its ticket as long as that is near, else it keeps its place. */
function useFollowTicket(pages: TicketPages, query: string): void {
  const followed = useRef<{ readonly query: string; readonly id: string | null }>({ query: '', id: null });
  const cursor = useDeskView((state) => state.cursor);
  const before = useRef({ cursor, pages });
  useEffect(() => {
    const isSameList = followed.current.query === query && before.current.cursor === cursor;
    const { id } = followed.current;
    if (isSameList && before.current.pages !== pages && id !== null && pages.rowAt(cursor)?.id !== id) {
      const place = placeOf(pages, id, cursor);
      if (place !== null) useDeskView.getState().setCursor(place);
      else if (pages.total !== null && cursor >= pages.total)
        useDeskView.getState().setCursor(Math.max(0, pages.total - 1));
    }
    const now = useDeskView.getState().cursor;
    followed.current = { query, id: pages.rowAt(now)?.id ?? (now === cursor ? null : id) };
    before.current = { cursor: now, pages };
  }, [pages, query, cursor]);
}

/** How often the rows may change before a ticket that was opened elsewhere is taken not to be in the list. */
const patience = 3;

/** A ticket that was opened elsewhere, such as one just created, takes the cursor to its row. */
function useFollowOpenTicket(pages: TicketPages): void {
  const ticketId = useDeskView((state) => state.ticketId);
  const looked = useRef<{ readonly id: string | null; readonly times: number }>({ id: null, times: 0 });
  useEffect(() => {
    const times = looked.current.id === ticketId ? looked.current.times + 1 : 0;
    looked.current = { id: ticketId, times };
    if (ticketId === null || times >= patience) return;
    const place = placeOf(pages, ticketId, useDeskView.getState().cursor);
    if (place === null) return;
    looked.current = { id: ticketId, times: patience };
    useDeskView.getState().setCursor(place);
  }, [pages, ticketId]);
}

const searchedRows = 200;

function placeOf(pages: TicketPages, id: string, around: number): number | null {
  for (let distance = 0; distance <= searchedRows; distance += 1) {
    for (const index of [around - distance, around + distance]) {
      if (index >= 0 && pages.rowAt(index)?.id === id) return index;
    }
  }
  return null;
}

/** Puts the focus on the row with the cursor when a command asks for the list. */
function useRowFocus(): void {
  const isWanted = useFocus((state) => state.wanted === 'grid');
  useDeskView((state) => state.cursor);
  useEffect(() => {
    // Asked anew: the cursor may have moved since this render began.
    const row = isWanted ? document.getElementById(rowId(useDeskView.getState().cursor)) : null;
    if (row === null) return;
    useFocus.getState().taken();
    row.focus({ preventScroll: true });
  });
}

function clickRow(pages: TicketPages, index: number, event: MouseEvent): void {
  const ticket = pages.rowAt(index);
  if (ticket === undefined) return;
  const view = useDeskView.getState();
  const selection = useSelection.getState();
  if (event.ctrlKey || event.metaKey) return selection.toggle(ticket.id);
  if (event.shiftKey) {
    const [from, to] = [Math.min(view.cursor, index), Math.max(view.cursor, index)];
    const rows = Array.from({ length: to - from + 1 }, (_row, step) => pages.rowAt(from + step)?.id);
    return selection.add(rows.filter((id) => id !== undefined));
  }
  view.setCursor(index);
  view.openTicket(ticket.id);
}
