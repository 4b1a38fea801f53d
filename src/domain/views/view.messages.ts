/** The words of saved views. */
export const viewMessages = {
  name: 'Name',
  query: 'Filter',
  groupBy: 'Grouped by',
  columns: 'Columns',
  owner: 'Owner',
  order: 'Order',
  isPinned: 'Pinned',
  starting: {
    mine: 'My open tickets',
    unassigned: 'Unassigned',
    open: 'All open',
    waiting: 'Waiting',
    overdue: 'Overdue',
    solved: 'Recently solved',
    all: 'All tickets',
    drafts: 'With a draft',
    spam: 'Spam',
    trash: 'Trash',
  },
} as const;
