/** The words of the filter box. */
export const searchMessages = {
  label: 'Search and filter',
  placeholder: 'Search, or filter: status:open assignee:me',
  clear: 'Clear filter',
  suggestions: 'Suggestions',
  problem: (sentence: string, position: number | null): string =>
    position === null ? sentence : `${sentence} (at character ${position + 1})`,
} as const;
