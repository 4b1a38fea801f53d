/** The words of the fields that say how a ticket ended and how well. */
export const outcomeMessages = {
  closeCode: 'Resolution code',
  cause: 'Cause',
  fix: 'Fix',
  satisfaction: 'Satisfaction',
  reopenCount: 'Times reopened',
  reassignmentCount: 'Times reassigned',
  madeSla: 'Met its service level',
} as const;
