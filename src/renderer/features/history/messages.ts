/** The words of the history. */
export const historyPaneMessages = {
  title: 'History',
  empty: 'Nothing has happened yet.',
  all: 'Show all',
} as const;
