/** What people are told about the snapshots that are taken beside the database. */
export const snapshotMessages = {
  cancelled: 'The snapshot was not finished. The ones before it are as they were.',
  unreliable:
    'A snapshot could not be read back as it was written. Check the disk; the snapshots before it are as they were.',
} as const;
