/** The words of the logging cheat sheet. */
export const completenessMessages = {
  parts: {
    customer: 'Customer’s name and contact information',
    identity: 'Ticket number and creation date',
    details: 'Complete details of the problem',
    urgency: 'Priority and urgency',
    routing: 'Category, team and agent',
    closing: 'Closing notes',
  },
  fields: {
    name: 'requester',
    contact: 'a phone number or email address',
    number: 'number',
    created: 'creation date',
    details: 'a description',
    priority: 'priority',
    urgency: 'urgency',
    category: 'category',
    team: 'team',
    assignee: 'assignee',
    closeCode: 'resolution code',
    fix: 'what fixed it',
  },
} as const;
