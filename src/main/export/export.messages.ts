/** What an export tells people. */
export const exportMessages = {
  exporting: 'Writing files',
} as const;
