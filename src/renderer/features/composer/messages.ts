/** The words of the composer. */
export const composerMessages = {
  tabs: 'Kind of message',
  reply: 'Reply',
  note: 'Internal note',
  replyPlaceholder: 'Write to the requester…',
  notePlaceholder: 'Write to your team. The requester does not see this.',
  sendReply: 'Send reply',
  addNote: 'Add note',
  solve: 'Solve',
  draftSaved: 'Draft saved',
  saving: 'Saving…',
  sent: (number: string): string => `Reply added to ${number}`,
  noted: (number: string): string => `Note added to ${number}`,
  solved: (number: string): string => `${number} solved`,
} as const;
