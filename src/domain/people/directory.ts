import { longestText, numberField, referenceField, tagsField, textField } from '../field/field';
import { directoryMessages as messages } from './directory.messages';

/** A company or department that people belong to. */
export const organisationFields = [
  textField({ key: 'name', label: messages.name }),
  tagsField({ key: 'domains', label: messages.domains }),
  textField({ key: 'about', label: messages.about, longest: longestText }),
] as const;

/** A group of agents that tickets are assigned to. */
export const teamFields = [
  textField({ key: 'name', label: messages.name }),
  textField({ key: 'about', label: messages.about, longest: longestText }),
] as const;

/** What a ticket is about; categories form a tree. */
export const categoryFields = [
  textField({ key: 'name', label: messages.name }),
  referenceField({ key: 'parent', label: messages.parent, to: 'categories' }),
  numberField({ key: 'order', label: messages.order }),
] as const;
