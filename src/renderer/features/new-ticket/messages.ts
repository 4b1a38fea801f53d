/** The words of the form for a new ticket. */
export const newTicketMessages = {
  title: 'New ticket',
  subject: 'Subject',
  body: 'Description',
  bodyPlaceholder: 'What is wrong, since when, for whom?',
  requester: 'Requester',
  requesterPlaceholder: 'Find or name a person…',
  addPerson: 'new person',
  team: 'Team',
  priority: 'Priority',
  create: 'Create ticket',
  cancel: 'Close',
  onlySubject: 'Only the subject is required.',
  subjectMissing: 'A ticket needs a subject. One line is enough.',
  draftSaved: 'Draft saved',
  created: (number: number): string => `Ticket #${number} created`,
} as const;
