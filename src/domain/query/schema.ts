import type { QueryOperator } from './ast';
import { hasSyntax, sortWord } from './syntax';

/**
 * What a field holds, which decides what may be written after it:
 * `choice` one of `values`; `reference` the name of a person, team and the like, or `me`; `text` words that
 * the field contains; `tags` whole names, any of the ones a record has; `number`; `time`.
 */
export type QueryFieldKind = 'choice' | 'reference' | 'text' | 'number' | 'time' | 'tags';

/** A field that a query may name. */
export type QueryField = {
  /** The canonical name, as `isFieldName` wants it. */
  readonly name: string;
  readonly kind: QueryFieldKind;
  /** Canonical values of a choice, from low to high where they have an order. */
  readonly values?: readonly string[];
  /** True when the choice values may be compared with `<` and `>`. */
  readonly ordered?: boolean;
  /** True for names of facts, such as `is` and `has`: nothing to sort by, and never empty or filled. */
  readonly virtual?: boolean;
};

/**
 * The fields a query may use, by lower-case name. A field may stand under further names (another
 * spelling); its canonical name must be among the keys.
 */
export type QuerySchema = { readonly fields: ReadonlyMap<string, QueryField> };

const everyOperator: readonly QueryOperator[] = ['=', '>', '>=', '<', '<='];
const equalityOnly: readonly QueryOperator[] = ['='];

/** Finds a field by any of its names in any case; undefined when there is none. */
export function findField(schema: QuerySchema, name: string): QueryField | undefined {
  return schema.fields.get(name.toLowerCase());
}

/** Lists each field once, in the order of the schema. */
export function listFields(schema: QuerySchema): readonly QueryField[] {
  return [...new Set(schema.fields.values())];
}

/** Tells which operators a field understands. */
export function operatorsOf(field: QueryField): readonly QueryOperator[] {
  const hasOrder = field.kind === 'number' || field.kind === 'time' || field.ordered === true;
  return hasOrder ? everyOperator : equalityOnly;
}

/** Tells whether `sort:` accepts a field. */
export function isSortable(field: QueryField): boolean {
  return field.virtual !== true && field.kind !== 'tags';
}

/**
 * Tells whether a name can be written in a query as it is: lower case, no space and no sign that the
 * language uses, not `sort`. Custom fields must get such a name before they join a schema.
 */
export function isFieldName(name: string): boolean {
  return name !== '' && name === name.toLowerCase() && name !== sortWord && !hasSyntax(name);
}
