/** What stands in the place of what was erased. */
export const erasureMessages = {
  person: 'Erased person',
  message: 'This message was erased.',
} as const;
