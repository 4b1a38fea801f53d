import { plural } from '../../components/plural';

/** The words of the navigation. */
export const viewsMessages = {
  title: 'Views',
  newTicket: 'New ticket',
  importTickets: 'Import tickets',
  openView: (name: string, count: number | null): string =>
    count === null ? name : `${name}, ${plural(count, { one: 'ticket', other: 'tickets' })}`,
} as const;
