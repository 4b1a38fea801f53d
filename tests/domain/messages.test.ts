import { describe, expect, it } from 'vitest';

/** Every file of words; what else such a file exports is no table of words. */
const files = import.meta.glob<Readonly<Record<string, unknown>>>(
  ['../../src/**/*.messages.ts', '../../src/**/messages.ts'],
  { eager: true },
);

const tables = Object.entries(files).flatMap(([file, exported]) =>
  Object.entries(exported)
    .filter(([name, table]) => name.endsWith('essages') && typeof table === 'object')
    .map(([name, table]) => [`${file.replace('../../', '')} ${name}`, table] as const),
);

function texts(table: unknown, path: string): (readonly [string, string])[] {
  if (typeof table === 'string') return [[path, table]];
  if (typeof table !== 'object' || table === null) return [];
  return Object.entries(table).flatMap(([key, inner]) => texts(inner, `${path}.${key}`));
}

describe('the words that people read', () => {
  it('are found', () => {
    expect(tables.length).toBeGreaterThan(20);
    expect(tables.flatMap(([name, table]) => texts(table, name)).length).toBeGreaterThan(200);
  });

  it.each(tables)('%s has no empty, untrimmed or unfinished text', (name, table) => {
    const odd = texts(table, name).filter(
      ([, text]) =>
        text.trim() === '' || text !== text.trim() || /\b(TODO|FIXME|undefined|null|\[object)/.test(text),
    );
    expect(odd).toEqual([]);
  });
});
