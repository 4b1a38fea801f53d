import fc from 'fast-check';
import type { Query, QueryNode, QueryValue } from '../../../src/domain/query/ast';
import {
  isFieldName,
  isSortable,
  listFields,
  operatorsOf,
  type QueryField,
  type QueryFieldKind,
  type QuerySchema,
} from '../../../src/domain/query/schema';
import { isCalendarDate } from '../../../src/domain/query/times';

const position = 0;
const kinds: readonly QueryFieldKind[] = ['choice', 'reference', 'text', 'number', 'time', 'tags'];

/** Text that looks like the language more often than chance would. */
export const trickyText = fc.oneof(
  fc.constantFrom(
    'none',
    'any',
    'me',
    'ME',
    'OR',
    'AND',
    'NOT',
    'sort',
    '-',
    '"',
    '\\',
    '\\"',
    '(',
    ')',
    ':',
    '>x',
    ',',
  ),
  fc.constantFrom(
    'on hold',
    'a,b',
    'C:\\dir\\',
    'http://x/?a=b',
    '10:30',
    '2d',
    '2024-05-01',
    '#5',
    '=',
    '--x',
    '\u00a0',
  ),
  fc.string({ minLength: 1, maxLength: 8, unit: 'binary' }),
  fc.string({ minLength: 1, maxLength: 8 }),
  fc.stringMatching(/^[a-z]{1,8}$/u),
);

const fieldName = fc.oneof(
  fc.stringMatching(/^[a-z][a-z0-9_-]{0,8}$/u).filter(isFieldName),
  fc.string({ minLength: 1, maxLength: 6, unit: 'grapheme' }).filter(isFieldName),
);

const field: fc.Arbitrary<QueryField> = fc
  .record({
    name: fieldName,
    kind: fc.constantFrom(...kinds),
    values: fc.uniqueArray(trickyText, { minLength: 1, maxLength: 5 }),
    ordered: fc.boolean(),
    virtual: fc.boolean(),
  })
  .map(({ name, kind, ...choice }) => (kind === 'choice' ? { name, kind, ...choice } : { name, kind }));

/** A schema of one to eight fields of any kind. */
export const randomSchema: fc.Arbitrary<QuerySchema> = fc
  .uniqueArray(field, { minLength: 1, maxLength: 8, selector: ({ name }) => name })
  .map((fields) => ({ fields: new Map(fields.map((each) => [each.name, each])) }));

const randomDate: fc.Arbitrary<QueryValue> = fc
  .record({
    parts: fc.tuple(
      fc.integer({ min: 0, max: 9999 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 31 }),
      fc.integer({ min: 0, max: 23 }),
      fc.integer({ min: 0, max: 59 }),
      fc.integer({ min: 0, max: 59 }),
      fc.integer({ min: 0, max: 999 }),
    ),
    precision: fc.constantFrom(1, 2, 3, 5, 6, 7),
    offsetMinutes: fc.option(fc.integer({ min: -1439, max: 1439 })),
  })
  .map(({ parts, precision, offsetMinutes }): QueryValue & { readonly type: 'date' } => {
    const written = parts.slice(0, precision);
    return offsetMinutes === null || precision < 5
      ? { type: 'date', parts: written }
      : { type: 'date', parts: written, offsetMinutes };
  })
  .filter((value) => isCalendarDate(value.parts));

const randomTime: fc.Arbitrary<QueryValue> = fc.oneof(
  fc.integer({ min: -100_000, max: 100_000 }).map((minutes) => ({
    type: 'ago' as const,
    // Not minus zero, which is no different time but another value.
    milliseconds: minutes === 0 ? 0 : minutes * 60_000,
  })),
  randomDate,
);

const randomNumber: fc.Arbitrary<QueryValue> = fc
  .oneof(fc.integer(), fc.double({ noNaN: true, min: -1e15, max: 1e15 }), fc.maxSafeInteger())
  .map((value) => ({ type: 'number', value: value === 0 ? 0 : value }));

const randomName: fc.Arbitrary<QueryValue> = trickyText.map((value) => ({ type: 'name', value, position }));

function valueOf(each: QueryField): fc.Arbitrary<QueryValue> {
  switch (each.kind) {
    case 'choice':
      return fc.constantFrom(...(each.values ?? [])).map((value) => ({ type: 'choice', value }));
    case 'number':
      return randomNumber;
    case 'time':
      return randomTime;
    case 'reference':
      return fc.oneof(randomName, fc.constant<QueryValue>({ type: 'me' }));
    case 'text':
    case 'tags':
      return randomName;
  }
}

function leafOf(each: QueryField): fc.Arbitrary<QueryNode> {
  const compare = fc
    .constantFrom(...operatorsOf(each))
    .chain((operator) =>
      fc
        .array(valueOf(each), { minLength: 1, maxLength: operator === '=' ? 3 : 1 })
        .map((values): QueryNode => ({ type: 'compare', field: each.name, operator, values, position })),
    );
  const presence = fc
    .boolean()
    .map((present): QueryNode => ({ type: 'presence', field: each.name, present, position }));
  return each.virtual === true ? compare : fc.oneof(compare, presence);
}

const randomText: fc.Arbitrary<QueryNode> = fc
  .record({ value: fc.oneof(trickyText, fc.constant('')), phrase: fc.boolean() })
  .map(({ value, phrase }) => ({ type: 'text', value, phrase, position }));

/** Any condition over a schema, in no particular form: with empty, single and nested groups. */
export function randomNode(schema: QuerySchema): fc.Arbitrary<QueryNode> {
  return fc.letrec<{ node: QueryNode }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 5, depthSize: 'small' },
      fc.oneof(...listFields(schema).map(leafOf), randomText),
      fc.array(tie('node'), { maxLength: 3 }).map((nodes): QueryNode => ({ type: 'all', nodes })),
      fc.array(tie('node'), { maxLength: 3 }).map((nodes): QueryNode => ({ type: 'any', nodes })),
      tie('node').map((node): QueryNode => ({ type: 'not', node })),
    ),
  })).node;
}

/** Any query over a schema. */
export function randomQuery(schema: QuerySchema): fc.Arbitrary<Query> {
  const names = listFields(schema)
    .filter(isSortable)
    .map(({ name }) => name);
  if (names.length === 0) return randomNode(schema).map((node) => ({ node, sort: [] }));
  const key = fc.record({
    field: fc.constantFrom(...names),
    direction: fc.constantFrom<'asc' | 'desc'>('asc', 'desc'),
  });
  return fc.record({ node: randomNode(schema), sort: fc.array(key, { maxLength: 3 }) });
}
