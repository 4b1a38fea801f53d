import { sharedData } from '../../support/shared-data';
import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatQuery } from '../../../src/domain/query/format';
import { parseQuery } from '../../../src/domain/query/parse';
import { suggestAt } from '../../../src/domain/query/suggest';
import { deskSchema, parsed, withoutPositions } from './desk-schema';
import { trickyText } from './random-queries';

const naughtyFile = sharedData('hostile/naughty-strings.json');

/** Any answer is right as long as it is one: a query that survives writing, or an error that has a place. */
function expectAnswer(text: string): void {
  const result = parseQuery(text, deskSchema);
  if (result.ok) {
    const { node, sort } = result.value;
    expect(parsed(formatQuery(result.value))).toEqual({ node: withoutPositions(node), sort });
    return;
  }
  const { position, length } = result.error.details as { position: number; length: number };
  expect(result.error.code).toBe('invalid_input');
  expect(result.error.message).not.toBe('');
  expect(position).toBeGreaterThanOrEqual(0);
  expect(length).toBeGreaterThan(0);
  expect(position + length).toBeLessThanOrEqual(text.length);
}

const pieces = fc.oneof(
  trickyText,
  fc.constantFrom(
    ' ',
    ' ',
    ' ',
    '(',
    ')',
    '"',
    '-',
    ':',
    ',',
    '>',
    '<=',
    ' OR ',
    ' AND ',
    ' NOT ',
    '\ud800',
    '\udc00',
  ),
  fc.constantFrom(
    'status:',
    'open',
    'team:',
    'created',
    '2d',
    'sort:',
    'is:',
    'number>',
    'tag:"a b"',
    'none',
  ),
);
const soup = fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join(''));

describe('hostile text', () => {
  it('gets an answer, never an exception', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), expectAnswer), { numRuns: 500 });
  });

  it('gets an answer when it is made of pieces of the language', () => {
    fc.assert(fc.property(soup, expectAnswer), { numRuns: 3_000 });
  });

  it('gets suggestions at every caret, within the text', () => {
    fc.assert(
      fc.property(soup, fc.nat(80), (text, seed) => {
        const caret = Math.min(seed, text.length);
        const { from, to } = suggestAt(text, caret, deskSchema);
        expect([0 <= from, from <= caret, caret <= to, to <= text.length]).toEqual([true, true, true, true]);
      }),
      { numRuns: 1_000 },
    );
  });

  it.skipIf(!existsSync(naughtyFile))(
    'gets an answer for each naughty string (skipped without shared data)',
    () => {
      const texts = JSON.parse(readFileSync(naughtyFile, 'utf8')) as readonly string[];
      expect(texts.length).toBeGreaterThan(100);
      for (const text of texts) {
        for (const form of [
          text,
          `team:${text}`,
          `status:${text}`,
          `created>${text}`,
          `"${text}`,
          `(${text}) OR a`,
        ]) {
          expectAnswer(form);
        }
      }
    },
  );
});
