import type { Field, RecordOf } from '../field/field';
import type { MergeRule } from '../sync/merge';
import { identityFields } from './fields/identity';
import { outcomeFields } from './fields/outcome';
import { peopleFields } from './fields/people';
import { stateFields } from './fields/state';
import { timesFields } from './fields/times';
import { workFields } from './fields/work';

/**
 * Every built-in field of a ticket, in the order people see them. To add one, add its entry (and its words) to a
 * group under `fields/`: schema, merge, history, query language, columns, CSV and forms follow from it.
 */
export const ticketFields = [
  ...identityFields,
  ...workFields,
  ...peopleFields,
  ...timesFields,
  ...outcomeFields,
  ...stateFields,
] as const;

/** The content of a ticket: one value for each registered field. */
export type TicketFields = RecordOf<typeof ticketFields>;

/** The registered fields without their value types, for code that goes by a field's nature. */
export function registeredFields(): readonly Field[] {
  return ticketFields as unknown as readonly Field[];
}

const byKey: ReadonlyMap<string, Field> = new Map(registeredFields().map((field) => [field.key, field]));

/** Custom fields stand on the row under this prefix, so that they merge one by one like any other field. */
export const customPrefix = 'custom.';

/** The registered field with this key, if there is one. */
export function ticketField(key: string): Field | undefined {
  return byKey.get(key);
}

/** The merge rule of a ticket field; a custom field is written last-write-wins. */
export function ticketMergeRule(key: string): MergeRule {
  return byKey.get(key)?.merge ?? 'lastWrite';
}

/** The content of a ticket that nothing is known about. */
export function emptyTicketFields(): TicketFields {
  const entries = registeredFields().map((field) => [field.key, field.empty]);
  return Object.fromEntries(entries) as TicketFields;
}
