import { longestLine } from '../field/field';

/** The longest text of a custom field, in UTF-16 units; as `fieldOfCustomField` has it. */
export const longestCustomText = 100_000;

/** Cuts a text without leaving half of a character behind. */
export function cutText(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const last = text.charCodeAt(longest - 1);
  const isHalf = last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, isHalf ? longest - 1 : longest);
}

/** Splits a text into parts that are not too long; together they are the text. */
export function splitText(text: string, longest: number): readonly string[] {
  const parts: string[] = [];
  for (let rest = text; rest !== ''; ) {
    const part = cutText(rest, longest);
    parts.push(part);
    rest = rest.slice(part.length);
  }
  return parts;
}

/** How people read a column's name: `first_response` becomes `First response`, names in words stay as they are. */
export function columnLabel(column: string): string {
  if (!/^[a-z0-9_]+$/.test(column)) return cutText(column, longestLine);
  const words = column.replace(/_+/g, ' ').trim();
  return cutText(words.charAt(0).toUpperCase() + words.slice(1), longestLine);
}
