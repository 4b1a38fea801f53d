/** The words of the fields that say when something happened to a ticket, or is to happen. */
export const timesMessages = {
  createdAt: 'Created',
  updatedAt: 'Updated',
  dueAt: 'Due',
  firstResponseDueAt: 'First response due',
  resolutionDueAt: 'Resolution due',
  assignedAt: 'Assigned',
  startedAt: 'Started',
  pendingAt: 'Waiting for requester since',
  onHoldAt: 'On hold since',
  solvedAt: 'Solved',
  closedAt: 'Closed',
  reopenedAt: 'Reopened',
  firstResponseAt: 'First response',
} as const;
