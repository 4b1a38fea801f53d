import { formatNumber, plural } from '../../components/plural';

const tickets = { one: 'ticket', other: 'tickets' };

/** The words of the import. */
export const importMessages = {
  title: 'Import',
  intro: 'Bring in tickets that another system exported: CSV, JSON, NDJSON, or a zip with one of them.',
  again: 'Importing the same file twice creates nothing twice, and every import can be taken back.',
  choose: 'Choose a file…',
  close: 'Close',
  stop: 'Stop',
  another: 'Import another file',
  progress: (name: string): string => `Importing ${name}`,
  progressText: (done: number, total: number): string =>
    total > 0
      ? `${formatNumber(done)} of ${formatNumber(total)}`
      : plural(done, { one: 'row', other: 'rows' }),
  read: (rows: number, format: string): string =>
    `${plural(rows, { one: 'row', other: 'rows' })} read as ${format}`,
  created: 'Created',
  updated: 'Updated',
  skipped: 'Already here',
  failed: 'Not imported',
  messages: (count: number): string => plural(count, { one: 'thing to know', other: 'things to know' }),
  noMessages: 'Nothing odd was found in the file.',
  message: (count: number, column: string | null): string =>
    column === null
      ? plural(count, { one: 'row', other: 'rows' })
      : `${column} · ${plural(count, { one: 'row', other: 'rows' })}`,
  rows: (rows: readonly number[], count: number): string =>
    count > rows.length ? `rows ${rows.join(', ')} …` : `rows ${rows.join(', ')}`,
  undo: 'Undo import',
  undone: (removed: number, restored: number): string =>
    restored === 0
      ? `Import taken back: ${plural(removed, tickets)} removed`
      : `Import taken back: ${plural(removed, tickets)} removed, ${formatNumber(restored)} restored`,
} as const;
