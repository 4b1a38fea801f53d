import { useMemo } from 'react';
import type { AppError } from '../../domain/errors';
import type { TicketDetail } from '../../protocol/store-shapes';
import { type TicketRecord, ticketOf } from './ticket-record';
import { useQuery } from './use-query';

/** The open ticket. While another one is being read, the one before stays, under its own id. */
export type OpenTicket = {
  readonly ticket: TicketRecord | undefined;
  readonly detail: TicketDetail | undefined;
  readonly error: AppError | undefined;
};

/** Everything about one ticket, live; the panes that show parts of it share one query. */
export function useTicket(id: string | null): OpenTicket {
  const { data, error, isStale } = useQuery('ticket.detail', id === null ? null : { id });
  // A ticket that cannot be read must not be shown as another one.
  const detail = error !== undefined && (isStale || data?.ticket.id !== id) ? undefined : data;
  const ticket = useMemo(() => (detail === undefined ? undefined : ticketOf(detail)), [detail]);
  return { ticket, detail, error };
}
