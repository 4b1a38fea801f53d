import { foldText } from '../query/fold';

/** Shorter names are words of many texts: they count only where they are all that stands there. */
const shortestWord = 4;

/**
 * Tells whether a text names somebody: whether one of their names, addresses or numbers stands in it as whole words,
 * in any case and with or without accents.
 */
export function mentionMatcher(values: readonly string[]): (text: string) => boolean {
  const folded = [...new Set(values.map(fold))].filter((value) => value !== '');
  const words = folded.filter((value) => value.length >= shortestWord).map(escapeForPattern);
  const pattern =
    words.length === 0
      ? null
      : new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.join('|')})(?![\\p{L}\\p{N}])`, 'u');
  const whole = new Set(folded);
  return (text) => {
    const read = fold(text);
    return whole.has(read) || pattern?.test(read) === true;
  };
}

function fold(text: string): string {
  return foldText(text).replace(/\s+/gu, ' ').trim();
}

function escapeForPattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/gu, '\\$&');
}
