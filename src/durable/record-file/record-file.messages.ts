/** What people are told about a file of ours that cannot be used. */
export const recordFileMessages = {
  damaged: (name: string, position: number): string =>
    `“${name}” is damaged at byte ${position} and cannot be used. Use another copy of it.`,
  foreign: (name: string): string => `“${name}” was not written by Carrydesk. Choose another file.`,
  otherKind: (name: string): string =>
    `“${name}” is another kind of file of Carrydesk than is wanted here. Choose another file.`,
  newer: (name: string): string =>
    `“${name}” was written by a newer Carrydesk. Update this one, or choose an older file.`,
} as const;
