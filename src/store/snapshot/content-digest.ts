import { sha256 } from '@noble/hashes/sha2.js';
import { kindNames, sparseContent, type KindName } from '../../domain/kinds';
import { bookkeeping, type SyncedRow } from '../../domain/sync/row';

const words = 8;

/**
 * One hash for equal content, whatever the order in which rows are met: the digests of all rows are added up, word by
 * word, so a row that changes is taken out and put in again without reading the others. The platform's own digest is
 * asynchronous, which costs more for a row than the hashing.
 */
export class ContentDigest {
  readonly #counts = new Map<KindName, number>();
  readonly #sum = new Uint32Array(words);

  /** Counts a row in. */
  add(kind: KindName, row: SyncedRow): void {
    this.#count(kind, 1);
    const digest = digestOf(kind, row);
    for (let at = 0; at < words; at += 1) this.#sum[at] = (this.#sum[at] ?? 0) + digest.getUint32(at * 4);
  }

  /** Takes a row out that was counted in as it is here. */
  remove(kind: KindName, row: SyncedRow): void {
    this.#count(kind, -1);
    const digest = digestOf(kind, row);
    for (let at = 0; at < words; at += 1) this.#sum[at] = (this.#sum[at] ?? 0) - digest.getUint32(at * 4);
  }

  /** How many rows of each kind there are, and the hash of all of them. */
  sum(): { readonly counts: Record<string, number>; readonly hash: string } {
    const counts = Object.fromEntries(kindNames.map((kind) => [kind, this.#counts.get(kind) ?? 0]));
    const rows = Array.from(this.#sum, (word) => word.toString(16).padStart(8, '0')).join('');
    const text = Object.entries(counts)
      .map(([kind, count]) => `${kind}:${count}`)
      .concat(rows)
      .join('\n');
    const digest = sha256(new TextEncoder().encode(text));
    return { counts, hash: Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('') };
  }

  #count(kind: KindName, by: number): void {
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + by);
  }
}

function digestOf(kind: KindName, row: SyncedRow): DataView {
  const text = `${kind}\n${row.id}\n${canonicalText(kind, row)}`;
  const bytes = sha256(new TextEncoder().encode(text));
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/**
 * The content of a row as text that is the same for the same content: names in order, no bookkeeping. A field that
 * was emptied again counts like one that nobody ever filled.
 */
function canonicalText(kind: KindName, row: SyncedRow): string {
  const content = sparseContent(kind, row);
  const names = Object.keys(content)
    .filter((name) => !bookkeeping.has(name) && content[name] !== null)
    .sort();
  return JSON.stringify(names.map((name) => [name, ordered(content[name])]));
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries.map(([name, inner]) => [name, ordered(inner)]));
}
