import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldChoice, foldText } from '../../../src/domain/query/fold';
import { nearest } from '../../../src/domain/query/nearest';

describe('foldText', () => {
  const folds: readonly (readonly [string, string])[] = [
    ['Crème BRÛLÉE', 'creme brulee'],
    ['Ёлка', 'елка'],
    ['ΟΔΌΣ', 'οδοσ'],
    ['İstanbul', 'istanbul'],
    ['がぎ', 'がぎ'],
    ['हिन्दी', 'हिन्दी'],
    ['각', '각'],
  ];
  it.each(folds)('folds %j to %j', (text, folded) => expect(foldText(text)).toBe(folded));

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(foldText(foldText(text))).toBe(foldText(text));
      }),
      { numRuns: 500 },
    );
  });

  it('makes composed and decomposed spellings equal', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(foldText(text.normalize('NFD'))).toBe(foldText(text.normalize('NFC')));
      }),
    );
  });
});

describe('foldChoice', () => {
  it('makes the spellings of a value equal', () => {
    expect(new Set(['on-hold', 'On hold', 'on_hold', 'ONHOLD'].map(foldChoice)).size).toBe(1);
  });
});

describe('nearest', () => {
  const candidates = ['status', 'priority', 'assignee', 'organisation'];
  const cases: readonly (readonly [string, string | undefined])[] = [
    ['prio', 'priority'],
    ['statsu', 'status'],
    ['asignee', 'assignee'],
    ['organization', 'organisation'],
    ['colour', undefined],
    ['x', undefined],
    ['', undefined],
  ];
  it.each(cases)('takes %j for %j', (typed, meant) => expect(nearest(typed, candidates)).toBe(meant));
});
