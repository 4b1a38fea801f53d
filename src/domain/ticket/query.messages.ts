/** What people are told about a query over tickets. */
export const ticketQueryMessages = {
  unknownName: (field: string, name: string): string =>
    `No ${field} is named “${name}”. Check the spelling, or use ${field}:any.`,
} as const;
