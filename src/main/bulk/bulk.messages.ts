/** What long work tells people. */
export const bulkMessages = {
  generating: 'Inventing tickets',
  noMap: (file: string): string => `The map file “${file}” could not be read. Check its name.`,
  badMap: (file: string, problem: string): string => `The map file “${file}” is not valid JSON: ${problem}`,
} as const;
