import { ticketListMessages as messages } from './messages';

/** The columns of the list; `sort` is the name that the query language sorts by. */
export const columns = [
  { id: 'number', label: messages.columns.number, sort: 'number' },
  { id: 'subject', label: messages.columns.subject, sort: 'subject' },
  { id: 'requester', label: messages.columns.requester, sort: 'requester' },
  { id: 'status', label: messages.columns.status, sort: 'status' },
  { id: 'priority', label: messages.columns.priority, sort: 'priority' },
  { id: 'assignee', label: messages.columns.assignee, sort: 'assignee' },
  { id: 'updated', label: messages.columns.updated, sort: 'updated' },
] as const;

export type ColumnId = (typeof columns)[number]['id'];

/** How a row is laid out where there is room for every column. */
export const wideTemplate = '64px minmax(160px, 1fr) minmax(90px, 150px) 104px 72px minmax(80px, 120px) 92px';

/** Below this width the cells of a row stand on two lines. */
export const narrowBelow = 720;

export const rowHeights = { wide: 40, narrow: 60 } as const;
