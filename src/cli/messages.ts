const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** What the command line tells people. */
export const cliMessages = {
  options: {
    json: 'print one JSON document and nothing else',
    as: 'act as this agent',
    name: 'the name of the desk',
    me: 'your own name',
    sample: 'fill it with sample tickets',
    format: 'the format of the file; guessed where it is not given',
    map: 'a file that says which column is which field',
    timezone: 'the zone that times without one are meant in, such as Europe/Lisbon',
    dryRun: 'only say what would happen',
    query: 'only the tickets that this query finds',
    csv: 'write the tickets as a CSV file too',
    raw: 'show the rows of the imported file too, as they stand there',
    limit: 'how many at the most',
    offset: 'how many to pass over',
    subject: 'what it is about, in one line',
    body: 'the description',
    field: 'a field and its value, such as priority=high; may be given several times',
    tickets: 'how many tickets',
    passphraseFile: 'a file whose first line is the passphrase of the backup',
    withMessages: 'erase what they wrote, too',
    withSources: 'remove kept import files that hold rows of their tickets',
    seed: 'the same seed invents the same tickets',
  },
  help: {
    help: 'Shows the commands, or one of them.',
    init: 'Makes a desk in an empty data folder.',
    import: 'Takes in tickets from another system’s export.',
    undoImport: 'Takes an import back as a whole.',
    export: 'Writes everything, or what a query finds, to open files.',
    list: 'Lists the tickets that a query finds.',
    show: 'Shows one ticket, by its number or its number in another system.',
    new: 'Makes a ticket.',
    set: 'Changes fields of a ticket.',
    reply: 'Answers the requester of a ticket.',
    note: 'Adds an internal note to a ticket.',
    generate: 'Invents tickets, to try things on.',
    backup: 'Writes the whole desk into one file.',
    restore: 'Replaces the desk by a backup at the next start; the present one is kept for a week.',
    snapshots: 'Lists the copies that the desk keeps of itself.',
    erase: 'Erases a person for good, from the desk and its own copies.',
    settings: 'Shows how long the desk keeps things, or changes it.',
    check: 'Reads every row and reports what does not add up.',
  },
  usageHead: 'desk COMMAND … [--data DIR] [--json] [--as AGENT]',
  queryHelp: [
    'Queries: field:value  field:a,b  field>value  -term  (a OR b)  "exact words"  field:none  sort:-updated',
    '  status:open,pending  priority>=high  assignee:me  is:overdue  created>2d  tag:vpn  due<2026-06-01',
  ].join('\n'),
  usage: (name: string, usage: string): string =>
    `Use it like this: desk ${name}${usage === '' ? '' : ` ${usage}`}`,
  noSuchCommand: (name: string, near: string | undefined): string =>
    `There is no command “${name}”.${near === undefined ? '' : ` Did you mean “${near}”?`} “desk help” lists them.`,
  noSuchOption: (option: string, command: string): string =>
    `“${option}” is not an option of “${command}”. “desk help ${command}” lists them.`,
  valueMissing: (option: string): string => `“${option}” needs a value behind it.`,
  notANumber: (name: string, text: string): string => `“${name}” takes a whole number, not “${text}”.`,
  at: (sentence: string, position: number): string => `${sentence} (at character ${position + 1})`,
  notAPair: (text: string): string => `“${text}” is not of the form field=value.`,
  noSubject: 'A ticket needs a subject: desk new --subject "…"',
  noTicket: (number: string): string => `There is no ticket “${number}”.`,
  made: (kind: string, name: string): string => `“${name}” was new and has been added to ${kind}.`,
  agentMade: (name: string): string => `The agent “${name}” was new and has been added.`,
  created: (number: number): string => `Ticket #${number} was made.`,
  changed: (number: string): string => `Ticket ${number} was changed.`,
  unchanged: (number: string): string => `Ticket ${number} is like that already.`,
  replied: (number: string): string => `The reply to ticket ${number} was saved.`,
  noted: (number: string): string => `The note on ticket ${number} was saved.`,
  deskMade: (name: string, folder: string): string => `The desk “${name}” is ready in ${folder}.`,
  total: (shown: number, total: number): string => `${shown} of ${total}`,
  backedUp: (file: string, rows: string): string => `The backup ${file} is written and checked: ${rows}.`,
  restored: (takenAt: string): string =>
    `The backup of ${takenAt} is checked and takes its place at the next start.`,
  noPassphrase: (file: string): string => `The file “${file}” has no passphrase in its first line.`,
  noSnapshots: 'There are no copies yet. The desk makes the first one while it is open.',
  unusable: (file: string): string => `damaged: ${file}`,
  tickets: (count: number): string => (count === 1 ? '1 ticket' : `${count} tickets`),
  noSuchSetting: (name: string, known: readonly string[]): string =>
    `There is no setting named “${name}”. There are: ${known.join(', ')}.`,
  notDays: (name: string, text: string): string =>
    `“${name}” cannot be “${text}”. It takes a number of days from 1 to 36500${name === 'snapshotDays' ? '' : ', or “never”'}.`,
  noPerson: (text: string): string => `There is nobody named “${text}”.`,
  severalPeople: (text: string, ids: readonly string[]): string =>
    `Several people are named “${text}”. Give the id of the one you mean: ${ids.join(', ')}.`,
  erased: (people: number, messages: number, events: number): string =>
    `${people === 0 ? 'They were erased before.' : 'The person was erased.'} ${counted(messages, 'message')} and ${counted(events, 'line')} of history were changed.`,
  erasedSources: (files: number): string => `${counted(files, 'kept import file')} removed.`,
  keptSources: (files: number): string =>
    `${counted(files, 'kept import file')} with rows of their tickets stayed; --with-sources removes them.`,
  stillNamed: (numbers: readonly number[]): string =>
    `Subjects and messages of others still name them, on ticket ${numbers.join(', ')}.`,
  copiesGone: (snapshots: number, journal: number): string =>
    `Older copies were thrown away: ${counted(snapshots, 'snapshot')}, ${counted(journal, 'journal file')}.`,
  copiesLeft: (problem: string): string =>
    `Older copies could not be thrown away yet, which is tried again. ${problem}`,
  backupsLeft: 'Backups, exports and files elsewhere are not reached; remove those yourself.',
  clean: 'Everything adds up.',
  problems: (count: number): string =>
    count === 1 ? '1 problem was found:' : `${count} problems were found:`,
  exported: (tickets: number, folder: string): string => `${tickets} tickets were written to ${folder}.`,
  undone: (removed: number, restored: number, trashed: number): string =>
    `${removed} tickets were removed, ${restored} were put back as they were.${trashed === 0 ? '' : ` ${trashed} that somebody worked on since are in the trash.`}`,
  imported: (created: number, updated: number, skipped: number, failed: number): string =>
    `${created} created, ${updated} updated, ${skipped} skipped, ${failed} failed.`,
  batch: (batch: string): string => `To take it back: desk undo-import ${batch}`,
  dryRun: 'Nothing was stored: this was a dry run.',
  rows: (rows: readonly number[]): string => `rows ${rows.join(', ')}`,
  generated: (tickets: number, people: number, events: number): string =>
    `${tickets} tickets, ${people} people and ${events} events were invented.`,
} as const;
