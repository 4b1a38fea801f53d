import { assertNever } from '../assert';
import { everything, type Query, type QueryNode } from './ast';
import { isBareWord } from './syntax';

/** Joins conditions that must all hold; nested ones are taken apart, a single one stays itself. */
export function allOf(nodes: readonly QueryNode[]): QueryNode {
  const flat = nodes.flatMap((node) => (node.type === 'all' ? node.nodes : [node]));
  const [only] = flat;
  return flat.length === 1 && only !== undefined ? only : { type: 'all', nodes: flat };
}

/** Joins conditions of which one must hold; nested ones are taken apart, a single one stays itself, none is nothing. */
export function anyOf(nodes: readonly QueryNode[]): QueryNode {
  const flat = nodes.flatMap((node) => (node.type === 'any' ? node.nodes : [node]));
  const [only] = flat;
  if (only === undefined) return { type: 'not', node: everything };
  return flat.length === 1 ? only : { type: 'any', nodes: flat };
}

/** Makes a text condition; what cannot stand as a bare word is a phrase, empty text is found everywhere. */
export function textNode(value: string, phrase: boolean, position: number): QueryNode {
  return value === '' ? everything : { type: 'text', value, phrase: phrase || !isBareWord(value), position };
}

/**
 * Brings a condition into the one form that the parser makes, without changing what it finds. Use it on
 * conditions that code has put together before they are compared or stored.
 */
export function normaliseNode(node: QueryNode): QueryNode {
  switch (node.type) {
    case 'all':
      return allOf(node.nodes.map(normaliseNode));
    case 'any':
      return anyOf(node.nodes.map(normaliseNode));
    case 'not':
      return { type: 'not', node: normaliseNode(node.node) };
    case 'text':
      return textNode(node.value, node.phrase, node.position);
    case 'compare':
    case 'presence':
      return node;
    default:
      return assertNever(node);
  }
}

/** Brings the condition of a query into the form that the parser makes; the order stays. */
export function normaliseQuery(query: Query): Query {
  return { node: normaliseNode(query.node), sort: query.sort };
}
