import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Field } from '../../src/domain/field/field';
import {
  checkFieldValue,
  isKindName,
  kindNames,
  kinds,
  readRow,
  sparseContent,
  type KindName,
} from '../../src/domain/kinds';

/** Every field that is registered anywhere. */
const registered = kindNames.flatMap((kind) =>
  ((kinds[kind].fields ?? []) as readonly Field[]).map((field) => [kind, field] as const),
);

/** Any value that a field may hold, its empty one included. */
function valueOf({ nature, empty }: Field): fc.Arbitrary<unknown> {
  switch (nature.type) {
    case 'text':
      return fc.string({ maxLength: 40 });
    case 'choice':
      return fc.constantFrom(empty, ...nature.options.map((option) => option.id));
    case 'reference':
      return fc.option(fc.stringMatching(/^[a-z0-9-]{1,20}$/), { nil: null });
    case 'time':
      return fc.option(fc.integer(), { nil: null });
    case 'number':
      return fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }), { nil: null });
    case 'flag':
      return fc.constantFrom(true, false, null);
    case 'tags':
    case 'references':
      return fc
        .uniqueArray(fc.string({ minLength: 1, maxLength: 10 }), { maxLength: 4 })
        .map((words) => words.sort());
  }
}

describe.each(registered)('the field of %s', (kind, field) => {
  const name = `${kind}.${field.key}`;

  it(`${name} allows its empty value and what its nature says, and has a label`, () => {
    expect([checkFieldValue(field, field.empty), field.label.trim() === '']).toEqual([null, false]);
    fc.assert(
      fc.property(valueOf(field), (value) => {
        expect(checkFieldValue(field, value)).toBeNull();
      }),
      { numRuns: 30 },
    );
  });

  it(`${name} refuses what is of another kind, with a reason`, () => {
    const wrong = [{ a: 1 }, [1], Number.NaN, undefined, () => 1];
    expect(wrong.map((value) => checkFieldValue(field, value) === null)).toEqual(wrong.map(() => false));
  });

  it(`${name} is stored only where somebody said something, and reads as it was`, () => {
    fc.assert(
      fc.property(valueOf(field), (value) => {
        const stored = { id: 'row', ...sparseContent(kind, { [field.key]: value }) };
        const read = readRow(kind, stored) as unknown as Readonly<Record<string, unknown>>;
        expect(read[field.key]).toEqual(value);
        expect(sparseContent(kind, read)).toEqual(stored);
      }),
      { numRuns: 30 },
    );
    expect(sparseContent(kind, { [field.key]: field.empty })).toEqual({});
  });

  it(`${name} merges as a set exactly where it holds one`, () => {
    const isSet = Array.isArray(field.empty);
    expect([field.merge, kinds[kind].mergeRules(field.key)]).toEqual(
      isSet ? ['addWinsSet', 'addWinsSet'] : ['lastWrite', 'lastWrite'],
    );
  });
});

describe('the kinds of rows', () => {
  it('are each listed once in the order of an export, after what they point at', () => {
    expect([...kindNames].sort()).toEqual(Object.keys(kinds).sort());
    const place = (kind: string): number => (kindNames as readonly string[]).indexOf(kind);
    const late = registered.filter(
      ([kind, { nature }]) =>
        nature.type === 'reference' && nature.to !== kind && place(nature.to) > place(kind),
    );
    expect(late.map(([kind, field]) => `${kind}.${field.key}`)).toEqual([]);
  });

  it('name each field once', () => {
    const doubled = registered.filter(
      ([kind, field], at) =>
        registered.findIndex(([other, { key }]) => other === kind && key === field.key) !== at,
    );
    expect(doubled).toEqual([]);
  });

  it('are told from what is no kind', () => {
    expect([
      ...kindNames.map(isKindName),
      isKindName('toString'),
      isKindName('__proto__'),
      isKindName(''),
    ]).toEqual([...kindNames.map(() => true), false, false, false]);
  });

  it('leave unknown fields of a newer desk as they are', () => {
    const row = { id: 'row', stamp: 'x', 'custom.size': 's', fromTheFuture: [] };
    const kindsWithFields: readonly KindName[] = ['tickets', 'people'];
    for (const kind of kindsWithFields) expect(sparseContent(kind, readRow(kind, row) as never)).toEqual(row);
  });
});
