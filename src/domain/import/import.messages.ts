/** What people are told about the oddities of a file; one line for each reason. */
export const reasonTexts = {
  'bad-date': (column: string, example: string) =>
    `“${column}” holds something that is not a date, such as “${example}”. It was left empty.`,
  'bad-number': (column: string, example: string) =>
    `“${column}” holds something that is not a number, such as “${example}”. It was left empty.`,
  'bad-flag': (column: string, example: string) =>
    `“${column}” holds something that is neither yes nor no, such as “${example}”. It was left empty.`,
  'unknown-value': (column: string, example: string) =>
    `“${column}” holds a value without a match here, such as “${example}”. It is kept in a field of its own.`,
  'state-unknown': (column: string) =>
    `“${column}” is -100, which says nothing. The state of the row before was kept.`,
  'no-key': (column: string) =>
    `“${column}” is empty. The ticket is known by the content of its row instead.`,
  'repeated-key': (column: string, example: string) =>
    `“${column}” names several rows, such as “${example}”. Each row became a ticket of its own.`,
  'no-subject': () => 'The row has no subject. A subject was made from what else it says.',
  'subject-cut': () => 'The subject is too long for one line. It stands in full in the first message.',
  'text-cut': (column: string) =>
    `“${column}” is too long for its field and was cut. The whole text is in the kept file.`,
  'body-split': () => 'A text is too long for one message and was continued in further messages.',
  'out-of-order': () => 'A row is older than the row before it. The history is shown by time.',
  'before-created': (column: string) =>
    `“${column}” is earlier than the creation of the ticket. It was kept as it is.`,
  'solved-before-response': () =>
    'The ticket was solved before its first response. Both times were kept as they are.',
  'closed-before-solved': () =>
    'The ticket was closed before it was solved. Both times were kept as they are.',
  'solved-but-open': () =>
    'The row has a time of resolution but the ticket is not solved. The time is kept in “Resolved at (source)”.',
  'closed-but-open': () =>
    'The row has a time of closing but the ticket is not closed. The time is kept in “Closed at (source)”.',
  'row-short': () => 'The row has fewer cells than there are columns. The missing cells were read as empty.',
  'row-long': () => 'The row has more cells than there are columns. They are kept in “Extra cells”.',
  'column-renamed': (column: string, example: string) =>
    `The column “${example}” is there more than once. The later one is called “${column}”.`,
  'column-unnamed': (column: string) => `A column has no name. It is called “${column}”.`,
  'column-unused': (column: string) =>
    `The column “${column}” is not in the map. It is kept in the source file only.`,
  'map-guessed': (_column: string, example: string) =>
    `The columns were guessed from their names: ${example}. Use a map to say it exactly.`,
  'date-order-guessed': (column: string, example: string) =>
    `“${column}” may be day first or month first. It was read as ${example}. Use a map with “dateFormat” to say it exactly.`,
  'not-utf8': () => 'A line is not valid UTF-8. It was read as Windows-1252.',
  'nul-character': () => 'The row holds a NUL character. It was kept.',
  'quote-open': () => 'A quotation mark is opened and never closed. What follows is in one cell.',
  'quote-stray': () => 'A quotation mark stands within a quoted cell. It was kept as text.',
  'no-rows': () => 'The file has column names but no rows.',
  'bad-line': (column: string, example: string) => `A line of “${column}” could not be read: ${example}`,
  'file-ignored': (column: string) => `“${column}” is not part of an export and was left out.`,
  cancelled: () =>
    'The import was stopped. What was read until then is here; importing the file again goes on from there.',
} as const satisfies Readonly<Record<string, (column: string, example: string) => string>>;

/** The words of the importers. */
export const importMessages = {
  noSuchFormat: (name: string, names: string) =>
    `There is no import format “${name}”. Choose one of ${names}.`,
  notRecognised: 'The file is in none of the known formats. Say how to read it with a map.',
  mapNeedsCsv: (format: string) => `A map goes with the format “csv”, not with “${format}”.`,
  lacksColumns: (format: string, columns: string) =>
    `The format “${format}” needs the columns ${columns}, which the file lacks.`,
  wrongLayout: (format: string) => `The file has not the shape of the format “${format}”.`,
  mapInvalid: (problem: string) => `The map cannot be used: ${problem}`,
  mapNoSuchColumn: (column: string, nearest: string | null) =>
    `The map names the column “${column}”, which the file lacks.${nearest === null ? '' : ` Did you mean “${nearest}”?`}`,
  mapNoSuchField: (column: string, field: string, nearest: string | null) =>
    `The map puts the column “${column}” into “${field}”, which is not a field.${nearest === null ? '' : ` Did you mean “${nearest}”?`} A field of your own is written “custom.name”.`,
  mapBadCustomKey: (column: string, key: string) =>
    `The map puts the column “${column}” into “custom.${key}”: such a name starts with a letter, has small letters, digits, dashes and underscores only, and is not one of the desk’s own.`,
  mapNoSuchType: (column: string, type: string) =>
    `The map gives the column “${column}” the type “${type}”, which is none of text, number, date and flag.`,
  mapFieldTwice: (field: string) =>
    `The map puts two columns into “${field}”. Only texts may be put together so.`,
  mapNoSuchValueField: (field: string) =>
    `The map translates values of “${field}”, into which it puts no column.`,
  mapBadValue: (field: string, theirs: string, ours: string, allowed: string) =>
    `The map translates “${theirs}” to “${ours}”, which “${field}” cannot be. It can be ${allowed}.`,
  mapHistoryNeedsKey:
    'A map with “history” needs a “key”: the column that tells which rows belong to one ticket.',
  badDatePattern: (pattern: string, place: number, part: string) =>
    `The date format “${pattern}” cannot be used: “${part}” at position ${place} means nothing. Known are d dd M MM MMM yy yyyy H HH h hh m mm s ss a.`,
  datePatternLacks: (pattern: string) =>
    `The date format “${pattern}” cannot be used: it needs a day, a month and a year.`,
  formats: {
    'servicenow-audit-log': 'ServiceNow audit log',
    'servicenow-list': 'ServiceNow list export',
    csv: 'Table with a map',
    carrydesk: 'Carrydesk export',
  },
  ticketNamed: (key: string) => `Ticket ${key}`,
  ticketOfRow: (row: number) => `Row ${row}`,
  incidentNamed: (key: string) => `Incident ${key}`,
  unnamedColumn: (place: number) => `Column ${place}`,
  solvedInSource: 'Resolved at (source)',
  closedInSource: 'Closed at (source)',
  valueInSource: (label: string) => `${label} (source)`,
  extraCells: 'Extra cells',
  fileOfLines: 'File',
  noId: 'the row has no id',
  noStamp: 'the row has no stamp',
  notAnObject: 'it is not a row',
  noTicket: 'the row names no ticket',
} as const;
