/** The words of the command palette. */
export const paletteMessages = {
  title: 'Command palette',
  placeholder: 'Type a command, a view or a ticket number',
  nothing: 'Nothing fits. Try another word, or a ticket number.',
  openTicket: (number: string): string => `Open ticket ${number}`,
  openView: (name: string): string => `Go to ${name}`,
} as const;
