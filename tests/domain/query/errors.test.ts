import { describe, expect, it } from 'vitest';
import { parseQuery } from '../../../src/domain/query/parse';
import { deepestNesting, longestQuery } from '../../../src/domain/query/syntax';
import { deskSchema } from './desk-schema';

function errorOf(text: string) {
  const result = parseQuery(text, deskSchema);
  if (result.ok) throw new Error(`${text} was accepted`);
  return result.error;
}

describe('errors', () => {
  // Text, marked stretch, reason, and words that the sentence must hold.
  const mistakes: readonly (readonly [string, string, string, RegExp])[] = [
    ['statsu:open', 'statsu', 'unknown_field', /Did you mean status\?.*"statsu:open"/],
    ['a -prio>low', 'prio', 'unknown_field', /Did you mean priority\?/],
    ['http://x', 'http', 'unknown_field', /in quotes: "http:\/\/x"/],
    ['at 10:30', '10', 'unknown_field', /in quotes: "10:30"/],
    ['C:\\x', 'C', 'unknown_field', /in quotes: "C:\\\\x"/],
    ['zzz<5', 'zzz', 'unknown_field', /no field named zzz\. To find/],
    ['__proto__:x', '__proto__', 'unknown_field', /no field/],
    [
      'status:opne',
      'opne',
      'unknown_value',
      /Did you mean open\?.*new, open, pending, on-hold, solved, closed/,
    ],
    ['status:open,gone', 'gone', 'unknown_value', /gone is not a value of status/],
    ['is:none', 'none', 'unknown_value', /overdue/],
    ['status>open', '>', 'operator_not_allowed', /status has no order.*status:/],
    ['team:>=x', ':>=', 'operator_not_allowed', /team has no order/],
    ['status:', ':', 'empty_value', /for example status:new/],
    ['status: open', ':', 'empty_value', /without spaces/],
    ['status:open, new', ',', 'empty_value', /without spaces/],
    ['status:,open', ':', 'empty_value', /missing/],
    ['status:(open OR new)', ':', 'empty_value', /missing/],
    ['tag:""', '""', 'empty_value', /missing/],
    ['priority = high', '=', 'syntax', /No field stands directly before =/],
    ['priority >= high', '>=', 'syntax', /No field stands directly before >=/],
    ['number>1,2,3', ',2,3', 'syntax', /Only one value/],
    ['number>1,', ',', 'syntax', /Only one value/],
    ['number:many', 'many', 'invalid_value', /not a number/],
    ['number:99999999999999999', '99999999999999999', 'invalid_value', /too large/],
    ['created>2y', '2y', 'invalid_value', /30m, 12h, 2d or 3w/],
    ['created>none', 'none', 'invalid_value', /not a time/],
    ['created:2024-02-30', '2024-02-30', 'invalid_value', /not in the calendar/],
    ['created:2023-02-29', '2023-02-29', 'invalid_value', /not in the calendar/],
    ['created:2024-13', '2024-13', 'invalid_value', /not in the calendar/],
    ['created:2024-05-01T24:00', '2024-05-01T24:00', 'invalid_value', /not in the calendar/],
    ['created:2024-05-01T10:00+24:00', '2024-05-01T10:00+24:00', 'invalid_value', /not in the calendar/],
    ['created>99999999999999w', '99999999999999w', 'invalid_value', /too far/],
    ['a "b c', '"b c', 'syntax', /never closed/],
    ['team:"x', '"x', 'syntax', /never closed/],
    ['24" screen', '"', 'syntax', /middle of a word/],
    ['""', '""', 'syntax', /Nothing stands/],
    ['"a"b', 'b', 'syntax', /directly/],
    ['team:x(y)', '(', 'syntax', /Put a space/],
    ['a (b OR (c)', '(', 'syntax', /closing \)/],
    ['a) b', ')', 'syntax', /closes nothing/],
    ['a - b', '-', 'syntax', /minus stands alone/],
    ['(a -)', '-', 'syntax', /minus stands alone/],
    ['-', '-', 'syntax', /minus stands alone/],
    ['a -OR b', '-', 'syntax', /minus stands alone/],
    ['--force', '--', 'syntax', /Two minus/],
    ['a OR', 'OR', 'syntax', /both sides/],
    ['OR a', 'OR', 'syntax', /both sides/],
    ['a (OR b)', 'OR', 'syntax', /both sides/],
    ['a OR OR b', 'OR', 'syntax', /both sides/],
    ['a OR sort:created', 'OR', 'syntax', /both sides/],
    ['a AND', 'AND', 'syntax', /AND needs/],
    ['NOT status:open', 'NOT', 'syntax', /-word/],
    ['NOT (a)', 'NOT', 'syntax', /-word/],
    ['(a sort:created)', 'sort:created', 'sort_not_allowed', /out of the parentheses/],
    ['-sort:created', '-', 'sort_not_allowed', /sort:-created/],
    ['sort:is', 'is', 'sort_not_allowed', /not possible/],
    ['sort:craeted', 'craeted', 'unknown_field', /Did you mean created\?/],
    ['sort>created', '>', 'syntax', /colon/],
    ['sort:-', '-', 'empty_value', /sort:created/],
  ];

  it.each(mistakes)('explains %j at %j', (text, marked, reason, sentence) => {
    const error = errorOf(text);
    const { position, length } = error.details as { position: number; length: number };
    expect(error).toMatchObject({ code: 'invalid_input', retryable: false, details: { reason } });
    expect(text.slice(position, position + length)).toBe(marked);
    expect(error.message).toMatch(sentence);
  });

  it('points at the open parenthesis that is not closed', () => {
    expect(errorOf('a (b OR (c)').details).toMatchObject({ position: 2, length: 1 });
  });

  it('counts positions in UTF-16 code units', () => {
    expect(errorOf('🖨️ status:x').details).toMatchObject({ position: 11, length: 1 });
  });

  it('reports the allowed values and the nearest one as data', () => {
    expect(errorOf('priority:hihg').details).toMatchObject({
      field: 'priority',
      suggestion: 'high',
      allowed: ['low', 'normal', 'high', 'urgent'],
    });
  });

  it('accepts parentheses up to the limit and refuses one more', () => {
    const nested = (depth: number): string => `${'('.repeat(depth)}a${')'.repeat(depth)}`;
    expect(parseQuery(nested(deepestNesting), deskSchema).ok).toBe(true);
    expect(errorOf(nested(deepestNesting + 1)).details).toMatchObject({
      reason: 'too_deep',
      position: deepestNesting,
    });
    expect(errorOf('-('.repeat(longestQuery / 2)).details).toMatchObject({ reason: 'too_deep' });
  });

  it('accepts text up to the length limit and refuses one character more', () => {
    expect(parseQuery('a'.repeat(longestQuery), deskSchema).ok).toBe(true);
    expect(errorOf('a'.repeat(longestQuery + 1)).details).toMatchObject({
      reason: 'too_long',
      position: longestQuery,
      length: 1,
    });
  });
});
