/**
 * Folds text for comparison: lower case, Latin, Greek and Cyrillic diacritics removed, independent of any
 * locale. Only the general combining marks go: Japanese voicing, Indic vowels and Hangul change the word.
 */
export function foldText(text: string): string {
  return (
    text
      .normalize('NFD')
      .replace(/[\u0300-\u036f]/gu, '')
      .toLowerCase()
      // Lower case makes a different sigma at the end of a word, which would break substrings.
      .replace(/ς/gu, 'σ')
      .normalize('NFC')
  );
}

/** Folds a choice value further, so that `On hold`, `on_hold` and `onhold` are all `on-hold`. */
export function foldChoice(text: string): string {
  return foldText(text).replace(/[\s_-]/gu, '');
}
