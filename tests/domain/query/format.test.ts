import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { QueryNode } from '../../../src/domain/query/ast';
import { formatNode, formatQuery } from '../../../src/domain/query/format';
import { normaliseQuery } from '../../../src/domain/query/normal';
import { deskSchema, parsed, withoutPositions } from './desk-schema';
import { randomQuery, randomSchema } from './random-queries';

describe('formatQuery', () => {
  const texts: readonly (readonly [string, string])[] = [
    ['', ''],
    ['sort:-created  STATUS:OPEN', 'status:open sort:-created'],
    ['status=onhold,new', 'status:on-hold,new'],
    ['priority:>=HIGH', 'priority>=high'],
    ['a OR (b c) OR (d OR e)', 'a OR b c OR d OR e'],
    ['(a OR b) AND c', '(a OR b) c'],
    ['-(a b) -(c)', '-(a b) -c'],
    ['-(-a)', '-(-a)'],
    ['assignee:me,none', 'assignee:me OR assignee:none'],
    ['team:"Field Service","none","Sales"', 'team:"Field Service","none",Sales'],
    ['created>48h created>90m created>14d due<+7d', 'created>2d created>90m created>2w due<+1w'],
    ['created:2024-5-1 created<2024-05-01t10:00z', 'created:2024-05-01 created<2024-05-01T10:00Z'],
    ['"C:\\x" "single"', '"C:\\\\x" "single"'],
    ['number:#7,007', 'number:7,7'],
  ];
  it.each(texts)('writes %j as %j', (text, canonical) => {
    expect(formatQuery(parsed(text))).toBe(canonical);
    expect(formatQuery(parsed(canonical))).toBe(canonical);
  });

  it('gives every query back when its text is parsed', () => {
    const cases = randomSchema.chain((schema) => fc.tuple(fc.constant(schema), randomQuery(schema)));
    fc.assert(
      fc.property(cases, ([schema, query]) => {
        const { node, sort } = normaliseQuery(query);
        expect(parsed(formatQuery(query), schema)).toEqual({ node: withoutPositions(node), sort });
      }),
      { numRuns: 1_000 },
    );
  });

  it('writes each condition of a query so that the chips together are the query', () => {
    fc.assert(
      fc.property(randomQuery(deskSchema), (query) => {
        const { node } = normaliseQuery(query);
        const parts: readonly QueryNode[] = node.type === 'all' ? node.nodes : [node];
        const chips = parts.map((part) => `(${formatNode(part)})`).join(' ');
        expect(parsed(chips).node).toEqual(withoutPositions(node));
      }),
    );
  });
});
