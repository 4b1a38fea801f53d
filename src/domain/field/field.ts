import { z } from 'zod';
import type { MergeRule } from '../sync/merge';

/** The kinds of row that another row may point at. */
export type ReferenceTarget = 'people' | 'organisations' | 'teams' | 'categories' | 'statuses' | 'tickets';

/** One allowed value of a choice field; the order of options is the order of the values. */
export type FieldOption = { readonly id: string; readonly label: string };

/**
 * The nature of a field. Everything that handles fields in general (editor, list column, query language,
 * CSV, history text, index column) goes by the nature and never by the name.
 */
export type FieldNature =
  | { readonly type: 'text' }
  | { readonly type: 'choice'; readonly options: readonly FieldOption[] }
  | { readonly type: 'reference'; readonly to: ReferenceTarget }
  | { readonly type: 'time' }
  | { readonly type: 'number' }
  | { readonly type: 'flag' }
  | { readonly type: 'tags' }
  | { readonly type: 'references'; readonly to: ReferenceTarget };

/**
 * Who may write a field: a `person` through the properties; the `lifecycle` as a consequence of a status change;
 * or only the desk itself (`system`: numbers, import sources, merge marks).
 */
type FieldWriter = 'person' | 'lifecycle' | 'system';

/** One field of a record: the single place that its schema, merge rule, label and use are declared in. */
export type Field<Key extends string = string, Value = unknown> = {
  readonly key: Key;
  readonly label: string;
  readonly nature: FieldNature;
  readonly schema: z.ZodType<Value>;
  /** The value of a record that was never given one. */
  readonly empty: Value;
  readonly merge: MergeRule;
  readonly writer: FieldWriter;
  /** A concurrent change older than a day becomes a proposal, not an overwrite. */
  readonly guarded: boolean;
  /** Its name in the query language, where that is not its key; null keeps it out. */
  readonly queryName: string | null;
  /** False for fields whose change is told by another line of the history. */
  readonly inHistory: boolean;
};

/** The parts of a field that have a default. */
type FieldUse = Partial<Pick<Field, 'writer' | 'guarded' | 'queryName' | 'inHistory'>>;

type Named<Key extends string> = FieldUse & { readonly key: Key; readonly label: string };

function build<Key extends string, Value>(
  use: Named<Key>,
  nature: FieldNature,
  schema: z.ZodType<Value>,
  empty: Value,
): Field<Key, Value> {
  const merge = nature.type === 'tags' || nature.type === 'references' ? 'addWinsSet' : 'lastWrite';
  const defaults = { writer: 'person', guarded: false, queryName: use.key, inHistory: true } as const;
  return { ...defaults, ...use, nature, schema, empty, merge };
}

/** The longest single line of text a field holds, in UTF-16 units. */
export const longestLine = 1_000;

/** The longest free text a field or message holds, in UTF-16 units. */
export const longestText = 1_000_000;

/** A text field; empty text is stored as the empty string. */
export function textField<Key extends string>(
  use: Named<Key> & { readonly longest?: number },
): Field<Key, string> {
  const { longest = longestLine, ...named } = use;
  return build(named, { type: 'text' }, z.string().max(longest), '');
}

/** One of a fixed list of values, or null. */
export function choiceField<Key extends string, const Options extends readonly FieldOption[]>(
  use: Named<Key> & { readonly options: Options },
): Field<Key, Options[number]['id'] | null> {
  const { options, ...named } = use;
  const ids = options.map((option) => option.id) as [Options[number]['id'], ...Options[number]['id'][]];
  return build(named, { type: 'choice', options }, z.enum(ids).nullable(), null);
}

/** The id of another row, or null. */
export function referenceField<Key extends string>(
  use: Named<Key> & { readonly to: ReferenceTarget },
): Field<Key, string | null> {
  const { to, ...named } = use;
  return build(named, { type: 'reference', to }, z.string().min(1).max(100).nullable(), null);
}

/** A moment in epoch milliseconds, or null. */
export function timeField<Key extends string>(use: Named<Key>): Field<Key, number | null> {
  return build(use, { type: 'time' }, z.int().min(-8.64e15).max(8.64e15).nullable(), null);
}

/** A finite number, or null. */
export function numberField<Key extends string>(use: Named<Key>): Field<Key, number | null> {
  return build(use, { type: 'number' }, z.number().nullable(), null);
}

/** Yes or no, or null where nobody said. */
export function flagField<Key extends string>(use: Named<Key>): Field<Key, boolean | null> {
  return build(use, { type: 'flag' }, z.boolean().nullable(), null);
}

/** A set of short words. */
export function tagsField<Key extends string>(use: Named<Key>): Field<Key, readonly string[]> {
  return build(use, { type: 'tags' }, z.array(z.string().min(1).max(200)).max(500).readonly(), []);
}

/** A set of ids of other rows. */
export function referencesField<Key extends string>(
  use: Named<Key> & { readonly to: ReferenceTarget },
): Field<Key, readonly string[]> {
  const { to, ...named } = use;
  return build(
    named,
    { type: 'references', to },
    z.array(z.string().min(1).max(100)).max(2_000).readonly(),
    [],
  );
}

/** The record type that a list of fields describes. */
export type RecordOf<Fields extends readonly { readonly key: string; readonly empty: unknown }[]> = {
  readonly [F in Fields[number] as F['key']]: F['empty'];
};
