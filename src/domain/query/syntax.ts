/** Longest text that is parsed, in UTF-16 code units. */
export const longestQuery = 10_000;

/** How deep parentheses may nest; it keeps the recursive parser and evaluators far from the stack's end. */
export const deepestNesting = 100;

/** The name that orders instead of filters; no field may have it. */
export const sortWord = 'sort';

/** Values with a meaning of their own when they stand without quotes. */
export const presenceWords: ReadonlyMap<string, boolean> = new Map([
  ['none', false],
  ['any', true],
]);

/** The person who asks, as the value of a reference field. */
export const meWord = 'me';

/** Ends a word or value wherever it stands outside quotes. */
export const breakPattern = /[\s()]/u;

/** The operator after a field name; `:>` and the like are accepted because other tools write them so. */
export const operatorPattern = /:?[<>]=?|[:=]/u;

const joiningWords: ReadonlySet<string> = new Set(['OR', 'AND', 'NOT']);
const reservedValues: ReadonlySet<string> = new Set([...presenceWords.keys(), meWord]);

/** Tells whether a name holds a sign of the language, or begins like an exclusion. */
export function hasSyntax(name: string): boolean {
  return /[\s()":=<>,]/u.test(name) || name.startsWith('-');
}

/** Tells whether text can stand as a bare word and be read back as the same text. */
export function isBareWord(text: string): boolean {
  return text !== '' && !/[\s()":=<>]/u.test(text) && !text.startsWith('-') && !joiningWords.has(text);
}

/** Writes text in quotes, so that it is read back exactly. */
export function quote(text: string): string {
  return `"${text.replace(/["\\]/gu, '\\$&')}"`;
}

/** Writes a value, in quotes only where it would be misread without them. */
export function writeValue(text: string): string {
  const isBare =
    text !== '' &&
    !/[\s()",]/u.test(text) &&
    !/^[:=<>]/u.test(text) &&
    !reservedValues.has(text.toLowerCase());
  return isBare ? text : quote(text);
}

/**
 * Reads the quoted text whose opening quote is at `position`. `end` is the offset after the closing
 * quote, or undefined when the quote is never closed. `\"` and `\\` are escapes; any other backslash
 * is a backslash, because people paste Windows paths.
 */
export function readQuoted(
  text: string,
  position: number,
): { readonly value: string; readonly end: number | undefined } {
  const body = /(?:[^"\\]|\\[^])*/uy;
  body.lastIndex = position + 1;
  const raw = body.exec(text)?.[0] ?? '';
  const end = position + 1 + raw.length;
  const isClosed = text[end] === '"';
  return { value: raw.replace(/\\(["\\])/gu, '$1'), end: isClosed ? end + 1 : undefined };
}
