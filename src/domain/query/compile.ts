import { assertNever } from '../assert';
import type { QueryLeaf, QueryNode } from './ast';

/** Tells whether a record fits; a record may be a row, or the index of one in columns. */
export type RecordTest<R> = (record: R) => boolean;

/**
 * Turns a condition into one test. `leaf` is called once for each leaf, so it is the place for slow
 * preparation such as folding words or looking names up. The structure of AND, OR and NOT is shared by
 * everything that evaluates queries.
 */
export function compileQuery<R>(node: QueryNode, leaf: (node: QueryLeaf) => RecordTest<R>): RecordTest<R> {
  switch (node.type) {
    case 'all': {
      const tests = node.nodes.map((part) => compileQuery(part, leaf));
      return (record) => tests.every((test) => test(record));
    }
    case 'any': {
      const tests = node.nodes.map((part) => compileQuery(part, leaf));
      return (record) => tests.some((test) => test(record));
    }
    case 'not': {
      const test = compileQuery(node.node, leaf);
      return (record) => !test(record);
    }
    case 'compare':
    case 'presence':
    case 'text':
      return leaf(node);
    default:
      return assertNever(node);
  }
}
