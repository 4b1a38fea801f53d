import { plural } from '../../components/plural';

/** The words of the status line – what is true on this device, in plain words. */
export const deskStatusMessages = {
  label: 'Desk status',
  workingAs: (agent: string): string => `Working as ${agent}`,
  changeAgent: 'Change who is working',
  alone: 'This computer only',
  tickets: (count: number): string => plural(count, { one: 'ticket', other: 'tickets' }),
  saved: 'Saved on this device',
  unreachable: 'Reconnecting to your data…',
  indexing: 'Reading the index…',
} as const;
