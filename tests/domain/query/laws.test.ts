import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { QueryNode, QueryValue } from '../../../src/domain/query/ast';
import { compileQuery } from '../../../src/domain/query/compile';
import {
  evaluateQuery,
  type HeldValue,
  type QueryAccess,
  recordLeaf,
} from '../../../src/domain/query/evaluate';
import { formatNode } from '../../../src/domain/query/format';
import { normaliseNode } from '../../../src/domain/query/normal';
import type { QuerySchema } from '../../../src/domain/query/schema';
import { now, parsed, utcClock } from './desk-schema';

type Row = {
  readonly texts: readonly string[];
  readonly fields: Readonly<Record<string, readonly HeldValue[]>>;
};

/** The meaning of a condition written the long way, without any of the code it judges. */
function bruteForce(node: QueryNode, record: Row): boolean {
  if (node.type === 'not') return !bruteForce(node.node, record);
  if (node.type === 'all') {
    let isFit = true;
    for (const part of node.nodes) if (!bruteForce(part, record)) isFit = false;
    return isFit;
  }
  if (node.type === 'any') {
    let isFit = false;
    for (const part of node.nodes) if (bruteForce(part, record)) isFit = true;
    return isFit;
  }
  if (node.type === 'text')
    return record.texts.some((text) => text.toLowerCase().includes(node.value.toLowerCase()));
  const held = record.fields[node.field] ?? [];
  if (node.type === 'presence') return node.present ? held.length !== 0 : held.length === 0;
  for (const value of node.values)
    for (const each of held) if (holds(each, node.operator, value)) return true;
  return false;
}

function holds(held: HeldValue, operator: string, value: QueryValue): boolean {
  const order = ['low', 'normal', 'high'];
  const isChoice = value.type === 'choice' && operator !== '=';
  const left = isChoice ? order.indexOf(String(held)) : held;
  const wanted = value.type === 'me' ? 'ana' : value.type === 'ago' ? now - value.milliseconds : plain(value);
  const right = isChoice ? order.indexOf(String(wanted)) : wanted;
  if (value.type === 'ago' && operator === '=') {
    const [first, last] = [Number(right), now].sort((one, other) => one - other);
    return Number(left) >= Number(first) && Number(left) <= Number(last);
  }
  if (value.type === 'ago') return operator.startsWith('>') ? left >= right : left < right;
  return (
    { '=': left === right, '>': left > right, '>=': left >= right, '<': left < right, '<=': left <= right }[
      operator
    ] ?? false
  );
}

function plain(value: QueryValue): HeldValue {
  return value.type === 'choice' || value.type === 'name' || value.type === 'number' ? value.value : 0;
}

const smallSchema: QuerySchema = {
  fields: new Map([
    ['level', { name: 'level', kind: 'choice', values: ['low', 'normal', 'high'], ordered: true }],
    ['count', { name: 'count', kind: 'number' }],
    ['owner', { name: 'owner', kind: 'reference' }],
    ['tag', { name: 'tag', kind: 'tags' }],
    ['created', { name: 'created', kind: 'time' }],
  ]),
};

const few = { maxLength: 2 };
const smallRow: fc.Arbitrary<Row> = fc.record({
  texts: fc.array(fc.constantFrom('paper jam', 'Screen', 'a OR b', ''), few),
  fields: fc.record({
    level: fc.array(fc.constantFrom('low', 'normal', 'high'), { maxLength: 1 }),
    count: fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 1 }),
    owner: fc.array(fc.constantFrom('ana', 'bo'), { maxLength: 1 }),
    tag: fc.array(fc.constantFrom('x', 'y', 'z'), few),
    created: fc.array(
      fc.integer({ min: -3, max: 3 }).map((minutes) => now + minutes * 60_000),
      { maxLength: 1 },
    ),
  }),
});

const texts = [
  'paper',
  'screen',
  '"a or"',
  'zz',
  'level:low',
  'level>low',
  'level<=normal',
  'level:low,high',
  'level:none',
  'count:1,2',
  'count>1',
  'count<=2',
  'owner:me',
  'owner:bo',
  'owner:any',
  'tag:x',
  'tag:x,y',
  'tag:none',
  'created>1m',
  'created<=2m',
  'created:2m',
  'created<+1m',
  'created:+2m',
  'created:none',
];
const smallLeaf = fc.constantFrom(...texts).map((text) => parsed(text, smallSchema).node);
const smallNode = fc.letrec<{ node: QueryNode }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    smallLeaf,
    fc.array(tie('node'), { maxLength: 3 }).map((nodes): QueryNode => ({ type: 'all', nodes })),
    fc.array(tie('node'), { maxLength: 3 }).map((nodes): QueryNode => ({ type: 'any', nodes })),
    tie('node').map((node): QueryNode => ({ type: 'not', node })),
  ),
})).node;

const small: QueryAccess<Row> = {
  schema: smallSchema,
  clock: utcClock,
  me: 'ana',
  values: (record, field) => record.fields[field] ?? [],
  texts: (record) => record.texts,
};
const fits = (node: QueryNode, record: Row): boolean => evaluateQuery(node, record, small);
const fitsText = (text: string, record: Row): boolean => fits(parsed(text, smallSchema).node, record);

describe('laws of evaluation', () => {
  it('agrees with the meaning written the long way', () => {
    fc.assert(
      fc.property(smallNode, smallRow, (node, record) => {
        expect(fits(node, record)).toBe(bruteForce(node, record));
      }),
      { numRuns: 1_000 },
    );
  });

  it('means the same after it was normalised, or written and parsed', () => {
    fc.assert(
      fc.property(smallNode, smallRow, (node, record) => {
        expect(fits(normaliseNode(node), record)).toBe(fits(node, record));
        expect(fitsText(formatNode(node), record)).toBe(fits(node, record));
      }),
      { numRuns: 500 },
    );
  });

  it('turns AND into OR under a minus, spells AND as nothing, and undoes two minuses', () => {
    fc.assert(
      fc.property(smallNode, smallNode, smallRow, (left, right, record) => {
        const a = `(${formatNode(left)})`;
        const b = `(${formatNode(right)})`;
        expect(fitsText(`-(${a} ${b})`, record)).toBe(fitsText(`-${a} OR -${b}`, record));
        expect(fitsText(`-(${a} OR ${b})`, record)).toBe(fitsText(`-${a} -${b}`, record));
        expect(fitsText(`${a} ${b}`, record)).toBe(fitsText(a, record) && fitsText(b, record));
        expect(fitsText(`${a} AND ${b}`, record)).toBe(fitsText(`${a} ${b}`, record));
        expect(fitsText(`-(-${a})`, record)).toBe(fitsText(a, record));
      }),
      { numRuns: 300 },
    );
  });

  it('splits filled records in two at every ordered comparison', () => {
    const pairs = [
      ['level>normal', 'level<=normal'],
      ['count>=2', 'count<2'],
      ['created>1m', 'created<=1m'],
      ['created>2024-05-15T12:01', 'created<=2024-05-15T12:01'],
      ['created>=2024-05-15T12:01', 'created<2024-05-15T12:01'],
    ] as const;
    fc.assert(
      fc.property(fc.constantFrom(...pairs), smallRow, ([upper, lower], record) => {
        const field = upper.replace(/[<>].*/u, '');
        const sides = [fitsText(upper, record), fitsText(lower, record)].filter(Boolean).length;
        expect(sides).toBe(fitsText(`${field}:any`, record) ? 1 : 0);
      }),
    );
  });
});

describe('compileQuery', () => {
  it('gives columns the same structure as rows', () => {
    fc.assert(
      fc.property(smallNode, fc.array(smallRow, { maxLength: 4 }), (node, rows) => {
        const byIndex = compileQuery<number>(node, (leaf) => {
          const column = rows.map(recordLeaf(leaf, small));
          return (index) => column[index] ?? false;
        });
        expect(rows.map((_, index) => byIndex(index))).toEqual(rows.map((record) => fits(node, record)));
      }),
      { numRuns: 200 },
    );
  });

  it('prepares each leaf once, however many records follow', () => {
    let prepared = 0;
    const test = compileQuery<number>(parsed('a OR -(b c)').node, () => {
      prepared += 1;
      return (record) => record > 1;
    });
    expect([0, 1, 2].map(test)).toEqual([true, true, true]);
    expect(prepared).toBe(3);
  });
});
