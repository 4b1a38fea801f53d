/** What people are told when the journal cannot be used, beside what the disk itself says. */
export const journalMessages = {
  newer:
    'This data folder was written by a newer Carrydesk. Open it with that version; nothing in it was changed.',
  shorter:
    'The journal of the data folder is shorter than it was a moment ago. Start Carrydesk again to repair it.',
  stopped: 'An error of ours keeps changes from being saved. Start Carrydesk again; what was saved is kept.',
} as const;
