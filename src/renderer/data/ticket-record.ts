import { type Reading, readRow } from '../../domain/kinds';
import type { TicketDetail } from '../../protocol/store-shapes';

/** A ticket with every registered field; custom fields stand under their prefixed keys. */
export type TicketRecord = Reading<'tickets'> & Readonly<Record<string, unknown>>;

/** Reads the ticket of a detail, whose custom fields the contract leaves open. */
export function ticketOf(detail: TicketDetail): TicketRecord {
  return readRow('tickets', detail.ticket) as TicketRecord;
}

/** The name people call a ticket by; one without a number is waiting for a block of numbers. */
export function ticketName(number: number | null): string {
  return number === null ? '#–' : `#${number}`;
}
