import { formatBytes } from '../../components/format-bytes';
import { formatDateTime } from '../../components/format-time';
import { plural } from '../../components/plural';

const tickets = { one: 'ticket', other: 'tickets' };
const copies = { one: 'copy', other: 'copies' };
const day = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });

/** The words of backup and restore. */
export const backupMessages = {
  title: 'Backup and restore',
  close: 'Close',
  back: 'Back',
  cancel: 'Cancel',
  backUp: 'Back up now…',
  restore: 'Restore a backup…',
  last: 'Last backup',
  none: 'There is none yet. Everything is on this computer only.',
  lastMade: (at: number): string => `${formatDateTime(at)}, written and checked`,
  lastFacts: (count: number, bytes: number, isEncrypted: boolean): string =>
    [
      plural(count, tickets),
      formatBytes(bytes),
      ...(isEncrypted ? ['protected with a passphrase'] : []),
    ].join(' · '),
  schedule: {
    title: 'Schedule',
    every: 'Back up',
    rhythms: { never: 'Only when I ask', day: 'Every day', week: 'Every week' },
    keep: 'Backups to keep',
    folder: 'Folder:',
    changeFolder: 'Change folder…',
    off: 'Choose a rhythm, and then a folder for the backups, best on another disk.',
    open: 'Scheduled backups have no passphrase: whoever can open the folder can read them. Backups that you make yourself are never removed.',
    isRunning: 'A backup is being made now.',
    soon: 'The next one is made in a moment.',
    next: (at: number): string => `The next one is due on ${day.format(at)}.`,
    failed: (text: string, next: string | null): string =>
      next === null ? text : `The last scheduled backup failed. ${text} It is tried again at ${next}.`,
  },
  copies: {
    title: 'Copies the desk keeps of itself',
    about:
      'With them the desk repairs its data by itself after damage. They are on this computer too, so they do not replace a backup.',
    none: 'There is none yet. The first one is made soon after the start.',
    count: (count: number, newest: string): string => `${plural(count, copies)}, the newest of ${newest}`,
    tickets: (count: number): string => plural(count, tickets),
    damaged: (count: number): string =>
      count === 1
        ? '1 more cannot be read and is not used.'
        : `${count} more cannot be read and are not used.`,
  },
  make: {
    title: 'Back up now',
    intro:
      'The whole desk goes into one file: tickets, conversations, people, history and imported files. You can go on working meanwhile.',
    protect: 'Protect it with a passphrase',
    passphrase: 'Passphrase',
    again: 'Passphrase again',
    warning: 'Nobody can open the backup without it. A forgotten passphrase cannot be recovered.',
    missing: 'Write a passphrase.',
    different: 'The two are not the same.',
    start: 'Choose a place…',
  },
  made: {
    title: 'The backup is written and checked',
    advice: 'Keep it on another disk: a backup on this computer would be lost together with it.',
    done: 'Done',
  },
  facts: {
    file: 'File',
    desk: 'Desk',
    takenAt: 'Made',
    tickets: 'Tickets',
    size: 'Size',
    passphrase: 'Passphrase',
    isNeeded: 'Needed to open it',
    isNone: 'None',
  },
  restoring: {
    title: 'Restore a backup',
    intro:
      'A backup is read and checked from beginning to end before anything of your present desk is touched.',
    choose: 'Choose a backup…',
    another: 'Choose another…',
    passphrase: 'Passphrase of the backup',
    missing: 'Write the passphrase that the backup was made with.',
    warning: (at: number): string =>
      `This backup takes the place of your present desk: what was changed after ${formatDateTime(at)} is not in it. Your present desk is kept for a week in the folder “replaced”.`,
    start: 'Check and restore',
  },
  running: {
    make: 'Making a backup',
    restore: 'Checking the backup',
    meanwhile: 'You can close this and go on working.',
  },
  waiting: {
    title: 'The backup is checked',
    text: (desk: string, at: number): string =>
      `The backup of “${desk}” of ${formatDateTime(at)} takes the place of your present desk when Carrydesk starts again. What you do until then stays with the present desk, which is kept for a week in the folder “replaced”.`,
    restart: 'Restart now',
    later: 'Later',
    withdraw: 'Do not restore',
  },
  notices: {
    made: (file: string): string => `The backup is written and checked: ${file}`,
    restored: 'The backup is checked and takes its place when Carrydesk starts again.',
    withdrawn: 'Nothing is restored; your desk stays as it is.',
  },
} as const;
