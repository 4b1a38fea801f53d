import { textOf } from '../components/text-of';
import { fieldOfCustomField } from '../../domain/custom-field/custom-field';
import type { Field, ReferenceTarget } from '../../domain/field/field';
import { customPrefix, ticketField } from '../../domain/ticket/fields';
import type { Status } from '../../domain/ticket/status';
import { formatDateTime } from '../components/format-time';
import { dataMessages as messages } from './messages';
import type { DeskDirectory, Person } from './records';

/** Names behind ids, and words for stored values. */
export type Labels = {
  readonly person: (id: string | null | undefined, fallback?: string) => string;
  readonly status: (id: string | null) => Status | null;
  readonly reference: (to: ReferenceTarget, id: string | null) => string;
  readonly field: (key: string) => Field | undefined;
  /** A stored value as people read it; empty text where there is none. */
  readonly value: (field: Field, value: unknown) => string;
};

/** Looks names up in what the window has loaded. */
export function createLabels(directory: DeskDirectory, people: ReadonlyMap<string, Person>): Labels {
  const statuses = new Map(directory.statuses.map((status) => [status.id, status]));
  const custom = new Map(
    directory.customFields.map((definition) => [
      `${customPrefix}${definition.key}`,
      fieldOfCustomField(definition),
    ]),
  );
  const named = namesOf(directory);
  const person: Labels['person'] = (id, fallback) =>
    nonEmpty(people.get(id ?? '')?.name) ??
    (id === directory.me.id ? directory.me.name : undefined) ??
    nonEmpty(fallback) ??
    (id === null || id === undefined ? '' : messages.someone);
  const reference: Labels['reference'] = (to, id) => {
    if (id === null || id === '') return '';
    if (to === 'people') return person(id);
    return (to === 'statuses' ? statuses.get(id)?.name : named[to].get(id)) ?? id;
  };
  return {
    person,
    reference,
    status: (id) => statuses.get(id ?? 'new') ?? null,
    field: (key) => ticketField(key) ?? custom.get(key),
    value: (field, value) => valueText(field, value, reference),
  };
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}

type NamedTarget = Exclude<ReferenceTarget, 'people' | 'statuses'>;

function namesOf(directory: DeskDirectory): Readonly<Record<NamedTarget, ReadonlyMap<string, string>>> {
  const names = (
    rows: readonly { readonly id: string; readonly name: string }[],
  ): ReadonlyMap<string, string> => new Map(rows.map(({ id, name }) => [id, name]));
  return {
    teams: names(directory.teams),
    categories: names(directory.categories),
    organisations: names(directory.organisations),
    tickets: new Map(),
  };
}

function valueText({ nature }: Field, value: unknown, reference: Labels['reference']): string {
  if (value === null || value === undefined || value === '') return '';
  switch (nature.type) {
    case 'choice':
      return nature.options.find((option) => option.id === value)?.label ?? textOf(value);
    case 'reference':
      return reference(nature.to, textOf(value));
    case 'references':
      return asList(value)
        .map((id) => reference(nature.to, id))
        .join(', ');
    case 'tags':
      return asList(value).join(', ');
    case 'time':
      return typeof value === 'number' ? formatDateTime(value) : textOf(value);
    case 'flag':
      return value === true ? messages.yes : messages.no;
    case 'number':
    case 'text':
      return textOf(value);
  }
}

function asList(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
