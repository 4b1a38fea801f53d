import type { AppError } from '../errors';
import { failure, ok, type Result } from '../result';
import type { QueryNode, QueryOperator, QuerySort, QueryValue } from './ast';
import { queryMessages } from './messages';
import { nearest } from './nearest';
import { anyOf } from './normal';
import { type QueryPlace, queryProblem, shorten } from './problem';
import { findField, isSortable, operatorsOf, type QueryField, type QuerySchema } from './schema';
import { presenceWords, quote, sortWord, writeValue } from './syntax';
import type { TermToken, ValueToken } from './tokens';
import { readFieldValue } from './values';

/**
 * Turns `field:value` and its relatives into a condition.
 * Errors: unknown field, an operator the field does not understand, a missing or wrong value.
 */
export function readTerm(term: TermToken, schema: QuerySchema): Result<QueryNode> {
  const field = findField(schema, term.name);
  if (field === undefined) return failure(unknownField(term, schema));
  const operator = plainOperator(term.operator);
  if (!operatorsOf(field).includes(operator)) return failure(operatorNotAllowed(term, field, operator));
  const second = term.values[1];
  if (operator !== '=' && second !== undefined) {
    const comma = second.position - 1;
    const place = { position: comma, length: term.position + term.length - comma };
    return failure(
      queryProblem('syntax', place, queryMessages.oneValueOnly(operator), { field: field.name }),
    );
  }
  return readValues(term, field, operator);
}

/** Turns `sort:field,-field` into sort keys. Errors: unknown field, a field without order, no colon. */
export function readSort(term: TermToken, schema: QuerySchema): Result<readonly QuerySort[]> {
  if (plainOperator(term.operator) !== '=') {
    return failure(queryProblem('syntax', operatorPlace(term), queryMessages.sortOperator));
  }
  const keys: QuerySort[] = [];
  for (const value of term.values) {
    const isDescending = value.text.startsWith('-');
    const name = isDescending ? value.text.slice(1) : value.text;
    if (name === '') {
      return failure(emptyValue(term, value, queryMessages.emptyValue(sortWord, `${sortWord}:created`)));
    }
    const field = findField(schema, name);
    if (field === undefined) return failure(unknownSortField(value, name, schema));
    if (!isSortable(field)) {
      const message = queryMessages.notSortable(field.name);
      return failure(queryProblem('sort_not_allowed', value, message, { field: field.name }));
    }
    keys.push({ field: field.name, direction: isDescending ? 'desc' : 'asc' });
  }
  return ok(keys);
}

function readValues(term: TermToken, field: QueryField, operator: QueryOperator): Result<QueryNode> {
  const { position } = term;
  const values: QueryValue[] = [];
  const presences: QueryNode[] = [];
  for (const token of term.values) {
    if (token.text === '') {
      return failure(emptyValue(term, token, queryMessages.emptyValue(field.name, exampleOf(field))));
    }
    const present = operator === '=' ? readPresence(token, field) : undefined;
    if (present !== undefined) {
      presences.push({ type: 'presence', field: field.name, present, position });
      continue;
    }
    const value = readFieldValue(token, field);
    if (!value.ok) return value;
    values.push(value.value);
  }
  const compare: QueryNode = { type: 'compare', field: field.name, operator, values, position };
  return ok(anyOf(values.length === 0 ? presences : [compare, ...presences]));
}

function readPresence(token: ValueToken, field: QueryField): boolean | undefined {
  return token.isQuoted || field.virtual === true ? undefined : presenceWords.get(token.text.toLowerCase());
}

function plainOperator(typed: string): QueryOperator {
  switch (typed.replace(/^:/u, '')) {
    case '>':
      return '>';
    case '>=':
      return '>=';
    case '<':
      return '<';
    case '<=':
      return '<=';
    default:
      return '=';
  }
}

function unknownField(term: TermToken, schema: QuerySchema): AppError {
  const suggestion = nearest(term.name, [...schema.fields.keys(), sortWord]);
  const message = queryMessages.unknownField(shorten(term.name), suggestion, quote(shorten(term.source)));
  const place = { position: term.position, length: term.name.length };
  return queryProblem('unknown_field', place, message, {
    field: term.name,
    ...(suggestion === undefined ? {} : { suggestion }),
  });
}

function unknownSortField(value: ValueToken, name: string, schema: QuerySchema): AppError {
  const suggestion = nearest(name, [...schema.fields.keys()]);
  const message = queryMessages.unknownSortField(shorten(name), suggestion);
  return queryProblem('unknown_field', value, message, {
    field: name,
    ...(suggestion === undefined ? {} : { suggestion }),
  });
}

function operatorNotAllowed(term: TermToken, field: QueryField, operator: QueryOperator): AppError {
  const message = queryMessages.operatorNotAllowed(field.name, operator);
  return queryProblem('operator_not_allowed', operatorPlace(term), message, { field: field.name });
}

/** An empty value has no length of its own, so the error covers the sign before it. */
function emptyValue(term: TermToken, value: ValueToken, message: string): AppError {
  const isVisible = value.length > 0;
  const isFirst = value === term.values[0];
  const before = isFirst ? operatorPlace(term) : { position: value.position - 1, length: 1 };
  return queryProblem('empty_value', isVisible ? value : before, message, { field: term.name });
}

function operatorPlace(term: TermToken): QueryPlace {
  return { position: term.position + term.name.length, length: term.operator.length };
}

function exampleOf(field: QueryField): string {
  const examples = {
    choice: 'any',
    reference: 'none',
    text: '"two words"',
    number: '42',
    time: '2d',
    tags: 'none',
  };
  const [first] = field.values ?? [];
  return `${field.name}:${first === undefined ? examples[field.kind] : writeValue(first)}`;
}
