/** Words for values that have no name of their own. */
export const dataMessages = {
  yes: 'Yes',
  no: 'No',
  someone: 'Somebody not in the directory',
} as const;
