import {
  flagField,
  longestText,
  referenceField,
  referencesField,
  tagsField,
  textField,
} from '../field/field';
import { personMessages as messages } from './person.messages';

/** A person: someone who asks for help, someone who gives it (an agent), or both. */
export const personFields = [
  textField({ key: 'name', label: messages.name }),
  tagsField({ key: 'emails', label: messages.emails }),
  tagsField({ key: 'phones', label: messages.phones }),
  textField({ key: 'title', label: messages.title }),
  textField({ key: 'location', label: messages.location }),
  referenceField({ key: 'organisation', label: messages.organisation, to: 'organisations' }),
  referencesField({ key: 'teams', label: messages.teams, to: 'teams' }),
  flagField({ key: 'isAgent', label: messages.isAgent }),
  flagField({ key: 'isVip', label: messages.isVip }),
  textField({ key: 'about', label: messages.about, longest: longestText }),
  tagsField({ key: 'sourceIds', label: messages.sourceIds, writer: 'system' }),
] as const;
