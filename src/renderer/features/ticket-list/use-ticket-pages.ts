import { useMemo } from 'react';
import type { AppError } from '../../../domain/errors';
import type { TicketSummary } from '../../../protocol/store-shapes';
import { useQuery } from '../../data/use-query';
import { useSettled } from './use-settled';

/** Rows are asked for in windows of this many, so that a list of any length costs the same. */
const pageSize = 100;

type Range = { readonly start: number; readonly end: number };

/** The rows around what is on screen. */
export type TicketPages = {
  /** null while nobody has counted yet. */
  readonly total: number | null;
  readonly isFirstLoad: boolean;
  readonly rowAt: (index: number) => TicketSummary | undefined;
  readonly rows: readonly TicketSummary[];
  readonly error: AppError | undefined;
  /** True while the rows answer an earlier filter. */
  readonly isStale: boolean;
};

/** The visible rows touch at most two windows; each is a live query of its own. */
export function useTicketPages(query: string, range: Range): TicketPages {
  const first = useSettled(Math.max(0, Math.floor((range.start - pageSize / 4) / pageSize)));
  const last = useSettled(Math.max(0, Math.floor((range.end + pageSize / 4) / pageSize)));
  const top = usePage(query, first);
  const bottom = usePage(query, last === first ? null : first + 1);
  const total = top.data?.total ?? bottom.data?.total ?? null;
  return useMemo(() => {
    const rowAt = (index: number): TicketSummary | undefined => top.rowAt(index) ?? bottom.rowAt(index);
    return {
      total: total ?? (top.data === undefined ? null : top.offset + top.data.tickets.length),
      isFirstLoad: top.data === undefined,
      rowAt,
      rows: [...(top.data?.tickets ?? []), ...(bottom.data?.tickets ?? [])],
      error: top.error,
      isStale: top.isStale,
    };
  }, [top, bottom, total]);
}

function usePage(query: string, page: number | null) {
  const offset = (page ?? 0) * pageSize;
  const { data, of, error, isStale } = useQuery(
    'ticket.list',
    page === null ? null : { query, offset, limit: pageSize },
  );
  return useMemo(() => {
    // The answer to the window before is not at this place; the answer to the filter before may stand for a moment.
    const shown = of?.offset === offset ? data : undefined;
    return {
      offset,
      error,
      isStale,
      data: shown ?? (data === undefined ? undefined : { ...data, tickets: [] }),
      rowAt: (index: number): TicketSummary | undefined => shown?.tickets[index - offset],
    };
  }, [data, error, isStale, of, offset]);
}
