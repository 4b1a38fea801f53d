import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { ImportCounts, ImportReport, PreparedChunk } from '../../../src/domain/import/prepared';
import { ok, type Result } from '../../../src/domain/result';
import type { ChunkInfo, ImportSink, ImportStart } from '../../../src/main/import/chunk-queue';
import { runImport, type ImportRequest } from '../../../src/main/import/run-import';

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'carrydesk-import-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A file in a folder that is gone after the test. */
export function temporaryFile(name: string, content: string | Uint8Array): string {
  const file = path.join(temporaryFolder(), name);
  writeFileSync(file, content);
  return file;
}

/** A sink that keeps what it is given, and counts each ticket as created. */
export type CollectingSink = ImportSink & {
  readonly chunks: PreparedChunk[];
  readonly infos: ChunkInfo[];
  readonly starts: ImportStart[];
  readonly told: [number, number, string][];
};

/** Makes such a sink; `onChunk` may stand in the way of a chunk. */
export function collectingSink(
  onChunk: (chunk: PreparedChunk, info: ChunkInfo) => Promise<Result<ImportCounts> | null> = async () => null,
): CollectingSink {
  const chunks: PreparedChunk[] = [];
  const infos: ChunkInfo[] = [];
  const starts: ImportStart[] = [];
  const told: [number, number, string][] = [];
  return {
    chunks,
    infos,
    starts,
    told,
    begin: async (start) => {
      starts.push(start);
      return ok(null);
    },
    apply: async (chunk, info) => {
      chunks.push(chunk);
      infos.push(info);
      const answer = await onChunk(chunk, info);
      return (
        answer ?? ok({ created: chunk.tickets.length + ticketRows(chunk), updated: 0, skipped: 0, failed: 0 })
      );
    },
    progress: (done, total, label) => {
      told.push([done, total, label]);
    },
  };
}

function ticketRows({ rows }: PreparedChunk): number {
  return rows.filter(({ kind }) => kind === 'tickets').length;
}

/** Everything that an import made. */
export type Imported = {
  readonly report: ImportReport;
  readonly sink: CollectingSink;
  readonly tickets: readonly PreparedChunk['tickets'][number][];
  readonly records: readonly PreparedChunk['records'][number][];
  readonly dataFolder: string;
};

/** Imports a file, and fails the test when the import fails. */
export async function importFile(filePath: string, wishes: Partial<ImportRequest> = {}): Promise<Imported> {
  const dataFolder = wishes.dataFolder ?? temporaryFolder();
  const sink = collectingSink();
  const done = await runImport(
    requestOf(filePath, { ...wishes, dataFolder }),
    sink,
    new AbortController().signal,
  );
  if (!done.ok) throw new Error(`${done.error.code}: ${done.error.message}`);
  return {
    report: done.value,
    sink,
    tickets: sink.chunks.flatMap(({ tickets }) => tickets),
    records: sink.chunks.flatMap(({ records }) => records),
    dataFolder,
  };
}

/** The error that an import ends in. */
export async function importError(filePath: string, wishes: Partial<ImportRequest> = {}) {
  const request = requestOf(filePath, { ...wishes, dataFolder: wishes.dataFolder ?? temporaryFolder() });
  const done = await runImport(request, collectingSink(), new AbortController().signal);
  if (done.ok) throw new Error('The import went well.');
  return done.error;
}

/** A request with the usual answers. */
export function requestOf(
  filePath: string,
  wishes: Partial<ImportRequest> & { readonly dataFolder: string },
): ImportRequest {
  return {
    filePath,
    format: null,
    map: null,
    timezone: null,
    dryRun: false,
    batch: 'batch-1',
    importedAt: Date.UTC(2024, 0, 1),
    ...wishes,
  };
}
