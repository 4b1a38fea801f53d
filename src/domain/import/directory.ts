import { customFieldKey, type CustomFieldType } from '../custom-field/custom-field';
import { longestLine } from '../field/field';
import { customPrefix, ticketFields } from '../ticket/fields';
import type { DeriveId } from './format';
import type { PreparedRecord } from './prepared';

/** What a row says about a person. */
type PersonSeen = {
  readonly name?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly title?: string;
  readonly location?: string;
  readonly organisation?: string | null;
  readonly isAgent?: boolean;
};

/** A custom field that an import fills. */
type CustomFieldSeen = {
  readonly key: string;
  readonly label: string;
  readonly type: CustomFieldType;
};

/** Finds the directory row of a name, and keeps those that the store has not been given yet. */
export type Directory = {
  /** The id of the person, or null where nothing names one. */
  readonly person: (seen: PersonSeen) => string | null;
  readonly named: (kind: NamedKind, name: string) => string | null;
  /** Makes sure that the custom field exists; the answer is the field's key on a ticket. */
  readonly customField: (seen: CustomFieldSeen) => string;
  /** The records that came up since the last call. */
  readonly take: () => PreparedRecord[];
};

type NamedKind = 'organisations' | 'teams' | 'categories';

type GrowingPerson = {
  row: Record<string, unknown>;
  readonly emails: Set<string>;
  readonly phones: Set<string>;
};

/** Ids of the directory do not depend on time: the same name is the same row in every import. */
const timeless = 0;

/**
 * Makes the directory of one import. Names are compared without regard to case and blanks. A person seen with an
 * address is known by address and name together, because shared mailboxes are common and merging two people by
 * hand is easy while telling them apart again is not.
 */
export function createDirectory(deriveId: DeriveId): Directory {
  const people = new Map<string, GrowingPerson>();
  const idsByName = new Map<string, string>();
  let pending: (() => PreparedRecord)[] = [];
  let fieldCount = 0;

  const addNamed = (kind: NamedKind | 'customFields', name: string, row: Record<string, unknown>): string => {
    const known = idsByName.get(`${kind}\u0000${name}`);
    if (known !== undefined) return known;
    const id = deriveId(timeless, kind, name);
    idsByName.set(`${kind}\u0000${name}`, id);
    pending.push(() => ({ kind, row: { id, ...row } }));
    return id;
  };

  const personNamed = (seen: PersonSeen): GrowingPerson | null => {
    const key = personKey(seen);
    if (key === null) return null;
    const known = people.get(key);
    if (known !== undefined) return known;
    const name = fitLine(seen.name ?? '');
    const row = { id: deriveId(timeless, 'people', key), ...(name === '' ? {} : { name }) };
    const person: GrowingPerson = { row, emails: new Set(), phones: new Set() };
    people.set(key, person);
    pending.push(() => ({ kind: 'people', row: personRow(person) }));
    return person;
  };

  return {
    person: (seen) => {
      const person = personNamed(seen);
      if (person === null) return null;
      learn(person, seen);
      return String(person.row['id']);
    },
    named: (kind, name) => {
      const folded = foldName(name);
      return folded === '' ? null : addNamed(kind, folded, { name: fitLine(name) });
    },
    customField: ({ key, label, type }) => {
      if (!idsByName.has(`customFields\u0000${key}`)) fieldCount += 1;
      addNamed('customFields', key, { key, label, type, order: fieldCount });
      return `${customPrefix}${key}`;
    },
    take: () => {
      const records = pending.map((make) => make());
      pending = [];
      return records;
    },
  };
}

/** How names are compared: one Unicode form, no surrounding or doubled blanks, no case. */
export function foldName(name: string): string {
  return name.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase();
}

/** Names of the query language and of ticket fields, which a custom field may not take. */
const reservedKeys: ReadonlySet<string> = new Set([
  ...ticketFields.flatMap((field) => [field.key, field.queryName ?? field.key]),
  'alias',
  'has',
  'is',
  'sort',
]);

/** True where a key would hide a field of the desk's own. */
export function isReservedKey(key: string): boolean {
  return reservedKeys.has(key);
}

/** The key of the custom field that a column becomes; a name that the desk has itself is marked as the source's. */
export function freeCustomKey(column: string, isTaken: (key: string) => boolean = () => false): string {
  const key = customFieldKey(column);
  const wanted = reservedKeys.has(key) ? `source_${key}` : key;
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? wanted : `${wanted}_${number}`;
    if (!isTaken(candidate)) return candidate;
  }
}

function personKey({ name = '', email = '' }: PersonSeen): string | null {
  const foldedName = foldName(name);
  const foldedEmail = foldName(email);
  if (foldedEmail !== '') return `email:${foldedEmail} ${foldedName}`;
  return foldedName === '' ? null : `name:${foldedName}`;
}

function learn(person: GrowingPerson, seen: PersonSeen): void {
  if (isGiven(seen.email)) person.emails.add(seen.email.trim().slice(0, longestElement));
  if (isGiven(seen.phone)) person.phones.add(seen.phone.trim().slice(0, longestElement));
  const { title, location, organisation, isAgent } = seen;
  person.row = {
    ...(isGiven(title) ? { title: fitLine(title) } : {}),
    ...(isGiven(location) ? { location: fitLine(location) } : {}),
    ...(isGiven(organisation) ? { organisation } : {}),
    ...(isAgent === true ? { isAgent } : {}),
    ...person.row,
  };
}

/** The longest element of a set field, as `tagsField` has it. */
const longestElement = 200;

function isGiven(text: string | null | undefined): text is string {
  return text !== null && text !== undefined && text.trim() !== '';
}

function personRow({ row, emails, phones }: GrowingPerson): PreparedRecord['row'] {
  return {
    ...(row as { readonly id: string }),
    ...(emails.size === 0 ? {} : { emails: [...emails].sort() }),
    ...(phones.size === 0 ? {} : { phones: [...phones].sort() }),
  };
}

function fitLine(text: string): string {
  return text.length <= longestLine ? text : text.slice(0, longestLine);
}
