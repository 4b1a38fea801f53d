import { choiceField, numberField, textField } from '../field/field';
import { optionsFrom } from '../field/options';
import { statusMessages as messages } from './status.messages';

/**
 * The fixed stages of a ticket's life. A desk may add statuses of its own, each in one of these categories;
 * rules, clocks and reports go by the category.
 */
export type StatusCategory = keyof typeof messages.categories;

/** The categories in the order of a ticket's life. */
export const statusCategories = Object.keys(messages.categories) as readonly StatusCategory[];

/** The fields of a status row. A built-in status has its category as its id. */
export const statusFields = [
  textField({ key: 'name', label: messages.name }),
  choiceField({ key: 'category', label: messages.category, options: optionsFrom(messages.categories) }),
  numberField({ key: 'order', label: messages.order }),
] as const;

/** A status as rules see it. */
export type Status = { readonly id: string; readonly name: string; readonly category: StatusCategory };

/** The statuses that every desk has. */
export const builtInStatuses: readonly Status[] = statusCategories.map((category) => ({
  id: category,
  name: messages.categories[category],
  category,
}));

/** True while somebody still has to do something, or wait for something. */
export function isOpenCategory(category: StatusCategory): boolean {
  return category !== 'solved' && category !== 'closed';
}
