import { plural } from '../../components/plural';

/** The words of the head of a ticket. */
export const ticketMessages = {
  title: 'Ticket',
  subject: 'Subject',
  close: 'Close ticket',
  created: 'Created',
  noTicket: { title: 'No ticket is open', text: 'Choose one from the list, or press Enter on it.' },
  missing: { title: 'This ticket cannot be shown' },
  completeness: (met: number, all: number): string => `Logged ${met}/${all}`,
  completenessLabel: (met: number, all: number): string =>
    `Completeness: ${met} of ${plural(all, { one: 'part', other: 'parts' })}`,
  isMet: 'done',
  missingParts: (parts: readonly string[]): string => `missing: ${parts.join(', ')}`,
  subjectChanged: (number: string): string => `Subject of ${number} changed`,
  inTrash: 'This ticket is in the trash.',
  isSpam: 'This ticket is marked as spam.',
  isMerged: 'This ticket was merged into another one.',
  restore: 'Restore',
  restored: (number: string): string => `${number} restored`,
} as const;
