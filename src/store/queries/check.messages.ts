/** What `check` reports; ids are enough to find the row, and no text of a ticket is repeated. */
export const checkMessages = {
  andMore: (count: number): string => `… and ${count} more of the same.`,
  badValue: (kind: string, id: string, field: string): string =>
    `${kind} ${id}: “${field}” holds a value that is not allowed.`,
  pointsAtNothing: (kind: string, id: string, field: string): string =>
    `${kind} ${id}: “${field}” points at something that is not there.`,
  badStatus: (id: string): string => `tickets ${id}: the status is not part of the lifecycle.`,
  orphan: (kind: string, id: string): string => `${kind} ${id}: its ticket is not there.`,
  badActivity: (id: string): string => `tickets ${id}: the counts of its messages are wrong.`,
  indexDiffers: (id: string): string => `tickets ${id}: the list shows something else than the ticket holds.`,
  indexSize: (index: number, tickets: number): string =>
    `The list knows ${index} tickets, but ${tickets} are stored.`,
} as const;
