import type { PreparedChunk } from '../../domain/import/prepared';
import type { ImportSink } from './chunk-queue';
import { sourceMessages } from './source.messages';

/** Tells how far an import has come, at most once for each hundredth of a task. */
export type ImportProgress = {
  readonly onSurveyed: (bytes: number) => void;
  readonly onRead: (bytes: number) => void;
  readonly knowRows: (rows: number) => void;
  readonly onApplied: (chunk: PreparedChunk) => void;
};

/** While the number of rows is unknown the bytes tell how far reading is; then the stored rows do. */
export function createImportProgress(sink: ImportSink, size: number): ImportProgress {
  const { labels } = sourceMessages;
  let rows: number | null = null;
  let stored = 0;
  let last = '';
  const tell = (done: number, total: number, label: string): void => {
    const step = `${label} ${total === 0 ? 0 : Math.floor((done / total) * 100)}`;
    if (step === last) return;
    last = step;
    sink.progress(Math.min(done, total), total, label);
  };
  return {
    onSurveyed: (bytes) => tell(bytes, size, labels.surveying),
    onRead: (bytes) => {
      if (rows === null) tell(bytes, size, labels.reading);
    },
    knowRows: (known) => {
      rows = known;
    },
    onApplied: ({ tickets, rows: plain }) => {
      stored += plain.length;
      for (const { row } of tickets) stored += rowsOf(row['sourceRows']);
      if (rows !== null) tell(stored, rows, labels.storing);
    },
  };
}

function rowsOf(sourceRows: unknown): number {
  if (!Array.isArray(sourceRows)) return 1;
  return sourceRows.reduce((sum: number, reference) => {
    const [first = 0, last = first] = String(reference).split(':').at(-1)?.split('-').map(Number) ?? [];
    return sum + last - first + 1;
  }, 0);
}
