import { create } from 'zustand';
import { splitSort } from './query-text';
import { useSelection } from './selection';
import { startingViews } from '../../domain/views/view';

/** A saved view as far as opening it needs. */
export type OpenableView = { readonly id: string; readonly query: string };

type DeskView = {
  /** The saved view that the list shows, or null when somebody typed a filter of their own. */
  readonly viewId: string | null;
  /** What to find, in the query language. */
  readonly filter: string;
  /** The order as `sort:` terms; a `sort:` in the filter wins. */
  readonly sort: string;
  /** Counts the lists that were opened: what was typed for an earlier one is over. */
  readonly listSerial: number;
  readonly ticketId: string | null;
  /** The row of the list that has, or would have, the focus. */
  readonly cursor: number;
  readonly openView: (view: OpenableView) => void;
  readonly setFilter: (filter: string) => void;
  readonly setSort: (filter: string, sort: string) => void;
  readonly openTicket: (id: string | null) => void;
  readonly setCursor: (cursor: number) => void;
};

const [firstView] = startingViews.filter((view) => view.id === 'view-open');

export const useDeskView = create<DeskView>()((set, get) => ({
  viewId: firstView?.id ?? null,
  ...splitSort(firstView?.query ?? ''),
  listSerial: 0,
  ticketId: null,
  cursor: 0,
  openView: (view) => {
    // What is out of sight must not be changed with what is in sight.
    useSelection.getState().clear();
    set({ viewId: view.id, cursor: 0, listSerial: get().listSerial + 1, ...splitSort(view.query) });
  },
  setFilter: (filter) => {
    useSelection.getState().clear();
    set({ filter, viewId: null, cursor: 0, listSerial: get().listSerial + 1 });
  },
  setSort: (filter, sort) => set({ filter, sort, cursor: 0 }),
  openTicket: (ticketId) => set({ ticketId }),
  setCursor: (cursor) => set({ cursor }),
}));
