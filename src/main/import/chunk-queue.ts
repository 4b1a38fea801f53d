import type { ImportCounts, PreparedChunk } from '../../domain/import/prepared';
import { failure, ok, type Result } from '../../domain/result';

/** What the receiver of a chunk is told beside it. */
export type ChunkInfo = { readonly index: number; readonly batch: string; readonly dryRun: boolean };

/** What is being imported, told before the first chunk. */
export type ImportStart = {
  readonly batch: string;
  readonly format: string;
  readonly fileName: string;
  /** The sha-256 of the file; empty for the folder of an export. */
  readonly fileHash: string;
};

/** Where an import goes: the store applies chunks in the order in which they come. */
export type ImportSink = {
  /** Not called for a dry run. */
  readonly begin: (start: ImportStart) => Promise<Result<null>>;
  readonly apply: (chunk: PreparedChunk, info: ChunkInfo) => Promise<Result<ImportCounts>>;
  /** How far the task named by `label` has come. */
  readonly progress: (done: number, total: number, label: string) => void;
};

/** Hands chunks to a sink, a few at a time, so that the reader and the store work side by side. */
export type ChunkQueue = {
  /** Waits until there is room. False when a chunk failed and nothing more is taken. */
  readonly push: (chunk: PreparedChunk) => Promise<boolean>;
  /** Waits for all chunks; what became of them, or the first failure. */
  readonly finish: () => Promise<Result<ImportCounts>>;
};

/** How many chunks may be under way: enough to keep both sides busy, few enough to stop soon. */
const chunksUnderWay = 4;

const nothing: ImportCounts = { created: 0, updated: 0, skipped: 0, failed: 0 };

/** Starts handing on. `onApplied` hears of each chunk that was applied. */
export function createChunkQueue(
  sink: ImportSink,
  about: Omit<ChunkInfo, 'index'>,
  onApplied: (chunk: PreparedChunk) => void,
): ChunkQueue {
  const underWay: Promise<void>[] = [];
  let counts = nothing;
  let failed: Result<never> | null = null;
  let index = 0;

  const hand = async (chunk: PreparedChunk, info: ChunkInfo): Promise<void> => {
    const applied = await sink.apply(chunk, info);
    if (!applied.ok) {
      failed ??= failure({
        ...applied.error,
        details: { ...applied.error.details, ...counts, chunk: info.index },
      });
      return;
    }
    counts = addCounts(counts, applied.value);
    onApplied(chunk);
  };

  return {
    push: async (chunk) => {
      if (underWay.length >= chunksUnderWay) await underWay.shift();
      if (failed !== null) return false;
      underWay.push(hand(chunk, { ...about, index }));
      index += 1;
      return true;
    },
    finish: async () => {
      await Promise.all(underWay);
      return failed ?? ok(counts);
    },
  };
}

function addCounts(before: ImportCounts, more: ImportCounts): ImportCounts {
  return {
    created: before.created + more.created,
    updated: before.updated + more.updated,
    skipped: before.skipped + more.skipped,
    failed: before.failed + more.failed,
  };
}
