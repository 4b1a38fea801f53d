/** Something the palette can do. */
export type PaletteEntry = {
  readonly id: string;
  readonly title: string;
  readonly keys: string | null;
  readonly run: () => void;
};

/** The entries whose title holds every word that is typed, those that begin with the text first. */
export function matchEntries(entries: readonly PaletteEntry[], text: string): readonly PaletteEntry[] {
  const words = fold(text)
    .split(/\s+/u)
    .filter((word) => word !== '');
  const matching = entries.filter(({ title }) => words.every((word) => fold(title).includes(word)));
  const rank = ({ title }: PaletteEntry): number => {
    const folded = fold(title);
    if (folded.startsWith(fold(text))) return 0;
    return folded.split(/\s+/u).some((part) => part.startsWith(words[0] ?? '')) ? 1 : 2;
  };
  return matching.toSorted((a, b) => rank(a) - rank(b));
}

function fold(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().trim();
}
