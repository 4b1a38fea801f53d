import { failure, ok, type Result } from '../result';
import { queryMessages } from './messages';
import { type QueryPlace, queryProblem } from './problem';
import { breakPattern, operatorPattern, readQuoted } from './syntax';

/** A value as typed; `text` is without quotes and escapes. */
export type ValueToken = QueryPlace & { readonly text: string; readonly isQuoted: boolean };

/** `field operator value,value` in one piece; `operator` is as typed. */
export type TermToken = QueryPlace & {
  readonly type: 'term';
  readonly name: string;
  readonly operator: string;
  readonly values: readonly ValueToken[];
  /** The whole term as typed. */
  readonly source: string;
};

/** A piece of a query that the parser takes as one. */
export type Token =
  | (QueryPlace & { readonly type: 'open' | 'close' | 'minus' })
  | (QueryPlace & { readonly type: 'join'; readonly word: 'OR' | 'AND' })
  | (QueryPlace & { readonly type: 'text'; readonly value: string; readonly isQuoted: boolean })
  | TermToken;

type Step = { readonly token: Token; readonly end: number };

/**
 * Cuts a query into tokens. `isField` tells known names apart, because `x=5` is a comparison only when
 * `x` is a field. Errors: quotes that are not closed or touch other text, a missing value, a lone minus.
 */
export function tokenize(text: string, isField: (name: string) => boolean): Result<readonly Token[]> {
  const tokens: Token[] = [];
  let position = skipSpace(text, 0);
  while (position < text.length) {
    const step = readToken(text, position, isField);
    if (!step.ok) return step;
    tokens.push(step.value.token);
    position = skipSpace(text, step.value.end);
  }
  return ok(tokens);
}

function readToken(text: string, position: number, isField: (name: string) => boolean): Result<Step> {
  switch (text[position]) {
    case '(':
      return ok({ token: { type: 'open', position, length: 1 }, end: position + 1 });
    case ')':
      return ok({ token: { type: 'close', position, length: 1 }, end: position + 1 });
    case '-':
      return readMinus(text, position);
    case '"':
      return readPhrase(text, position);
    default:
      return readWord(text, position, isField);
  }
}

function readMinus(text: string, position: number): Result<Step> {
  const next = text[position + 1];
  if (next === undefined || (next !== '(' && breakPattern.test(next))) {
    return syntaxFailure({ position, length: 1 }, queryMessages.minusAlone);
  }
  if (next === '-') return syntaxFailure({ position, length: 2 }, queryMessages.doubleMinus);
  return ok({ token: { type: 'minus', position, length: 1 }, end: position + 1 });
}

function readPhrase(text: string, position: number): Result<Step> {
  const { value, end } = readQuoted(text, position);
  if (end === undefined) return unclosedQuote(text, position);
  if (!endsCleanly(text, end))
    return syntaxFailure({ position: end, length: 1 }, queryMessages.textAfterQuote);
  const length = end - position;
  if (value === '') return syntaxFailure({ position, length }, queryMessages.emptyQuotes);
  return ok({ token: { type: 'text', value, isQuoted: true, position, length }, end });
}

function readWord(text: string, position: number, isField: (name: string) => boolean): Result<Step> {
  const end = endOfRun(text, position, /[\s()"]/u);
  const word = text.slice(position, end);
  const operator = operatorPattern.exec(word);
  if (
    operator !== null &&
    (operator[0] !== '=' || operator.index === 0 || isField(word.slice(0, operator.index)))
  ) {
    return readTerm(text, position, word.slice(0, operator.index), operator[0]);
  }
  if (text[end] === '"') return syntaxFailure({ position: end, length: 1 }, queryMessages.quoteInWord);
  const length = end - position;
  if (word === 'OR' || word === 'AND') return ok({ token: { type: 'join', word, position, length }, end });
  return ok({ token: { type: 'text', value: word, isQuoted: false, position, length }, end });
}

function readTerm(text: string, position: number, name: string, operator: string): Result<Step> {
  if (name === '')
    return syntaxFailure({ position, length: operator.length }, queryMessages.missingField(operator));
  const values: ValueToken[] = [];
  let end = position + name.length + operator.length;
  for (;;) {
    const value = readValue(text, end);
    if (!value.ok) return value;
    values.push(value.value);
    end = value.value.position + value.value.length;
    if (text[end] !== ',') break;
    end += 1;
  }
  const source = text.slice(position, end);
  return ok({
    token: { type: 'term', name, operator, values, source, position, length: end - position },
    end,
  });
}

/** Reads one value; an empty one is left to the parser, which knows an example for the field. */
function readValue(text: string, position: number): Result<ValueToken> {
  if (text[position] !== '"') return readBareValue(text, position);
  const { value, end } = readQuoted(text, position);
  if (end === undefined) return unclosedQuote(text, position);
  if (text[end] === '(')
    return syntaxFailure({ position: end, length: 1 }, queryMessages.parenthesisAfterValue);
  if (text[end] !== ',' && !endsCleanly(text, end)) {
    return syntaxFailure({ position: end, length: 1 }, queryMessages.textAfterQuote);
  }
  return ok({ text: value, isQuoted: true, position, length: end - position });
}

function readBareValue(text: string, position: number): Result<ValueToken> {
  const end = endOfRun(text, position, /[\s()",]/u);
  if (text[end] === '"') return syntaxFailure({ position: end, length: 1 }, queryMessages.quoteInWord);
  if (text[end] === '(' && end > position) {
    return syntaxFailure({ position: end, length: 1 }, queryMessages.parenthesisAfterValue);
  }
  return ok({ text: text.slice(position, end), isQuoted: false, position, length: end - position });
}

function endsCleanly(text: string, end: number): boolean {
  const next = text[end];
  return next === undefined || breakPattern.test(next);
}

function endOfRun(text: string, position: number, stop: RegExp): number {
  const length = text.slice(position).search(stop);
  return length === -1 ? text.length : position + length;
}

function skipSpace(text: string, position: number): number {
  return endOfRun(text, position, /\S/u);
}

function unclosedQuote(text: string, position: number): Result<never> {
  return syntaxFailure({ position, length: text.length - position }, queryMessages.unclosedQuote);
}

function syntaxFailure(place: QueryPlace, message: string): Result<never> {
  return failure(queryProblem('syntax', place, message));
}
