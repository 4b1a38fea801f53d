/** How a link reads on the ticket that it stands on, before the other ticket's number. */
export const linkMessages = {
  types: {
    parent: 'Part of',
    child: 'Has the part',
    duplicate_of: 'Duplicate of',
    duplicated_by: 'Duplicated by',
    related: 'Related to',
    caused_by: 'Caused by',
    causes: 'Causes',
    fixed_by: 'Fixed by',
    fixes: 'Fixes',
    merged: 'Holds the merged',
    merged_into: 'Merged into',
    split_to: 'Split off into',
    split_from: 'Split from',
  },
} as const;
