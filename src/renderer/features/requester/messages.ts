import { plural } from '../../components/plural';

/** The words about the person who asks. */
export const requesterMessages = {
  title: 'Requester',
  person: 'Person',
  organisation: 'Organisation',
  nobody: 'Nobody is named yet. Choose the person this ticket is for.',
  choose: 'Find or name a person…',
  newPerson: 'new person',
  vip: 'VIP',
  email: 'Email',
  phone: 'Phone',
  titleOf: 'Job title',
  location: 'Location',
  noContact: 'No phone number or email address is known.',
  others: 'Their other tickets',
  noOthers: 'No other tickets.',
  more: (count: number): string => `Show ${plural(count, { one: 'more', other: 'more' })}`,
  set: (number: string, name: string): string =>
    name === '' ? `Requester of ${number} cleared` : `${number} is for ${name}`,
} as const;
