/** What people are told of a folder that somebody else holds. */
export const folderLockMessages = {
  held: (folder: string, what: string, pid: number): string =>
    `The data folder ${folder} is in use by ${what} (process ${pid}). Close it and try again.`,
  beingTaken: (folder: string): string =>
    `The data folder ${folder} is being opened by another program. Try again in a moment.`,
} as const;
