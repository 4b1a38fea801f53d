import { frameRecords } from './frame-writer';
import { type Gap, type LogKind, survey } from './survey';

/**
 * What was cut out of a file.
 * `torn_tail`: the end of a write that never finished, or the last record damaged; nothing stood behind it.
 * `torn_middle`: the same, with later records behind it, which stay. By their numbers none is missing.
 * `lost_records`: a damaged record between others. The database opens, but it has a hole and must be compared.
 */
type CutKind = 'torn_tail' | 'torn_middle' | 'lost_records';

export type Cut = Readonly<{ kind: CutKind; atByte: number; bytes: number }>;

/** How a file becomes whole: its first `keep` bytes stay, and `behind` follows them. Nothing is cut of a healthy one. */
export type Mending = Readonly<{ cuts: readonly Cut[]; keep: number; behind: Uint8Array }>;

/** Finds what has to be cut out of a log or manifest; undefined where it is damaged and a cut would make it worse. */
export function mend(bytes: Uint8Array, kind: LogKind): Mending | undefined {
  const { records, gaps } = survey(bytes, kind);
  const [first] = gaps;
  const keep = first?.start ?? bytes.length;
  const isTail = first?.end === bytes.length;
  // A manifest says which tables exist. Without one of its records it would say so wrongly, and files would be deleted.
  if (kind === 'manifest' && first !== undefined && (!isTail || keep === 0)) return undefined;
  const cuts = gaps.map((gap) => ({
    kind: kindOf(gap, bytes.length),
    atByte: gap.start,
    bytes: gap.end - gap.start,
  }));
  // The records behind are laid out anew: their places in the blocks change.
  const behind = records.filter(({ start }) => start >= keep);
  return { cuts, keep, behind: frameRecords(keep, behind) };
}

function kindOf({ end, missing }: Gap, length: number): CutKind {
  if (end === length) return 'torn_tail';
  return missing === 'no' ? 'torn_middle' : 'lost_records';
}
