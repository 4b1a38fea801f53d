import { assertNever } from '../assert';
import type { CompareNode, Query, QueryNode, QueryValue } from './ast';
import { normaliseNode } from './normal';
import { meWord, quote, sortWord, writeValue } from './syntax';
import { writeTime } from './time-text';

/**
 * Writes a query as its one canonical text, the sort keys last. Parsing it gives the normalised query back,
 * except for positions.
 */
export function formatQuery(query: Query): string {
  const condition = formatNode(query.node);
  const keys = query.sort.map(
    ({ field, direction }) => `${sortWord}:${direction === 'desc' ? '-' : ''}${field}`,
  );
  return [...(condition === '' ? [] : [condition]), ...keys].join(' ');
}

/** Writes one condition as canonical text, for example for a chip of the filter bar. */
export function formatNode(node: QueryNode): string {
  const normal = normaliseNode(node);
  return normal.type === 'all' && normal.nodes.length === 0 ? '' : writeNode(normal);
}

function writeNode(node: QueryNode): string {
  switch (node.type) {
    case 'all':
      return node.nodes.length === 0 ? '()' : node.nodes.map(writeOperand).join(' ');
    case 'any':
      return node.nodes.map(writeNode).join(' OR ');
    case 'not':
      return `-${node.node.type === 'not' ? inParentheses(writeNode(node.node)) : writeNegated(node.node)}`;
    case 'compare':
      return writeCompare(node);
    case 'presence':
      return `${node.field}:${node.present ? 'any' : 'none'}`;
    case 'text':
      return node.phrase ? quote(node.value) : node.value;
    default:
      return assertNever(node);
  }
}

/** `OR` binds weaker than the implied AND, so only an `any` needs parentheses among conditions. */
function writeOperand(node: QueryNode): string {
  return node.type === 'any' ? inParentheses(writeNode(node)) : writeNode(node);
}

function writeNegated(node: QueryNode): string {
  const needsGroup = node.type === 'any' || (node.type === 'all' && node.nodes.length > 0);
  return needsGroup ? inParentheses(writeNode(node)) : writeNode(node);
}

function writeCompare(node: CompareNode): string {
  return `${node.field}${node.operator === '=' ? ':' : node.operator}${node.values.map(writeQueryValue).join(',')}`;
}

function writeQueryValue(value: QueryValue): string {
  switch (value.type) {
    case 'choice':
    case 'name':
      return writeValue(value.value);
    case 'number':
      return String(value.value);
    case 'ago':
    case 'date':
      return writeTime(value);
    case 'me':
      return meWord;
    default:
      return assertNever(value);
  }
}

function inParentheses(text: string): string {
  return `(${text})`;
}
