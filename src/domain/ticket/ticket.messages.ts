import { statusMessages } from './status.messages';

const names = statusMessages.categories;

type CategoryName = keyof typeof names;

/** What people are told when a ticket cannot be changed as they asked. */
export const ticketMessages = {
  cannotMove: (from: CategoryName, to: CategoryName): string =>
    from === 'solved' || from === 'closed'
      ? `A ticket that is ${names[from].toLowerCase()} cannot become ${names[to].toLowerCase()}. Reopen it first.`
      : `A ticket that is ${names[from].toLowerCase()} cannot become ${names[to].toLowerCase()} again.`,
  noSuchField: (field: string): string => `There is no ticket field named “${field}”.`,
  notByHand: (label: string): string => `“${label}” is kept by the desk and cannot be set by hand.`,
  notASet: (label: string): string => `“${label}” holds one value; set it instead of adding to it.`,
  onlyASet: (label: string): string => `“${label}” is a list; add to it or remove from it.`,
  badValue: (label: string, problem: string): string => `“${label}” cannot hold that: ${problem}`,
  noSuchStatus: (status: string): string => `There is no status “${status}”. Choose one from the list.`,
  subjectMissing: 'A ticket needs a subject. One line is enough.',
  nothingToChange: 'Nothing was changed: name at least one field.',
} as const;
