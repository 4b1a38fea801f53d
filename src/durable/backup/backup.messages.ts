/** What people are told about backups. */
export const backupMessages = {
  noPassphrase: 'A passphrase needs at least one character. Write one, or make the backup without.',
  needsPassphrase: (file: string): string =>
    `“${file}” is protected with a passphrase. Give the one that it was made with.`,
  wrongPassphrase: (file: string): string =>
    `This is not the passphrase that “${file}” was made with. Try another; without the right one it cannot be read.`,
  tooCostly: (file: string): string =>
    `“${file}” asks for more memory than any backup of Carrydesk does. It was not opened. Use another copy of it.`,
  noFile: (file: string): string => `There is no file “${file}”.`,
  unreadable: (file: string, code: string): string => `“${file}” cannot be read (${code}). Check its disk.`,
  isFolder: (file: string): string => `“${file}” is a folder. Name a file in it.`,
  noFolder: (folder: string): string =>
    `There is no folder “${folder}”. Choose another place for the backup.`,
  unwritable: (folder: string): string =>
    `“${folder}” cannot be written to. Choose another place for the backup.`,
  placeFull: (folder: string): string =>
    `There is not enough space in “${folder}” for the backup. Free some, or choose another place.`,
  unreliable: (file: string): string =>
    `The backup could not be read back from “${file}” as it was written, and was removed. Choose another disk.`,
  stopped: 'The backup was stopped. Nothing was left of it.',
  unpackFull:
    'There is not enough space beside the data of this desk to unpack the backup. Free some and try again. The desk is as it was.',
  unpackStopped: 'Restoring was stopped. The desk is as it was.',
  stagingTaken: (folder: string): string =>
    `“${folder}” is not empty, so nothing can be unpacked there. Remove it and try again.`,
} as const;
