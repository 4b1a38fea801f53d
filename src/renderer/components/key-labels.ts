const isMac = typeof navigator === 'object' && /Mac/u.test(navigator.platform);

const names: Readonly<Record<string, string>> = {
  $mod: isMac ? '⌘' : 'Ctrl',
  Shift: isMac ? '⇧' : 'Shift',
  ArrowDown: '↓',
  ArrowUp: '↑',
  Escape: 'Esc',
  PageDown: 'PgDn',
  PageUp: 'PgUp',
};

/** The keys of a binding one by one, as they are printed on a keyboard. */
export function keyLabels(binding: string): readonly string[] {
  return (
    binding
      .split(' ')
      .flatMap((press) => press.split(/(?<=[\w\]])\+/u))
      // An optional Shift only says that some layouts need it for the sign.
      .filter((key) => !key.startsWith('['))
      .map((key) => names[key] ?? (key.length === 1 ? key.toUpperCase() : key))
  );
}
