import { plural } from '../../components/plural';

/** The words of erasing a person. */
export const eraseMessages = {
  title: 'Erase a person',
  intro:
    'Everything known of them goes, and their name from messages, history and the copies that the desk keeps of itself. Their tickets stay, with “Erased person” as requester. This cannot be undone.',
  person: 'Person',
  placeholder: 'Name or address',
  withMessages: 'Erase what they wrote, too',
  withSources: 'Remove kept import files with rows of their tickets',
  staysTitle: 'What stays',
  stays: [
    'Subjects, and what others wrote about them: you are told on which tickets they are still named.',
    'Backups, exports and files that were copied elsewhere. Remove those yourself.',
  ],
  erase: 'Erase for good',
  erasing: 'Erasing…',
  cancel: 'Cancel',
  close: 'Close',
  doneTitle: 'The person was erased',
  changed: (messages: number, events: number): string =>
    `${plural(messages, { one: 'message', other: 'messages' })} and ${plural(events, { one: 'line', other: 'lines' })} of history were changed.`,
  sourcesRemoved: (count: number): string =>
    `${plural(count, { one: 'kept import file was', other: 'kept import files were' })} removed.`,
  sourcesKept: (count: number): string =>
    `${plural(count, { one: 'kept import file', other: 'kept import files' })} with rows of their tickets stayed.`,
  stillNamed: (numbers: readonly number[]): string =>
    `They are still named on ${numbers.map((number) => `#${number}`).join(', ')}.`,
  copiesGone: 'Older copies of the desk were thrown away.',
  copiesLeft: (problem: string): string =>
    `Older copies could not be thrown away yet, which is tried again by itself. ${problem}`,
} as const;
