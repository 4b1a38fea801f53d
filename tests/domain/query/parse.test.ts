import { describe, expect, it } from 'vitest';
import {
  type QueryNode,
  type QueryOperator,
  type QueryValue,
  queryLeaves,
} from '../../../src/domain/query/ast';
import { parseQuery } from '../../../src/domain/query/parse';
import { deskSchema, parsed } from './desk-schema';

const position = 0;
const choice = (value: string): QueryValue => ({ type: 'choice', value });
const name = (value: string): QueryValue => ({ type: 'name', value, position });
const ago = (hours: number): QueryValue => ({ type: 'ago', milliseconds: hours * 3_600_000 });
const date = (...parts: readonly number[]): QueryValue => ({ type: 'date', parts });
const me: QueryValue = { type: 'me' };
const not = (node: QueryNode): QueryNode => ({ type: 'not', node });
const all = (...nodes: readonly QueryNode[]): QueryNode => ({ type: 'all', nodes });
const any = (...nodes: readonly QueryNode[]): QueryNode => ({ type: 'any', nodes });
const word = (value: string): QueryNode => ({ type: 'text', value, phrase: false, position });
const phrase = (value: string): QueryNode => ({ type: 'text', value, phrase: true, position });
const presence = (field: string, present: boolean): QueryNode => ({
  type: 'presence',
  field,
  present,
  position,
});

function compare(field: string, operator: QueryOperator, ...values: readonly QueryValue[]): QueryNode {
  return { type: 'compare', field, operator, values, position };
}

const open = compare('status', '=', choice('open'));

describe('conditions', () => {
  const rules: readonly (readonly [string, QueryNode])[] = [
    ['', all()],
    ['  \t\n ', all()],
    ['status:open', open],
    ['STATUS:Open', open],
    ['status=open', open],
    ['status:open,new', compare('status', '=', choice('open'), choice('new'))],
    ['status:"on hold"', compare('status', '=', choice('on-hold'))],
    ['status:onhold', compare('status', '=', choice('on-hold'))],
    ['status:On_Hold', compare('status', '=', choice('on-hold'))],
    ['priority>=high', compare('priority', '>=', choice('high'))],
    ['priority:>=high', compare('priority', '>=', choice('high'))],
    ['number>100', compare('number', '>', { type: 'number', value: 100 })],
    ['number:#100', compare('number', '=', { type: 'number', value: 100 })],
    ['number<=-0', compare('number', '<=', { type: 'number', value: 0 })],
    ['level<2.5', compare('level', '<', { type: 'number', value: 2.5 })],
    ['assignee:me', compare('assignee', '=', me)],
    ['assignee:ME', compare('assignee', '=', me)],
    ['assignee:"me"', compare('assignee', '=', name('me'))],
    ['tag:me', compare('tag', '=', name('me'))],
    ['organization:acme', compare('organisation', '=', name('acme'))],
    ['team:"Field Service"', compare('team', '=', name('Field Service'))],
    ['tag:"a,b",c', compare('tag', '=', name('a,b'), name('c'))],
    ['tag:http://x/?a=b', compare('tag', '=', name('http://x/?a=b'))],
    ['assignee:none', presence('assignee', false)],
    ['due:any', presence('due', true)],
    ['assignee:"none"', compare('assignee', '=', name('none'))],
    ['assignee:me,none', any(compare('assignee', '=', me), presence('assignee', false))],
    ['is:open', compare('is', '=', choice('open'))],
    ['has:attachment', compare('has', '=', choice('attachment'))],
  ];
  it.each(rules)('reads %j', (text, node) => expect(parsed(text)).toEqual({ node, sort: [] }));
});

describe('times', () => {
  const rules: readonly (readonly [string, QueryNode])[] = [
    ['created>30m', compare('created', '>', ago(0.5))],
    ['created>12h', compare('created', '>', ago(12))],
    ['created>2d', compare('created', '>', ago(48))],
    ['created<3w', compare('created', '<', ago(504))],
    ['due<+2d', compare('due', '<', ago(-48))],
    ['created:2024', compare('created', '=', date(2024))],
    ['created:2024-05', compare('created', '=', date(2024, 5))],
    ['created:2024-05-01', compare('created', '=', date(2024, 5, 1))],
    ['created:2024-5-1', compare('created', '=', date(2024, 5, 1))],
    ['created>=2024-05-01T10:00', compare('created', '>=', date(2024, 5, 1, 10, 0))],
    ['created<"2024-05-01 10:00:30"', compare('created', '<', date(2024, 5, 1, 10, 0, 30))],
    ['created<2024-05-01T10:00:30.5', compare('created', '<', date(2024, 5, 1, 10, 0, 30, 500))],
    [
      'created<=2024-05-01T10:00Z',
      compare('created', '<=', { type: 'date', parts: [2024, 5, 1, 10, 0], offsetMinutes: 0 }),
    ],
    [
      'created<=2024-05-01T10:00-05:30',
      compare('created', '<=', { type: 'date', parts: [2024, 5, 1, 10, 0], offsetMinutes: -330 }),
    ],
    ['created:2024-02-29', compare('created', '=', date(2024, 2, 29))],
  ];
  it.each(rules)('reads %j', (text, node) => expect(parsed(text).node).toEqual(node));
});

describe('structure', () => {
  const rules: readonly (readonly [string, QueryNode])[] = [
    ['a b', all(word('a'), word('b'))],
    ['a AND b', all(word('a'), word('b'))],
    ['a OR b c', any(word('a'), all(word('b'), word('c')))],
    ['a or b', all(word('a'), word('or'), word('b'))],
    ['(a OR b) c', all(any(word('a'), word('b')), word('c'))],
    ['((a)) (b c)', all(word('a'), word('b'), word('c'))],
    ['-a', not(word('a'))],
    ['-"a b"', not(phrase('a b'))],
    ['-status:open', not(open)],
    ['-(a OR b)', not(any(word('a'), word('b')))],
    ['-(-a)', not(not(word('a')))],
    ['()', all()],
    ['-()', not(all())],
    ['foo(bar)', all(word('foo'), word('bar'))],
    ['foo-bar', word('foo-bar')],
    ['NOT found', all(phrase('NOT'), word('found'))],
    ['"OR"', phrase('OR')],
    ['x=5', phrase('x=5')],
    ['a,b', word('a,b')],
    ['"say \\"hi\\" \\\\ C:\\dir"', phrase('say "hi" \\ C:\\dir')],
    ['Größe 打印机 🖨️', all(word('Größe'), word('打印机'), word('🖨️'))],
  ];
  it.each(rules)('reads %j', (text, node) => expect(parsed(text).node).toEqual(node));

  it('orders by several fields, wherever they stand at the top level', () => {
    const sort = [
      { field: 'priority', direction: 'desc' },
      { field: 'created', direction: 'asc' },
    ];
    const node = any(open, word('printer'));
    expect(parsed('sort:-priority status:open OR printer sort:created')).toEqual({ node, sort });
    expect(parsed('status:open OR printer sort:-priority,created')).toEqual({ node, sort });
  });

  it('keeps the position of each leaf and of names that are looked up later', () => {
    const result = parseQuery('  -team:a,"b c" printer', deskSchema);
    const values = [
      { type: 'name', value: 'a', position: 8 },
      { type: 'name', value: 'b c', position: 10 },
    ];
    const team = { type: 'compare', field: 'team', operator: '=', values, position: 3 };
    const printer = { type: 'text', value: 'printer', phrase: false, position: 16 };
    const node = { type: 'all', nodes: [{ type: 'not', node: team }, printer] };
    expect(result).toEqual({ ok: true, value: { node, sort: [] } });
  });

  it('lists the leaves from left to right', () => {
    const leaves = queryLeaves(parsed('a -(status:open OR (assignee:none "b c"))').node);
    expect(leaves).toEqual([word('a'), open, presence('assignee', false), phrase('b c')]);
  });
});
