/** What people are told about backups while they are made and restored. */
export const backupMessages = {
  backingUp: 'Making a backup',
  restoring: 'Checking the backup',
  restored: (day: string): string =>
    `Your desk was restored from the backup of ${day}. What was here before is kept for a week in the folder “replaced”.`,
  notOpen: 'A backup can be made as soon as the desk is open again.',
  scheduleUnreadable:
    'What was set for backups by schedule cannot be read any more, so none are made. Set it again.',
  choosePlace: { title: 'Choose a place for the backup', button: 'Back up' },
  chooseBackup: { title: 'Choose a backup', button: 'Choose' },
  chooseFolder: { title: 'Choose a folder for scheduled backups', button: 'Back up here' },
  kinds: { backups: 'Carrydesk backups', all: 'All files' },
} as const;
