import { z } from 'zod';
import { customFieldFields } from './custom-field/custom-field';
import type { EventFields } from './event/event';
import type { Field, RecordOf } from './field/field';
import type { MessageFields } from './message/message';
import { categoryFields, organisationFields, teamFields } from './people/directory';
import { personFields } from './people/person';
import type { MergeRules } from './sync/merge';
import { statusFields } from './ticket/status';
import { ticketFields, ticketMergeRule, type TicketFields } from './ticket/fields';
import { viewFields } from './views/view';

/**
 * A kind of row that is synced: its merge rules and whether it is stored under a ticket. Export, snapshots,
 * `check` and the merge go through this table, so a new kind is added here and in the store's list of tables.
 */
export type Kind = {
  readonly mergeRules: MergeRules;
  /** Child rows are stored under their ticket, in the order of their ids. */
  readonly isChildOfTicket: boolean;
  readonly fields: readonly Field[] | null;
};

function fieldKind(fields: readonly unknown[]): Kind {
  const list = fields as readonly Field[];
  const sets = new Set(list.filter((field) => field.merge === 'addWinsSet').map((field) => field.key));
  return {
    mergeRules: (field) => (sets.has(field) ? 'addWinsSet' : 'lastWrite'),
    isChildOfTicket: false,
    fields: list,
  };
}

const childKind: Kind = { mergeRules: () => 'lastWrite', isChildOfTicket: true, fields: null };

export const kinds = {
  tickets: { ...fieldKind(ticketFields), mergeRules: ticketMergeRule },
  messages: childKind,
  events: childKind,
  people: fieldKind(personFields),
  organisations: fieldKind(organisationFields),
  teams: fieldKind(teamFields),
  categories: fieldKind(categoryFields),
  statuses: fieldKind(statusFields),
  customFields: fieldKind(customFieldFields),
  views: fieldKind(viewFields),
} as const satisfies Readonly<Record<string, Kind>>;

/** The name of a synced kind of row; it is also the name of its table and of its file in an export. */
export type KindName = keyof typeof kinds;

/** Every kind, in the order that an export and its re-import go by: rows come after the rows they point at. */
export const kindNames = [
  'statuses',
  'customFields',
  'organisations',
  'teams',
  'categories',
  'people',
  'views',
  'tickets',
  'messages',
  'events',
] as const satisfies readonly KindName[];

/** True when the text names a kind. */
export function isKindName(name: string): name is KindName {
  return Object.hasOwn(kinds, name);
}

/** The kinds whose rows people edit as simple records. */
export type RecordKind = Exclude<KindName, 'tickets' | 'messages' | 'events'>;

/** True when the text names such a kind. */
export function isRecordKind(name: string): name is RecordKind {
  return isKindName(name) && name !== 'tickets' && name !== 'messages' && name !== 'events';
}

/** The content of a row of each kind, as it is after its empty fields were filled in. */
export type ContentOf = {
  tickets: TicketFields;
  messages: MessageFields;
  events: EventFields;
  people: RecordOf<typeof personFields>;
  organisations: RecordOf<typeof organisationFields>;
  teams: RecordOf<typeof teamFields>;
  categories: RecordOf<typeof categoryFields>;
  statuses: RecordOf<typeof statusFields>;
  customFields: RecordOf<typeof customFieldFields>;
  views: RecordOf<typeof viewFields>;
};

/** A row as read: its id and content, every field present. */
export type Reading<K extends KindName> = { readonly id: string } & ContentOf[K];

/** Checks one value against the field it is meant for; a message says what is allowed. */
export function checkFieldValue(field: Field, value: unknown): string | null {
  const parsed = field.schema.safeParse(value);
  return parsed.success ? null : z.prettifyError(parsed.error);
}

const emptyContent = new Map<KindName, Readonly<Record<string, unknown>>>(
  kindNames.map((name) => {
    const fields: readonly Field[] = kinds[name].fields ?? [];
    return [name, Object.fromEntries(fields.map((field) => [field.key, field.empty]))];
  }),
);

/** Fills in the fields that a stored row leaves out because nobody ever set them. */
export function readRow<K extends KindName>(kind: K, row: { readonly id: string }): Reading<K> {
  return { ...emptyContent.get(kind), ...row } as unknown as Reading<K>;
}

/** Leaves out the fields that hold their empty value: a new row stores only what somebody said. */
export function sparseContent(
  kind: KindName,
  content: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const empty = emptyContent.get(kind) ?? {};
  return Object.fromEntries(
    Object.entries(content).filter(
      ([field, value]) => value !== undefined && !isEmptyValue(empty[field], value),
    ),
  );
}

function isEmptyValue(empty: unknown, value: unknown): boolean {
  if (empty === undefined) return false;
  return Array.isArray(empty) ? Array.isArray(value) && value.length === 0 : empty === value;
}
