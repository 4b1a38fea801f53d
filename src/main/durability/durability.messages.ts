const changes = (count: number): string => (count === 1 ? '1 change' : `${count} changes`);

/** What people are told about the safety of their data. */
export const durabilityMessages = {
  progress: {
    load: 'Restoring your desk from its latest copy',
    replay: 'Restoring your latest changes from the journal',
  },
  /** Told once, after a start that had something to put right. */
  restored: (count: number): string =>
    `${changes(count)} ${count === 1 ? 'was' : 'were'} restored from the journal.`,
  rebuilt:
    'The database was lost or damaged. Your desk was rebuilt from its journal and copies; nothing is missing.',
  rebuiltWithLoss: (count: number): string =>
    `The database and the journal were lost or damaged. Your desk was rebuilt from what is left; about ${changes(count)} could not be restored.`,
  missing: (count: number): string =>
    `The journal was lost or damaged, and the database is older than it should be: about ${changes(count)} could not be restored.`,
  nothingLeft:
    'The database, the journal and every copy of this desk are gone. Restore a backup, or put the missing files of the data folder back.',
  olderBuild: (needed: number): string =>
    `A newer Carrydesk (with Electron ${needed}) has worked with this data folder. Opening it with this older one could destroy it. Update Carrydesk.`,
  newerFolder:
    'A newer Carrydesk has written this data folder, and this one cannot read all of it. Update Carrydesk.',
  lowSpace:
    'The disk is almost full, so nothing can be changed at the moment. Everything saved is safe; free some space and work goes on by itself.',
  fullAtStart:
    'The disk is almost full. The desk is opened as soon as there is space again; everything saved is safe.',
  copiesStay: 'The disk did not let go of older copies of the data. They are tried again at the next start.',
  unwritable: (sentence: string): string =>
    `${sentence} Until then nothing can be changed; everything saved is safe.`,
} as const;
