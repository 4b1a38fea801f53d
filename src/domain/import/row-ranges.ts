import type { RowRange } from './format';

/** Adds a row to ranges of rows; rows come in ascending order. */
export function addRow(ranges: RowRange[], row: number): void {
  const last = ranges.at(-1);
  if (last !== undefined && last[1] === row - 1) ranges[ranges.length - 1] = [last[0], row];
  else ranges.push([row, row]);
}

/** Names rows of a kept file as `sourceRows` does: `fileHash:row` or `fileHash:first-last`. */
export function rowReferences(fileHash: string, ranges: readonly RowRange[]): readonly string[] {
  return ranges.map(([first, last]) => `${fileHash}:${first === last ? first : `${first}-${last}`}`).sort();
}

/** Reads such a name again; null where it is none. */
export function parseRowReference(
  reference: string,
): { readonly fileHash: string; readonly rows: RowRange } | null {
  const groups = /^(?<fileHash>[0-9a-f]{16}):(?<first>[1-9]\d*)(?:-(?<last>[1-9]\d*))?$/.exec(
    reference,
  )?.groups;
  if (groups === undefined) return null;
  const first = Number(groups['first']);
  const last = Number(groups['last'] ?? first);
  return last < first ? null : { fileHash: groups['fileHash'] ?? '', rows: [first, last] };
}
