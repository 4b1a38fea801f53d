import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitJson, type JsonShape } from '../../../src/main/import/split-json';
import { dataFile, readCells } from './read-cells';

const rows = [
  { number: 'INC1', short_description: 'a "quoted" [x] {y}', n: 1, yes: true, none: null },
  {
    number: 'INC2',
    tags: ['a', 'b'],
    caller_id: { display_value: 'Ann', link: 'https://example.com' },
    inner: { deep: { er: 5 } },
  },
];

describe('a file of JSON', () => {
  test.each([
    ['rows one a line', rows.map((row) => JSON.stringify(row)).join('\n'), 'a.ndjson'],
    [
      'rows one a line, whatever its name',
      `${rows.map((row) => JSON.stringify(row)).join('\r\n')}\r\n`,
      'a.txt',
    ],
    ['one array', JSON.stringify(rows), 'a.json'],
    ['one array, indented', JSON.stringify(rows, null, 2), 'a.json'],
    ['the answer of a server', JSON.stringify({ result: rows }), 'a.json'],
    ['the answer of a server, indented', JSON.stringify({ result: rows, count: 2 }, null, 2), 'a.json'],
  ])('is read as %s', async (_, text, name) => {
    const { columns, rows: cells, messages } = await readCells(dataFile(text, name));
    expect(columns).toEqual([
      'number',
      'short_description',
      'n',
      'yes',
      'none',
      'tags',
      'caller_id',
      'inner.deep.er',
    ]);
    expect(cells).toEqual([
      ['INC1', 'a "quoted" [x] {y}', '1', 'true', '', '', '', ''],
      ['INC2', '', '', '', '', 'a, b', 'Ann', '5'],
    ]);
    expect(messages).toEqual([]);
  });

  test('reports a line that is no JSON, keeps its text and goes on', async () => {
    const {
      rows: cells,
      extras,
      messages,
    } = await readCells(dataFile('{"a":"1"}\n{"a":oops}\nnothing\n{"a":"2"}\n', 'a.ndjson'));
    expect(cells).toEqual([['1'], [''], [''], ['2']]);
    expect(extras).toEqual([[], ['{"a":oops}'], ['nothing'], []]);
    expect(messages).toEqual([expect.objectContaining({ reason: 'bad-line', count: 2, rows: [2, 3] })]);
  });

  test('that is cut short loses no row before the cut', async () => {
    const text = JSON.stringify(rows);
    for (let length = 2; length < text.length; length += 1) {
      const { rows: cells } = await readCells(dataFile(text.slice(0, length), 'a.json'));
      if (length > text.indexOf('},{')) expect(cells[0]?.[0], `cut at ${length}`).toBe('INC1');
    }
  });

  test('is cut into the same rows whatever the pieces are that it comes in', () => {
    const anyRows = fc.array(
      fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }), { minKeys: 1, maxKeys: 3 }),
      { minLength: 1, maxLength: 5 },
    );
    const shape = fc.constantFrom<JsonShape>('sequence', 'array', 'wrapped');
    fc.assert(
      fc.property(
        anyRows,
        shape,
        fc.integer({ min: 1, max: 9 }),
        fc.boolean(),
        (given, kind, size, isIndented) => {
          const write = (value: unknown): string =>
            JSON.stringify(value, null, isIndented && kind !== 'sequence' ? 2 : 0);
          const text =
            kind === 'sequence'
              ? given.map(write).join('\n')
              : write(kind === 'array' ? given : { result: given });
          const splitter = splitJson(kind);
          const parts: string[] = [];
          for (let start = 0; start < text.length; start += size)
            parts.push(...splitter.push(text.slice(start, start + size)));
          const rest = splitter.end();
          const back = [...parts, ...(rest === '' ? [] : [rest])].map((part): unknown => JSON.parse(part));
          expect(back).toEqual(JSON.parse(JSON.stringify(given)));
        },
      ),
      { numRuns: 300 },
    );
  });
});
