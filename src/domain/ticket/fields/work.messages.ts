/** The words of the fields that say who works on a ticket, how urgent it is and where it stands. */
export const workMessages = {
  status: 'Status',
  holdReason: 'Waiting for',
  impact: 'Impact',
  urgency: 'Urgency',
  priority: 'Priority',
  priorityReason: 'Reason for this priority',
  severityOptions: { low: 'Low', normal: 'Normal', high: 'High', urgent: 'Urgent' },
  category: 'Category',
  team: 'Team',
  assignee: 'Assignee',
  level: 'Support level',
  levelOptions: { '1': 'Level 1', '2': 'Level 2', '3': 'Level 3' },
} as const;
