import { plural } from '../../components/plural';

const tickets = { one: 'ticket', other: 'tickets' };

/** The words of the list. */
export const ticketListMessages = {
  title: 'Tickets',
  results: 'Search results',
  everything: 'All tickets',
  columns: {
    number: 'Number',
    subject: 'Subject',
    requester: 'Requester',
    status: 'Status',
    priority: 'Priority',
    assignee: 'Assignee',
    updated: 'Updated',
  },
  count: (total: number): string => plural(total, tickets),
  counting: 'Counting…',
  sortBy: (column: string): string => `Sorted by ${column.toLowerCase()}`,
  sortAscending: 'ascending',
  sortDescending: 'descending',
  loadingRow: 'Loading…',
  unread: 'Unread',
  draft: 'Draft',
  hasDraft: 'You have a draft here',
  noSubject: '(no subject)',
  empty: {
    desk: { title: 'No tickets yet', text: 'Log the first one: a subject is enough.' },
    first: 'Log a ticket',
    view: { title: 'Nothing here', text: 'No ticket is in this view right now.' },
    filter: {
      title: 'No ticket matches',
      text: 'Nothing fits this filter. Take a part of it away, or clear it.',
    },
  },
  clearFilter: 'Clear filter',
  failed: 'The list could not be read',
  bulk: {
    label: 'Selected tickets',
    selected: (count: number): string => `${plural(count, tickets)} selected`,
    status: 'Set status',
    assignee: 'Assign to',
    priority: 'Set priority',
    tags: 'Add a tag',
    trash: 'Move to trash',
    clear: 'Clear selection',
    done: (count: number, field: string, value: string): string =>
      value === ''
        ? `${field} cleared on ${plural(count, tickets)}`
        : `${field} of ${plural(count, tickets)} set to ${value}`,
    /** Tickets that may not take the step, such as solving a closed one, are left as they are. */
    skipped: (done: string, count: number): string =>
      `${done}; ${plural(count, tickets)} could not take that step and stay as they are`,
    tagged: (count: number, tag: string): string => `Tag “${tag}” added to ${plural(count, tickets)}`,
    trashed: (count: number): string => `${plural(count, tickets)} moved to the trash`,
  },
} as const;
