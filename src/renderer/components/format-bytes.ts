const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
const step = 1_000;

const formats = units.map(
  (unit, position) =>
    new Intl.NumberFormat('en', {
      style: 'unit',
      unit,
      unitDisplay: position === 0 ? 'long' : 'short',
      maximumFractionDigits: position > 1 ? 1 : 0,
    }),
);

/** A number of bytes as people say it, such as “4 kB” or “1.2 MB”. */
export function formatBytes(bytes: number): string {
  let position = 0;
  let value = bytes;
  // What would be rounded up to a thousand is one of the next unit.
  while (value >= step - 0.5 && position < units.length - 1) {
    value /= step;
    position += 1;
  }
  return formats[position]?.format(value) ?? '';
}
