import { describe, expect, it } from 'vitest';
import { parseQuery } from '../../../src/domain/query/parse';
import { isFieldName, listFields } from '../../../src/domain/query/schema';
import { type Suggestion, suggestAt } from '../../../src/domain/query/suggest';
import { deskSchema } from './desk-schema';

/** The `|` marks the caret. */
function at(marked: string) {
  const caret = marked.indexOf('|');
  const text = marked.replace('|', '');
  return { text, suggestions: suggestAt(text, caret, deskSchema) };
}

function inserts(marked: string): readonly string[] {
  return at(marked).suggestions.items.map(({ insert }) => insert);
}

function accept(marked: string, item: Suggestion | undefined): string {
  const { text, suggestions } = at(marked);
  return `${text.slice(0, suggestions.from)}${item?.insert ?? ''}${text.slice(suggestions.to)}`;
}

describe('suggestAt', () => {
  const offers: readonly (readonly [string, readonly string[]])[] = [
    ['pri|', ['priority:']],
    ['a -(stat|)', ['status:']],
    ['STATU|', ['status:']],
    ['statsu|', ['status:']],
    ['so|', ['solved:', 'source:', 'sort:']],
    ['pri|:high', ['priority']],
    ['status:o|', ['open', 'on-hold']],
    ['status:"on |', ['on-hold']],
    ['status:new,so|', ['solved']],
    [
      'is:|',
      ['open', 'overdue', 'unassigned', 'reopened', 'merged', 'deleted', 'spam', 'unread', 'draft', 'mine'],
    ],
    ['priority>=|', ['low', 'normal', 'high', 'urgent']],
    ['assignee:|', ['me', 'none', 'any']],
    ['assignee:n|', ['none']],
    ['created>|', ['1h', '1d', '1w', '4w']],
    ['sort:-cr|', ['-created']],
    ['sort:is|', []],
    ['"status:|', []],
    ['status:open |"x"', expect.arrayContaining(['status:', 'sort:']) as never],
    ['nofield:|', []],
  ];
  it.each(offers)('offers the right words at %j', (marked, words) => expect(inserts(marked)).toEqual(words));

  it('offers the operators that a finished field name understands', () => {
    expect(inserts('priority|')).toEqual(['priority:', 'priority>', 'priority>=', 'priority<', 'priority<=']);
    expect(inserts('team|')).toEqual(['team:']);
    expect(at('due|').suggestions.items[1]).toEqual({ insert: 'due>', kind: 'operator', hint: 'after' });
  });

  it('replaces the whole word, value or quoted value around the caret', () => {
    const solved: Suggestion = { insert: 'solved', kind: 'value' };
    expect(accept('a status:op|en b', solved)).toBe('a status:solved b');
    expect(accept('status:new,op|en,closed', solved)).toBe('status:new,solved,closed');
    expect(accept('status:"on| hold" b', solved)).toBe('status:solved b');
    expect(accept('status:"on| hold b', solved)).toBe('status:solved hold b');
    expect(accept('-sta|t', { insert: 'status:', kind: 'field' })).toBe('-status:');
  });

  it('tells which field and text the caller may complete with names', () => {
    expect(at('assignee:ana,"Bo R|').suggestions).toMatchObject({
      slot: 'value',
      field: 'assignee',
      typed: 'Bo R',
      from: 13,
    });
  });

  it('only offers fields and values that parse', () => {
    for (const field of listFields(deskSchema)) {
      for (const operator of inserts(`${field.name}|`).filter((text) => text.startsWith(field.name))) {
        for (const value of inserts(`${operator}|`)) {
          expect(parseQuery(`${operator}${value}`, deskSchema)).toMatchObject({ ok: true });
        }
      }
    }
  });
});

describe('isFieldName', () => {
  it('accepts names that can be written as they are', () => {
    expect(['status', 'serial_number', 'größe', 'x-1'].map(isFieldName)).toEqual([true, true, true, true]);
  });

  it('refuses names that the language would read otherwise', () => {
    const names = ['', 'Status', 'two words', 'a:b', 'a,b', '-a', 'sort', 'a"', 'a(b', 'a>'];
    expect(names.filter(isFieldName)).toEqual([]);
  });
});
