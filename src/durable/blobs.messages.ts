/** What people are told of a file that belongs to a ticket. */
export const blobMessages = {
  noHash: 'This is not the name of a stored file. Open the file from its ticket.',
  missing: 'The stored file is not there any more. Restore it from a backup.',
} as const;
