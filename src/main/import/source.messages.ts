/** What people are told when a file cannot be read as an import. */
export const sourceMessages = {
  notFound: (path: string) => `There is no file “${path}”.`,
  unreadable: (path: string, cause: string) => `“${path}” cannot be read: ${cause}`,
  isFolder: (path: string) =>
    `“${path}” is a folder, and not one of an export: it holds no tickets.ndjson or the like.`,
  empty: (path: string) => `“${path}” is empty.`,
  noColumns: (path: string) => `“${path}” has no column names in its first line.`,
  zipDamaged: (path: string) => `“${path}” is no complete zip file. It may be damaged or cut short.`,
  zipEntryDamaged: (name: string) =>
    `“${name}” in the zip is damaged: its content does not match its checksum or size.`,
  zipEncrypted: (name: string) => `“${name}” in the zip is encrypted. Unpack it first.`,
  zipMethod: (name: string) =>
    `“${name}” in the zip is packed in a way that cannot be read here. Unpack it first.`,
  zipTooLarge: (name: string) =>
    `“${name}” in the zip unpacks to far more than a file of tickets. It was not opened.`,
  zipNothing: (path: string) => `“${path}” holds no csv, json or ndjson file.`,
  zipSeveral: (path: string, names: string) =>
    `“${path}” holds several files: ${names}. Put the one to import into a zip of its own, or unpack it.`,
  unknownEncoding: (label: string) =>
    `The encoding “${label}” is not known here. Try utf-8, utf-16le or windows-1252.`,
  badDelimiter: (delimiter: string) => `“${delimiter}” cannot stand between cells.`,
  noSuchReference: (reference: string) => `“${reference}” does not name rows of an imported file.`,
  sourceGone: (reference: string) => `The file that “${reference}” stands in is no longer kept.`,
  unknownZone: (zone: string) => `There is no time zone “${zone}”. Write it as in Europe/Vienna.`,
  diskFull: 'There is no room to keep the imported file. Free some space and import it again.',
  internal:
    'The import stopped at an error of ours. What was read until then is kept; importing the file again goes on from there.',
  labels: { reading: 'Reading the file', storing: 'Storing tickets', surveying: 'Looking through the file' },
} as const;
