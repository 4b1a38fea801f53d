import { type CustomField, fieldOfCustomField } from '../../../domain/custom-field/custom-field';
import type { Field } from '../../../domain/field/field';
import { ticketFields } from '../../../domain/ticket/fields';
import { isPriorityOverridden } from '../../../domain/ticket/priority';
import type { StatusCategory } from '../../../domain/ticket/status';
import type { TicketRecord } from '../../data/ticket-record';
import { outcomeFields } from '../../../domain/ticket/fields/outcome';
import { propertiesMessages as messages } from './messages';

export type PropertyGroup = { readonly title: string | null; readonly fields: readonly Field[] };

/** What every ticket is about comes first; the rest follows in the order of the registry. */
const leading = ['status', 'priority', 'assignee', 'team', 'category'];

/** Fields that have a place of their own in the window. */
const elsewhere = ['subject', 'requester', 'organisation'];

/** Fields that only say something beside another one; a value that is there is always shown. */
const onlyWhen: Readonly<Record<string, (ticket: TicketRecord, stage: StatusCategory) => boolean>> = {
  holdReason: (_ticket, stage) => stage === 'on-hold' || stage === 'pending',
  priorityReason: (ticket) => isPriorityOverridden(ticket),
};

/** True when a field is worth a line on this ticket. */
export function isRelevant(field: Field, ticket: TicketRecord, stage: StatusCategory): boolean {
  const hasValue = (ticket[field.key] ?? field.empty) !== field.empty;
  return hasValue || (onlyWhen[field.key]?.(ticket, stage) ?? true);
}

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
