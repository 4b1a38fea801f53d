/** The words of the window around the panes. */
export const appMessages = {
  ticket: 'Ticket',
  list: 'List',
  undo: 'Undo',
  dismiss: 'Dismiss',
  backups: {
    open: 'Backups…',
    fail: (text: string): string => `Scheduled backups are not being made. ${text}`,
    waiting: (desk: string): string =>
      `A backup of “${desk}” takes the place of this desk when Carrydesk starts again. What you do until then is not in it.`,
  },
  noTicket: { title: 'No ticket is open', text: 'Choose one from the list, or press Enter on a row.' },
  ticketFailed: 'This ticket cannot be shown',
  backToList: 'Back to the list',
  starting: 'Opening your desk…',
  restarting: 'Your data is being reopened. What you typed is kept; nothing is lost.',
  safety: 'Safety of your data',
  draining: 'Carrydesk is closing.',
  recovery: {
    title: 'Your data could not be opened',
    text: 'Carrydesk tried several times. Nothing was deleted: your tickets are in the data folder of this computer.',
    reason: (reason: string): string => `Reason: ${reason}`,
    retry: 'Retry',
    openFolder: 'Open data folder',
    restore: 'Restore a backup…',
    quit: 'Quit',
  },
  crash: {
    title: 'This window ran into a problem',
    text: 'What you typed was kept as a draft. Loading the window again usually helps.',
    reload: 'Load again',
  },
  viewsShortcut: 'Saved views 1 to 9',
} as const;
