import { assertNever } from '../assert';

/** How a field is compared; `=` is what a person writes as `:`. */
export type QueryOperator = '=' | '>' | '>=' | '<' | '<=';

/**
 * One value after an operator.
 *
 * - `choice`: the canonical value of a choice field.
 * - `name`: text, tag or reference as typed, never empty; `position` lets whoever looks the name up
 *   report an unknown one at its place.
 * - `ago`: that many milliseconds before now, a whole number of minutes; negative lies ahead (`+2d`).
 * - `date`: `parts` holds year, month (1-12), day, hour, minute, second, millisecond, as many as were
 *   written (1, 2, 3, 5, 6 or 7); `offsetMinutes` is there when a zone was written (`Z` is 0), else the
 *   date is meant in the zone of the desk.
 * - `me`: the person who asks.
 */
export type QueryValue =
  | { readonly type: 'choice'; readonly value: string }
  | { readonly type: 'name'; readonly value: string; readonly position: number }
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'ago'; readonly milliseconds: number }
  | { readonly type: 'date'; readonly parts: readonly number[]; readonly offsetMinutes?: number }
  | { readonly type: 'me' };

/** A comparison with a field; `=` with several values means any of them, other operators have one. */
export type CompareNode = {
  readonly type: 'compare';
  readonly field: string;
  readonly operator: QueryOperator;
  readonly values: readonly QueryValue[];
  readonly position: number;
};

/** `field:any` (present) or `field:none` (not present). */
type PresenceNode = {
  readonly type: 'presence';
  readonly field: string;
  readonly present: boolean;
  readonly position: number;
};

/** Text to find: one bare word, or a phrase where spaces and punctuation count. */
type TextNode = {
  readonly type: 'text';
  readonly value: string;
  readonly phrase: boolean;
  readonly position: number;
};

/** A condition that looks at a record by itself. */
export type QueryLeaf = CompareNode | PresenceNode | TextNode;

/** A condition. An empty `all` is everything. Positions are UTF-16 offsets into the parsed text. */
export type QueryNode =
  | { readonly type: 'all'; readonly nodes: readonly QueryNode[] }
  | { readonly type: 'any'; readonly nodes: readonly QueryNode[] }
  | { readonly type: 'not'; readonly node: QueryNode }
  | QueryLeaf;

/** One sort key; the first of a query weighs most. */
export type QuerySort = { readonly field: string; readonly direction: 'asc' | 'desc' };

/** A parsed query: what to find and in which order. Plain data, fit for JSON. */
export type Query = { readonly node: QueryNode; readonly sort: readonly QuerySort[] };

/** The condition that every record meets. */
export const everything: QueryNode = { type: 'all', nodes: [] };

/**
 * Lists the leaves of a condition from left to right, for callers that look names up before they
 * evaluate, or ask whether a field is mentioned at all.
 */
export function queryLeaves(node: QueryNode): readonly QueryLeaf[] {
  switch (node.type) {
    case 'all':
    case 'any':
      return node.nodes.flatMap(queryLeaves);
    case 'not':
      return queryLeaves(node.node);
    case 'compare':
    case 'presence':
    case 'text':
      return [node];
    default:
      return assertNever(node);
  }
}
