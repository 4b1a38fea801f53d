import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hostileStrings } from '../../domain/import/hostile';
import { dataFile, readCells } from './read-cells';

/** A file cannot hold half a character: writing one as UTF-8 puts the replacement sign. */
function wellFormed(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}

type Style = {
  readonly delimiter: string;
  readonly lineEnds: readonly string[];
  readonly isQuotedAlways: boolean;
};

/** Writes a table as other programs do: cells quoted where they must be, line ends mixed as they come. */
function write(rows: readonly (readonly string[])[], { delimiter, lineEnds, isQuotedAlways }: Style): string {
  const quote = (cell: string): string => {
    const mustBeQuoted =
      isQuotedAlways ||
      cell === '' ||
      /["\r\n]/.test(cell) ||
      cell.includes(delimiter) ||
      /^\s|\s$/.test(cell);
    return mustBeQuoted ? `"${cell.replaceAll('"', '""')}"` : cell;
  };
  return rows
    .map((row, index) => row.map(quote).join(delimiter) + (lineEnds[index % lineEnds.length] ?? '\n'))
    .join('');
}

const cell = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.string({ unit: fc.constantFrom('"', '\r', '\n', ',', ';', 'a', ' ', '\t'), maxLength: 8 }),
  fc.constantFrom(...hostileStrings()),
);

const style = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t', '|'),
  lineEnds: fc.constantFrom(['\n'], ['\r\n'], ['\r\n', '\n'], ['\n', '\n', '\r\n']),
  isQuotedAlways: fc.boolean(),
});

describe('a table of text', () => {
  test('gives back every cell that another program wrote, however its lines end', async () => {
    const rows = fc.array(fc.tuple(fc.constant('x'), cell, cell, cell), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(rows, style, fc.integer({ min: 1, max: 50 }), async (cells, given, pieceSize) => {
        const text = write([['k', 'a', 'b', 'c'], ...cells], given);
        const back = await readCells(dataFile(text, 'test.csv', pieceSize), {
          delimiter: given.delimiter,
          encoding: 'utf-8',
        });
        expect(back.rows).toEqual(cells.map((row) => row.map((value) => wellFormed(value))));
        expect(back.messages.filter(({ reason }) => reason !== 'nul-character')).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  test('gives back every cell of lines that end in carriage returns alone', async () => {
    const { columns, rows } = await readCells(dataFile('a,b\r1,"x\ny"\r2,z\r'));
    expect([columns, rows]).toEqual([
      ['a', 'b'],
      [
        ['1', 'x\ny'],
        ['2', 'z'],
      ],
    ]);
  });

  test.each([
    ['commas', 'a,b,c\n1,2,3\n', ','],
    ['semicolons', 'a;b;c\n1,5;2;3\n', ';'],
    ['tabs', 'a\tb\tc\n1, 5\t2\t3\n', '\t'],
    ['bars', 'a|b|c\n1;2|2|3\n', '|'],
    ['nothing', 'a\n1\n', ','],
    ['commas, with semicolons in the text', 'a,b\n"x;y;z",1\n"u;v",2\n', ','],
    ['semicolons, with commas in quotes', '"a,b";"c,d"\n"1,2";"3,4"\n', ';'],
  ])('finds out that its cells are divided by %s', async (_, text, delimiter) => {
    expect((await readCells(dataFile(text))).settings.delimiter).toBe(delimiter);
  });

  test.each([
    ['a short row', 'a,b,c\n1,2\n', [['1', '2', '']], [[]], ['row-short']],
    ['a long row', 'a,b\n1,2,3,4\n', [['1', '2']], [['3', '4']], ['row-long']],
    ['a delimiter at the end of every line', 'a,b\n1,2,\n', [['1', '2']], [['']], []],
    [
      'empty lines',
      'a,b\n\n1,2\n\r\n,\n3,4\n\n',
      [
        ['1', '2'],
        ['3', '4'],
      ],
      [[], []],
      [],
    ],
    ['no line end at the end', 'a,b\n1,2', [['1', '2']], [[]], []],
    ['a header only', 'a,b\n', [], [], ['no-rows']],
    ['empty lines before the header', '\n\na,b\n1,2\n', [['1', '2']], [[]], []],
    ['a quotation mark that is never closed', 'a,b\n1,"2\n3,4\n', [['1', '2\n3,4\n']], [[]], ['quote-open']],
    ['a quotation mark within a quoted cell', 'a,b\n1,"x"y"\n', [['1', 'x"y']], [[]], ['quote-stray']],
    ['a quotation mark within a bare cell', 'a,b\n5" disk,2\n', [['5" disk', '2']], [[]], []],
    ['NUL characters', 'a,b\n1,x\u0000y\n', [['1', 'x\u0000y']], [[]], ['nul-character']],
  ])('is read in spite of %s', async (_, text, rows, extras, reasons) => {
    const back = await readCells(dataFile(text));
    expect([back.rows, back.extras, back.messages.map(({ reason }) => reason)]).toEqual([
      rows,
      extras,
      reasons,
    ]);
    expect(back.numbers).toEqual(rows.map((__, index) => index + 1));
  });

  test.each([
    [
      'a name that comes again',
      'Name,Name,Name',
      ['Name', 'Name_2', 'Name_3'],
      ['column-renamed', 'column-renamed'],
    ],
    [
      'a name that the numbered one would take',
      'Name,Name_2,Name',
      ['Name', 'Name_2', 'Name_3'],
      ['column-renamed'],
    ],
    ['no name', 'a,,c,', ['a', 'Column 2', 'c', 'Column 4'], ['column-unnamed', 'column-unnamed']],
    ['blanks around a name', ' a , b', ['a', 'b'], []],
    ['names of things that every object has', '__proto__,constructor', ['__proto__', 'constructor'], []],
  ])('gives every column a name of its own: %s', async (_, header, columns, reasons) => {
    const back = await readCells(dataFile(`${header}\n1,2,3,4\n`));
    expect(back.columns).toEqual(columns);
    expect(back.messages.map(({ reason }) => reason).filter((reason) => reason.startsWith('column'))).toEqual(
      reasons,
    );
  });

  test.each([
    ['', 'is empty'],
    ['\n\n', 'has no column names'],
    ['\ufeff', 'has no column names'],
  ])('is refused where nothing is in it: %j', async (text, message) => {
    await expect(readCells(dataFile(text))).rejects.toThrow(message);
  });

  test('loses no complete row, wherever it is cut short', async () => {
    const lines = ['k,a,b', '1,"x ""y""\r\nz",ä€😀', '2,,"q,r"', '3,last,one'];
    const text = `${lines.join('\n')}\n`;
    const bytes = new TextEncoder().encode(text);
    const whole = await readCells(dataFile(bytes));
    const ends = lines
      .slice(1)
      .map((__, index) => new TextEncoder().encode(lines.slice(0, index + 2).join('\n')).length + 1);
    for (let length = lines[0]?.length ?? 0; length <= bytes.length; length += 1) {
      const cut = await readCells(dataFile(bytes.subarray(0, length)), { delimiter: ',' });
      const complete = ends.filter((end) => end <= length).length;
      expect(cut.rows.slice(0, complete), `cut at ${length}`).toEqual(whole.rows.slice(0, complete));
    }
  });

  test('reads a cell that is longer than many pieces in time that grows with its length alone', async () => {
    const long = 'x\n'.repeat(4_000_000);
    const back = await readCells(dataFile(`a,b\n1,"${long}"\n2,y\n`, 'long.csv', 1 << 16));
    expect(back.rows.map(([, text]) => text?.length)).toEqual([long.length, 1]);
  });
});
