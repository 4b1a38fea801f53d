/** The words of the fields that say whom a ticket is for. */
export const peopleMessages = {
  requester: 'Requester',
  organisation: 'Organisation',
  followers: 'Followers',
} as const;
