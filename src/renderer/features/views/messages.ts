import { pluralWord } from '../../components/plural';

/** The words of the navigation. */
export const viewsMessages = {
  title: 'Views',
  newTicket: 'New ticket',
  importTickets: 'Import tickets',
  tickets: (count: number): string => pluralWord(count, { one: 'ticket', other: 'tickets' }),
} as const;
