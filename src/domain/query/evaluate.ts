import { assertNever } from '../assert';
import type { CompareNode, QueryLeaf, QueryNode, QueryOperator, QueryValue } from './ast';
import { compileQuery, type RecordTest } from './compile';
import { foldText } from './fold';
import { findField, type QueryField, type QuerySchema } from './schema';
import { type QueryClock, timeRange } from './times';

/** What a query means here and now. */
export type QueryContext = {
  readonly schema: QuerySchema;
  readonly clock: QueryClock;
  /** One of the names by which reference fields hold the person who asks, such as an id. */
  readonly me: string;
};

/**
 * What a field holds: the canonical value of a choice, every name of a reference (id, name, address), text,
 * tags, a number, or a time in epoch milliseconds. Comparing it with a leaf is `compareTest`.
 */
export type HeldValue = string | number;

/** How to read a record. */
export type QueryAccess<R> = QueryContext & {
  /** The values of a field; none when the field is empty, several for tags and names. */
  readonly values: (record: R, field: string) => readonly HeldValue[];
  /** The texts in which bare words and phrases are found, such as subject and number. */
  readonly texts: (record: R) => readonly string[];
};

/**
 * Tells whether a record fits a condition. It prepares everything anew for each record: use `compileQuery`
 * with `recordLeaf` for many.
 */
export function evaluateQuery<R>(node: QueryNode, record: R, access: QueryAccess<R>): boolean {
  return compileQuery(node, (leaf) => recordLeaf(leaf, access))(record);
}

/** Makes the test of one leaf over records. An empty field fits no comparison, so `-field:value` finds it. */
export function recordLeaf<R>(leaf: QueryLeaf, access: QueryAccess<R>): RecordTest<R> {
  switch (leaf.type) {
    case 'compare': {
      const fits = compareTest(leaf, access);
      return (record) => access.values(record, leaf.field).some(fits);
    }
    case 'presence':
      return (record) => access.values(record, leaf.field).length > 0 === leaf.present;
    case 'text': {
      const wanted = foldText(leaf.value);
      return (record) => access.texts(record).some((text) => foldText(text).includes(wanted));
    }
    default:
      return assertNever(leaf);
  }
}

/**
 * Makes the test of a comparison over one held value. Columns that hold each distinct value once can test
 * the distinct values only.
 */
export function compareTest(node: CompareNode, context: QueryContext): (held: HeldValue) => boolean {
  const field = findField(context.schema, node.field);
  const tests = node.values.map((value) => valueTest(node.operator, value, field, context));
  return (held) => tests.some((test) => test(held));
}

function valueTest(
  operator: QueryOperator,
  value: QueryValue,
  field: QueryField | undefined,
  context: QueryContext,
): (held: HeldValue) => boolean {
  switch (value.type) {
    case 'choice':
      return choiceTest(operator, value.value, field?.values ?? []);
    case 'name':
      return nameTest(value.value, field?.kind === 'text');
    case 'number':
      return (held) => typeof held === 'number' && holds(operator, held - value.value);
    case 'ago':
    case 'date': {
      const { from, to } = timeRange(operator, value, context.clock);
      return (held) => typeof held === 'number' && from <= held && held < to;
    }
    case 'me':
      return (held) => held === context.me;
    default:
      return assertNever(value);
  }
}

function choiceTest(
  operator: QueryOperator,
  value: string,
  values: readonly string[],
): (held: HeldValue) => boolean {
  if (operator === '=') return (held) => held === value;
  const ranks = new Map(values.map((choice, rank): readonly [HeldValue, number] => [choice, rank]));
  const wanted = ranks.get(value);
  return (held) => {
    const rank = ranks.get(held);
    return rank !== undefined && wanted !== undefined && holds(operator, rank - wanted);
  };
}

/** Text fields contain what is wanted; names of people, teams and tags must be the whole name. */
function nameTest(name: string, isText: boolean): (held: HeldValue) => boolean {
  const wanted = foldText(name);
  return (held) => {
    const folded = foldText(String(held));
    return isText ? folded.includes(wanted) : folded === wanted;
  };
}

function holds(operator: QueryOperator, difference: number): boolean {
  switch (operator) {
    case '=':
      return difference === 0;
    case '>':
      return difference > 0;
    case '>=':
      return difference >= 0;
    case '<':
      return difference < 0;
    case '<=':
      return difference <= 0;
    default:
      return assertNever(operator);
  }
}
