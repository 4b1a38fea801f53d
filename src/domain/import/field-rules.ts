import type { CustomFieldType } from '../custom-field/custom-field';
import { longestLine } from '../field/field';
import { columnRule, type ColumnRule, type Patch, type Understood } from './column-rule';
import { wallTime, type DateParser } from './dates';
import { freeCustomKey, type Directory } from './directory';
import type { ImportContext } from './format';
import { importMessages as messages } from './import.messages';
import { columnLabel, cutText, longestCustomText } from './text';

/** The column that a rule reads. */
export type ColumnUse = {
  readonly index: number;
  readonly column: string;
  readonly missing: ReadonlySet<string>;
};

/** What rules that find or make directory rows need. */
export type DirectoryUse = ColumnUse & { readonly directory: Directory };

/** The words of a source for the values of ours; keys are in lower case. */
export type Words = Readonly<Record<string, string>>;

/** A text field. `longest` is how much it holds. */
export function textRule(use: ColumnUse, field: string, longest: number = longestLine): ColumnRule {
  const interpret = (cell: string): Understood =>
    cell.length <= longest
      ? { patch: { [field]: cell } }
      : { patch: { [field]: cutText(cell, longest) }, problem: 'text-cut' };
  return columnRule({ ...use, fields: [field], isFreeText: longest > longestLine, interpret });
}

/** A text that is taken as it is, however long: a subject or a body, which the reader fits itself. */
export function wholeTextRule(use: ColumnUse, field: string): ColumnRule {
  return columnRule({
    ...use,
    fields: [field],
    isFreeText: true,
    interpret: (cell) => ({ patch: { [field]: cell } }),
  });
}

/** A time. Its reading on the wall is noted too: it names and orders rows without depending on the zone. */
export function timeRule(use: ColumnUse, field: string, dates: TimeReading): ColumnRule {
  const wallField = `~wall:${field}`;
  const interpret = (cell: string): Understood => {
    const parts = dates.parse(cell);
    if (parts === null) return { patch: { [field]: null, [wallField]: null }, problem: 'bad-date' };
    return { patch: { [field]: dates.zonedTime(parts, dates.zone), [wallField]: wallTime(parts) } };
  };
  return columnRule({ ...use, fields: [field, wallField], interpret });
}

/** How the times of a source are read. */
export type TimeReading = {
  readonly parse: DateParser;
  readonly zone: string;
  readonly zonedTime: ImportContext['zonedTime'];
};

/** A number; a decimal comma is understood. */
export function numberRule(use: ColumnUse, field: string): ColumnRule {
  const interpret = (cell: string): Understood => {
    const text = cell.trim().replace(/^([+-]?\d+),(\d+)$/, '$1.$2');
    const isNumber = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text) && Number.isFinite(Number(text));
    return isNumber
      ? { patch: { [field]: Number(text) } }
      : { patch: { [field]: null }, problem: 'bad-number' };
  };
  return columnRule({ ...use, fields: [field], interpret });
}

const flagWords: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  y: true,
  '1': true,
  t: true,
  on: true,
  ja: true,
  false: false,
  no: false,
  n: false,
  '0': false,
  f: false,
  off: false,
  nein: false,
};

/** Yes or no. */
export function flagRule(use: ColumnUse, field: string): ColumnRule {
  const interpret = (cell: string): Understood => {
    const word = cell.trim().toLowerCase();
    const flag = Object.hasOwn(flagWords, word) ? flagWords[word] : undefined;
    return flag === undefined
      ? { patch: { [field]: null }, problem: 'bad-flag' }
      : { patch: { [field]: flag } };
  };
  return columnRule({ ...use, fields: [field], interpret });
}

/** What a word that has no match here does: `otherwise` says what the field gets instead. */
export type WordUse = {
  readonly field: string;
  readonly words: Words;
  readonly otherwise: string | null;
  /** Further fields that a word fills, such as the reason of a hold. */
  readonly also?: (cell: string, value: string | null) => Patch;
  readonly alsoFields?: readonly string[];
};

/**
 * One of a few values, told by a word of the source. A word without a match is kept in a custom field, so that
 * nobody has to dig for it in the file.
 */
export function wordRule(
  use: DirectoryUse,
  { field, words, otherwise, also, alsoFields = [] }: WordUse,
): ColumnRule {
  const interpret = (cell: string): Understood => {
    const word = cell.trim().toLowerCase();
    const value = Object.hasOwn(words, word) ? (words[word] ?? null) : null;
    const further = also?.(cell, value) ?? {};
    if (value !== null) return { patch: { [field]: value, ...further } };
    return { patch: { [field]: otherwise, ...further, ...keptValue(use, cell) }, problem: 'unknown-value' };
  };
  return columnRule({ ...use, fields: [field, ...alsoFields], interpret });
}

/** Keeps a cell in a custom field that is named after its column. */
export function keptValue({ directory, column }: DirectoryUse, cell: string): Patch {
  const key = `source_${freeCustomKey(column).replace(/^source_/, '')}`;
  const label = messages.valueInSource(columnLabel(column));
  return { [directory.customField({ key, label, type: 'text' })]: cutText(cell, longestCustomText) };
}

/** A column that becomes a custom field; the field is made when the first cell of it holds something. */
export function customRule(
  use: DirectoryUse & { readonly dates: TimeReading },
  custom: { readonly key: string; readonly label: string; readonly type: CustomFieldType },
): ColumnRule {
  const field = `custom.${custom.key}`;
  const rule = plainRule(use, field, custom.type, use.dates);
  let isMade = false;
  return {
    index: rule.index,
    read: (cell) => {
      const reading = rule.read(cell);
      if (!isMade && reading.entries.some(([name, value]) => name === field && value !== null)) {
        use.directory.customField(custom);
        isMade = true;
      }
      return reading;
    },
  };
}

function plainRule(use: ColumnUse, field: string, type: CustomFieldType, dates: TimeReading): ColumnRule {
  switch (type) {
    case 'number':
      return numberRule(use, field);
    case 'date':
      return timeRule(use, field, dates);
    case 'flag':
      return flagRule(use, field);
    case 'text':
    case 'choice':
      return textRule(use, field, longestCustomText);
  }
}

/** A person, told by name, by address, or by `Name <address>`. */
export function personRule(use: DirectoryUse, field: string, isAgent: boolean): ColumnRule {
  const interpret = (cell: string): Understood => {
    const id = use.directory.person({ ...personOf(cell), ...(isAgent ? { isAgent } : {}) });
    return { patch: { [field]: id } };
  };
  return columnRule({ ...use, fields: [field], interpret });
}

/** Takes a cell that names a person apart. */
export function personOf(cell: string): { readonly name?: string; readonly email?: string } {
  const address = /^\s*(?<name>.*?)\s*<(?<email>[^\s<>@]+@[^\s<>@]+)>\s*$/s.exec(cell)?.groups;
  if (address !== undefined) return { name: unquote(address['name'] ?? ''), email: address['email'] ?? '' };
  return /^\s*[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+\s*$/.test(cell) ? { email: cell.trim() } : { name: cell };
}

function unquote(name: string): string {
  return name.replace(/^"(.*)"$/s, '$1');
}

/** A team, category or organisation, told by its name. */
export function namedRule(
  use: DirectoryUse,
  field: string,
  kind: 'organisations' | 'teams' | 'categories',
): ColumnRule {
  const interpret = (cell: string): Understood => ({ patch: { [field]: use.directory.named(kind, cell) } });
  return columnRule({ ...use, fields: [field], interpret });
}
