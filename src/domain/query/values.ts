import { assertNever } from '../assert';
import { failure, ok, type Result } from '../result';
import type { QueryValue } from './ast';
import { foldChoice } from './fold';
import { queryMessages } from './messages';
import { nearest } from './nearest';
import { queryProblem, shorten } from './problem';
import type { QueryField } from './schema';
import { meWord } from './syntax';
import { readTime } from './time-text';
import type { ValueToken } from './tokens';

const mostListed = 12;
const numberPattern = /^-?(?:\d+(?:\.\d+)?|\.\d+)(?:e[+-]?\d+)?$/iu;

/**
 * Reads one non-empty value as the kind of its field wants it.
 * Errors: not among the choices, not a number, not a time.
 */
export function readFieldValue(token: ValueToken, field: QueryField): Result<QueryValue> {
  switch (field.kind) {
    case 'choice':
      return readChoice(token, field);
    case 'number':
      return readNumber(token, field);
    case 'time':
      return readTime(token);
    case 'reference':
      return ok(isMe(token) ? { type: 'me' } : nameValue(token));
    case 'text':
    case 'tags':
      return ok(nameValue(token));
    default:
      return assertNever(field.kind);
  }
}

/** Finds the canonical value of a choice, whatever its case, spaces, hyphens and underscores. */
export function findChoice(typed: string, values: readonly string[]): string | undefined {
  if (values.includes(typed)) return typed;
  const folded = foldChoice(typed);
  return folded === '' ? undefined : values.find((value) => foldChoice(value) === folded);
}

function readChoice(token: ValueToken, field: QueryField): Result<QueryValue> {
  const { values } = field;
  const value = values === undefined ? token.text : findChoice(token.text, values);
  if (value !== undefined) return ok({ type: 'choice', value });
  const allowed = values ?? [];
  const suggestion = nearest(token.text, allowed);
  const message = queryMessages.unknownValue(
    field.name,
    shorten(token.text),
    suggestion,
    listValues(allowed),
  );
  return failure(
    queryProblem('unknown_value', token, message, {
      field: field.name,
      allowed,
      ...(suggestion === undefined ? {} : { suggestion }),
    }),
  );
}

function readNumber(token: ValueToken, field: QueryField): Result<QueryValue> {
  // A ticket is written as #123 in mail and speech.
  const digits = token.text.replace(/^#/u, '');
  const value = numberPattern.test(digits) ? Number(digits) : Number.NaN;
  if (Number.isNaN(value)) {
    const message = queryMessages.notANumber(field.name, shorten(token.text));
    return failure(queryProblem('invalid_value', token, message, { field: field.name }));
  }
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER) {
    const message = queryMessages.numberTooLarge(shorten(token.text));
    return failure(queryProblem('invalid_value', token, message, { field: field.name }));
  }
  // Minus zero would be another value after writing and reading it.
  return ok({ type: 'number', value: value === 0 ? 0 : value });
}

function isMe(token: ValueToken): boolean {
  return !token.isQuoted && token.text.toLowerCase() === meWord;
}

function nameValue(token: ValueToken): QueryValue {
  return { type: 'name', value: token.text, position: token.position };
}

function listValues(values: readonly string[]): string {
  const shown = values.slice(0, mostListed).map(shorten).join(', ');
  return values.length > mostListed ? queryMessages.moreValues(shown, values.length - mostListed) : shown;
}
