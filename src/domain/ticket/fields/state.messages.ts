/** The words of the fields that say what became of the ticket itself. */
export const stateMessages = {
  deletedAt: 'In the trash since',
  spamAt: 'Marked as spam',
  mergedInto: 'Merged into',
  splitFrom: 'Split from',
  links: 'Links',
  source: 'Source',
  sourceIds: 'Source numbers',
  sourceRows: 'Source rows',
} as const;
