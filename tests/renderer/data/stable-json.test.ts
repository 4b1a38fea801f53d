import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stableJson } from '../../../src/renderer/data/stable-json';

describe('stable JSON', () => {
  it('is the same for equal inputs, whatever the order of their keys', () => {
    expect(stableJson({ b: [1, { d: 1, c: 2 }], a: null })).toBe(
      stableJson({ a: null, b: [1, { c: 2, d: 1 }] }),
    );
  });

  it('is JSON of the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(stableJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
