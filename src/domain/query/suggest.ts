import { foldChoice } from './fold';
import { queryMessages } from './messages';
import { nearest } from './nearest';
import { findField, isSortable, listFields, operatorsOf, type QueryField, type QuerySchema } from './schema';
import {
  breakPattern,
  longestQuery,
  meWord,
  operatorPattern,
  presenceWords,
  readQuoted,
  sortWord,
  writeValue,
} from './syntax';

/** Something that may stand at the caret; `hint` explains it to a person where the text alone does not. */
export type Suggestion = {
  readonly insert: string;
  readonly kind: 'field' | 'operator' | 'value';
  readonly hint?: string;
};

/**
 * What to offer. An accepted item replaces the text from `from` to `to`. For a value, `field` and `typed`
 * let the caller add names that only it knows, such as people and tags; write those with `writeValue`.
 */
export type Suggestions = {
  readonly slot: 'field' | 'value' | 'text';
  readonly from: number;
  readonly to: number;
  /** What stands before the caret in the replaced text, without quotes. */
  readonly typed: string;
  readonly field?: string;
  readonly items: readonly Suggestion[];
};

/** Where the caret stands: the word around it, the value within the word, and an open quote. */
type Caret = {
  readonly wordStart: number;
  readonly valueStart: number;
  readonly quoteStart: number | undefined;
};

const exampleTimes = ['1h', '1d', '1w', '4w'];

/**
 * Tells what may be written at a caret, an offset in UTF-16 code units. Works on unfinished text; never
 * fails. Inside free text in quotes, and in text too long to parse, there is nothing to offer.
 */
export function suggestAt(text: string, caret: number, schema: QuerySchema): Suggestions {
  if (text.length > longestQuery) return nothing(caret);
  const place = locate(text, caret);
  const minus = text[place.wordStart] === '-' && place.wordStart < caret ? 1 : 0;
  const from = place.wordStart + minus;
  const word = text.slice(from, caret);
  const operator = word.startsWith('"') ? null : operatorPattern.exec(word);
  if (operator === null) {
    if (word.includes('"')) return nothing(caret);
    return suggestFields(text, from, caret, schema);
  }
  const name = word.slice(0, operator.index).toLowerCase();
  const valueStart = Math.max(place.valueStart, from + operator.index + operator[0].length);
  return suggestValues(text, { ...place, valueStart }, caret, { name, operator: operator[0], schema });
}

function nothing(caret: number): Suggestions {
  return { slot: 'text', from: caret, to: caret, typed: '', items: [] };
}

function locate(text: string, caret: number): Caret {
  let wordStart = 0;
  let valueStart = 0;
  let position = 0;
  while (position < caret) {
    const character = text[position] ?? '';
    if (character === '"') {
      const { end } = readQuoted(text, position);
      if (end === undefined || end > caret) return { wordStart, valueStart, quoteStart: position };
      position = end;
    } else {
      position += 1;
      if (breakPattern.test(character)) wordStart = position;
      if (character === ',' || breakPattern.test(character)) valueStart = position;
    }
  }
  return { wordStart, valueStart, quoteStart: undefined };
}

function suggestFields(text: string, from: number, caret: number, schema: QuerySchema): Suggestions {
  const typed = text.slice(from, caret);
  const rest = text.slice(caret);
  const length = rest.search(/[\s()":=<>,]/u);
  const to = length === -1 ? text.length : caret + length;
  const isFollowed = /^[:=<>]/u.test(text.slice(to));
  const exact = findField(schema, text.slice(from, to));
  const names = [...listFields(schema).map((field) => field.name), sortWord];
  const items = matching(typed, names).map((name): Suggestion => {
    const insert = isFollowed ? name : `${name}:`;
    return name === sortWord
      ? { insert, kind: 'field', hint: queryMessages.hints.sort }
      : { insert, kind: 'field' };
  });
  const operators = exact === undefined || isFollowed ? [] : operatorItems(exact);
  // The exact field is among the operators already, as `field:`.
  const others = items.filter((item) => !operators.some((operator) => operator.insert === item.insert));
  return { slot: 'field', from, to, typed, items: [...operators, ...others] };
}

function operatorItems(field: QueryField): readonly Suggestion[] {
  const { time, order, is, contains } = queryMessages.hints;
  return operatorsOf(field).map((operator): Suggestion => {
    const insert = `${field.name}${operator === '=' ? ':' : operator}`;
    if (field.kind === 'time') return { insert, kind: 'operator', hint: time[operator] };
    if (field.kind === 'text') return { insert, kind: 'operator', hint: contains };
    return { insert, kind: 'operator', hint: operator === '=' ? is : order[operator] };
  });
}

function suggestValues(
  text: string,
  place: Caret,
  caret: number,
  term: { readonly name: string; readonly operator: string; readonly schema: QuerySchema },
): Suggestions {
  const { valueStart: from } = place;
  const raw = text.slice(from, caret);
  const typed = place.quoteStart === from ? readQuoted(raw, 0).value : raw;
  const to = endOfValue(text, caret, place.quoteStart);
  if (term.name === sortWord) {
    return { slot: 'value', from, to, typed, field: sortWord, items: sortItems(typed, term.schema) };
  }
  const field = findField(term.schema, term.name);
  if (field === undefined) return nothing(caret);
  const items = valueItems(typed, field, !/[<>]/u.test(term.operator));
  return { slot: 'value', from, to, typed, field: field.name, items };
}

function valueItems(typed: string, field: QueryField, isEquality: boolean): readonly Suggestion[] {
  const { hints } = queryMessages;
  const values = matching(typed, field.values ?? (field.kind === 'time' ? exampleTimes : []));
  const words = [
    ...(field.kind === 'reference' ? ([[meWord, hints.me]] as const) : []),
    ...(isEquality && field.virtual !== true
      ? [...presenceWords].map(([word, present]) => [word, present ? hints.any : hints.none] as const)
      : []),
  ];
  return [
    ...values.map((value): Suggestion => ({ insert: writeValue(value), kind: 'value' })),
    ...words
      .filter(([word]) => startsWith(word, typed))
      .map(([insert, hint]): Suggestion => ({ insert, kind: 'value', hint })),
  ];
}

function sortItems(typed: string, schema: QuerySchema): readonly Suggestion[] {
  const sign = typed.startsWith('-') ? '-' : '';
  const names = listFields(schema)
    .filter(isSortable)
    .map((field) => field.name);
  return matching(typed.slice(sign.length), names).map((name) => ({
    insert: `${sign}${name}`,
    kind: 'value',
  }));
}

/** Keeps what starts as typed; where nothing does, the one that was probably meant. */
function matching(typed: string, candidates: readonly string[]): readonly string[] {
  const started = candidates.filter((candidate) => startsWith(candidate, typed));
  if (started.length > 0) return started;
  const meant = nearest(typed, candidates);
  return meant === undefined ? [] : [meant];
}

function startsWith(candidate: string, typed: string): boolean {
  return foldChoice(candidate).startsWith(foldChoice(typed));
}

function endOfValue(text: string, caret: number, quoteStart: number | undefined): number {
  // An unclosed quote runs to the end of the text; what follows the caret is not its value then.
  if (quoteStart !== undefined) return readQuoted(text, quoteStart).end ?? caret;
  const length = text.slice(caret).search(/[\s()",]/u);
  return length === -1 ? text.length : caret + length;
}
