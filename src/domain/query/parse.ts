import type { AppError } from '../errors';
import { failure, ok, type Result } from '../result';
import { everything, type Query, type QueryNode, type QuerySort } from './ast';
import { queryMessages } from './messages';
import { allOf, anyOf, textNode } from './normal';
import { queryProblem } from './problem';
import { findField, type QuerySchema } from './schema';
import { deepestNesting, longestQuery, sortWord } from './syntax';
import { readSort, readTerm } from './term';
import { type TermToken, type Token, tokenize } from './tokens';

/**
 * The place of the parser in its tokens. The first error is kept and moves the parser to the end, so
 * that every loop stops and no function needs to hand errors through.
 */
type Parser = {
  readonly tokens: readonly Token[];
  readonly schema: QuerySchema;
  readonly sort: QuerySort[];
  index: number;
  depth: number;
  error: AppError | undefined;
};

/**
 * Reads a query. Empty text finds everything.
 *
 * Errors have code `invalid_input`, a sentence that says what to do, and details
 * `{reason, position, length}` in UTF-16 code units of `text` (0-based), sometimes also `field`,
 * `suggestion` and `allowed`. It never throws, whatever the text.
 */
export function parseQuery(text: string, schema: QuerySchema): Result<Query> {
  if (text.length > longestQuery) {
    const place = { position: longestQuery, length: text.length - longestQuery };
    return failure(queryProblem('too_long', place, queryMessages.tooLong(longestQuery)));
  }
  const isField = (name: string): boolean =>
    name.toLowerCase() === sortWord || findField(schema, name) !== undefined;
  const tokens = tokenize(text, isField);
  if (!tokens.ok) return tokens;
  const parser: Parser = { tokens: tokens.value, schema, sort: [], index: 0, depth: 0, error: undefined };
  const node = parseAny(parser);
  const stray = current(parser);
  if (stray !== undefined) fail(parser, queryProblem('syntax', stray, queryMessages.strayParenthesis));
  return parser.error === undefined ? ok({ node, sort: parser.sort }) : failure(parser.error);
}

/** Reads branches joined by `OR`, up to a closing parenthesis or the end. */
function parseAny(parser: Parser): QueryNode {
  const branches: QueryNode[] = [];
  let join: Token | undefined;
  for (;;) {
    const nodes = parseAll(parser);
    const next = current(parser);
    const isJoined = next?.type === 'join';
    if (nodes.length === 0 && (isJoined || join !== undefined)) danglingJoin(parser, isJoined ? next : join);
    branches.push(allOf(nodes));
    if (!isJoined) return anyOf(branches);
    join = next;
    parser.index += 1;
  }
}

/** Reads the conditions of one branch. `AND` between two of them is allowed, because people write it. */
function parseAll(parser: Parser): readonly QueryNode[] {
  const nodes: QueryNode[] = [];
  for (let token = current(parser); token !== undefined && token.type !== 'close'; token = current(parser)) {
    if (token.type === 'join') {
      if (token.word === 'OR') break;
      const next = parser.tokens[parser.index + 1];
      const isDangling =
        nodes.length === 0 || next === undefined || next.type === 'join' || next.type === 'close';
      if (isDangling) danglingJoin(parser, token);
      else parser.index += 1;
    } else if (token.type === 'term' && token.name.toLowerCase() === sortWord) {
      parseSort(parser, token);
    } else {
      rejectNotWord(parser, token);
      nodes.push(parseOne(parser));
    }
  }
  return nodes;
}

function parseOne(parser: Parser): QueryNode {
  const token = current(parser);
  parser.index += 1;
  switch (token?.type) {
    case 'minus':
      return parseNegated(parser, token);
    case 'open':
      return parseGroup(parser, token);
    case 'text':
      return textNode(token.value, token.isQuoted, token.position);
    case 'term': {
      const node = readTerm(token, parser.schema);
      return node.ok ? node.value : fail(parser, node.error);
    }
    default:
      return everything;
  }
}

function parseNegated(parser: Parser, minus: Token): QueryNode {
  const token = current(parser);
  if (token?.type === 'term' && token.name.toLowerCase() === sortWord) {
    const message = queryMessages.sortNegated(token.values[0]?.text || 'created');
    return fail(parser, queryProblem('sort_not_allowed', minus, message));
  }
  if (token?.type === 'join') return fail(parser, queryProblem('syntax', minus, queryMessages.minusAlone));
  return { type: 'not', node: parseOne(parser) };
}

function parseGroup(parser: Parser, open: Token): QueryNode {
  if (parser.depth === deepestNesting) {
    return fail(parser, queryProblem('too_deep', open, queryMessages.tooDeep(deepestNesting)));
  }
  parser.depth += 1;
  const node = parseAny(parser);
  parser.depth -= 1;
  if (current(parser)?.type !== 'close') {
    return fail(parser, queryProblem('syntax', open, queryMessages.unclosedParenthesis));
  }
  parser.index += 1;
  return node;
}

function parseSort(parser: Parser, term: TermToken): void {
  parser.index += 1;
  if (parser.depth > 0) {
    fail(parser, queryProblem('sort_not_allowed', term, queryMessages.sortInside));
    return;
  }
  const keys = readSort(term, parser.schema);
  if (keys.ok) parser.sort.push(...keys.value);
  else fail(parser, keys.error);
}

/** Refuses `NOT field:value`, which would find the opposite of what is meant; `NOT word` is just text. */
function rejectNotWord(parser: Parser, token: Token): void {
  const next = parser.tokens[parser.index + 1];
  const isNot = token.type === 'text' && !token.isQuoted && token.value === 'NOT';
  if (isNot && (next?.type === 'term' || next?.type === 'open')) {
    fail(parser, queryProblem('syntax', token, queryMessages.notWord));
  }
}

function danglingJoin(parser: Parser, token: Token | undefined): void {
  if (token?.type === 'join')
    fail(parser, queryProblem('syntax', token, queryMessages.danglingJoin(token.word)));
}

function fail(parser: Parser, error: AppError): QueryNode {
  parser.error ??= error;
  parser.index = parser.tokens.length;
  return everything;
}

function current(parser: Parser): Token | undefined {
  return parser.tokens[parser.index];
}
