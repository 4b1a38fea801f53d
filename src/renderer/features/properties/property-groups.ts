import { type CustomField, fieldOfCustomField } from '../../../domain/custom-field/custom-field';
import type { Field } from '../../../domain/field/field';
import { ticketFields } from '../../../domain/ticket/fields';
import { outcomeFields } from '../../../domain/ticket/fields/outcome';
import { propertiesMessages as messages } from './messages';

export type PropertyGroup = { readonly title: string | null; readonly fields: readonly Field[] };

/** What every ticket is about comes first; the rest follows in the order of the registry. */
const leading = ['status', 'priority', 'assignee', 'team', 'category'];

/** Fields that have a place of their own in the window. */
const elsewhere = ['subject', 'requester', 'organisation'];

/** Everything a person may set, in groups. A field that joins the registry appears here by itself. */
export function propertyGroups(customFields: readonly CustomField[]): readonly PropertyGroup[] {
  const all = (ticketFields as unknown as readonly Field[]).filter(
    (field) => field.writer === 'person' && !elsewhere.includes(field.key),
  );
  const outcome = new Set<string>(outcomeFields.map((field) => field.key));
  const isLeading = (field: Field): boolean => leading.includes(field.key);
  const groups: readonly PropertyGroup[] = [
    {
      title: null,
      fields: all.filter(isLeading).toSorted((a, b) => leading.indexOf(a.key) - leading.indexOf(b.key)),
    },
    { title: messages.details, fields: all.filter((field) => !isLeading(field) && !outcome.has(field.key)) },
    { title: messages.outcome, fields: all.filter((field) => outcome.has(field.key)) },
    { title: messages.custom, fields: customFields.map(fieldOfCustomField) },
  ];
  return groups.filter((group) => group.fields.length > 0);
}
