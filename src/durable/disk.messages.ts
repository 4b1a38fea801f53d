/** What people are told when the disk under their data fails. */
export const diskMessages = {
  full: 'The disk is full, so nothing more can be saved. Free some space and try again.',
  readOnly:
    'The data folder cannot be written to. Check that its disk is not read-only and that you may write there.',
  gone: 'The data folder is not there any more. Check that its disk is connected, and try again.',
  broken: (code: string): string =>
    `The disk answers with an error (${code}). Check that it is connected and sound, and try again.`,
} as const;
