/** The words of the fields of a person. */
export const personMessages = {
  name: 'Name',
  emails: 'Email addresses',
  phones: 'Phone numbers',
  title: 'Job title',
  location: 'Location',
  organisation: 'Organisation',
  teams: 'Teams',
  isAgent: 'Is an agent',
  isVip: 'Is a VIP',
  about: 'About',
  sourceIds: 'Source numbers',
} as const;
