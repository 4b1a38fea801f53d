/** What people are told about backups while they are made and restored. */
export const backupMessages = {
  backingUp: 'Making a backup',
  restoring: 'Checking the backup',
  restored: (day: string): string =>
    `Your desk was restored from the backup of ${day}. What was here before is kept for a week in the folder “replaced”.`,
} as const;
