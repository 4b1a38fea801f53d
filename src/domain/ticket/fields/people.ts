import { referenceField, referencesField } from '../../field/field';
import { peopleMessages as messages } from './people.messages';

/** Whom it is for and who follows it. */
export const peopleFields = [
  referenceField({ key: 'requester', label: messages.requester, to: 'people' }),
  referenceField({ key: 'organisation', label: messages.organisation, to: 'organisations' }),
  referencesField({ key: 'followers', label: messages.followers, to: 'people', queryName: null }),
] as const;
