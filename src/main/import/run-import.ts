import path from 'node:path';
import { appError } from '../../domain/errors';
import { chunkBuilder } from '../../domain/import/chunks';
import { ColumnMap } from '../../domain/import/column-map';
import type { ImportFormat, ImportOutput, ImportReader } from '../../domain/import/format';
import { importMessages } from '../../domain/import/import.messages';
import type { ImportReport } from '../../domain/import/prepared';
import { createProblems, type Problems } from '../../domain/import/problems';
import { chooseFormat } from '../../domain/import/registry';
import { failure, ok, type Result } from '../../domain/result';
import { createChunkQueue, type ImportSink } from './chunk-queue';
import { fileError } from './data-file';
import { deriveId } from './derive-id';
import { hashFile, keepSource } from './kept-source';
import { openSource, sampleOf, type ImportSource } from './open-source';
import { createImportProgress, type ImportProgress } from './progress';
import { sourceMessages as messages } from './source.messages';
import { SourceError } from './zip';
import { createZonedTime, isKnownZone } from './zoned-time';

/** What is to be imported, and how. */
export type ImportRequest = {
  readonly filePath: string;
  readonly dataFolder: string;
  /** Asked for by name; null chooses by the content. */
  readonly format: string | null;
  /** The content of the `--map` file, unchecked. */
  readonly map: unknown;
  readonly timezone: string | null;
  readonly dryRun: boolean;
  /** Names this import, so that it can be taken back as a whole. */
  readonly batch: string;
  /** The time that stands in where a message has none. */
  readonly importedAt: number;
};

/** An import that is ready to run. */
type Import = {
  readonly request: ImportRequest;
  readonly source: ImportSource;
  readonly format: ImportFormat;
  readonly reader: ImportReader;
  readonly problems: Problems;
  readonly fileHash: string;
  readonly signal: AbortSignal;
};

/**
 * Imports a file: reads it, makes tickets of it and hands them to the sink in chunks. Nothing in the file makes it
 * stop half-way; what is odd is in the report. Cancelling stops between chunks, and since ids follow from the file
 * and the store skips what it has, importing the file again goes on where it stopped.
 */
export async function runImport(
  request: ImportRequest,
  sink: ImportSink,
  signal: AbortSignal,
): Promise<Result<ImportReport>> {
  try {
    const prepared = await prepareImport(request, signal);
    return prepared.ok ? await carryOut(prepared.value, sink) : prepared;
  } catch (error) {
    if (error instanceof SourceError) return failure(error.error);
    if (error instanceof Error && 'syscall' in error) return failure(fileError(request.filePath, error));
    throw error;
  }
}

async function prepareImport(request: ImportRequest, signal: AbortSignal): Promise<Result<Import>> {
  const map = parseMap(request.map);
  if (!map.ok) return map;
  const timezone = request.timezone ?? map.value?.timezone ?? null;
  if (timezone !== null && !isKnownZone(timezone)) {
    return failure(appError('invalid_input', messages.unknownZone(timezone), { timezone }));
  }
  const wishes = { encoding: map.value?.encoding, delimiter: map.value?.delimiter };
  const source = await openSource(request.filePath, wishes);
  if (!source.ok) return source;
  const chosen = chooseFormat(await sampleOf(source.value), request.format, map.value);
  if (!chosen.ok) return chosen;
  const hash = source.value.layout === 'table' ? await hashFile(request.filePath) : ok('');
  if (!hash.ok) return hash;
  const read = { map: map.value, timezone, source: source.value, format: chosen.value, fileHash: hash.value };
  return openReader(request, read, signal);
}

type Chosen = Pick<Import, 'source' | 'format' | 'fileHash'> & {
  readonly map: ColumnMap | null;
  readonly timezone: string | null;
};

/** The file is kept once it is sure that it can be read, and before the store hears of its rows. */
async function openReader(
  request: ImportRequest,
  chosen: Chosen,
  signal: AbortSignal,
): Promise<Result<Import>> {
  const { map, timezone, source, format, fileHash } = chosen;
  const problems = createProblems();
  const reader = format.open({
    columns: source.columns,
    fileHash: fileHash.slice(0, 16),
    timezone,
    map,
    importedAt: request.importedAt,
    deriveId,
    zonedTime: createZonedTime(),
    problems,
  });
  if (!reader.ok) return reader;
  if (!request.dryRun && fileHash !== '') {
    const kept = await keepSource(request.dataFolder, request.filePath, fileHash, source.settings);
    if (!kept.ok) return kept;
  }
  return ok({ request, source, format, reader: reader.value, problems, fileHash, signal });
}

function parseMap(given: unknown): Result<ColumnMap | null> {
  if (given === null || given === undefined) return ok(null);
  const parsed = ColumnMap.safeParse(given);
  if (parsed.success) return ok(parsed.data);
  const [issue] = parsed.error.issues;
  const place = issue?.path.join('.') ?? '';
  const problem = `${place === '' ? '' : `“${place}”: `}${issue?.message ?? ''}`;
  return failure(appError('invalid_input', importMessages.mapInvalid(problem), { map: place }));
}

async function carryOut(job: Import, sink: ImportSink): Promise<Result<ImportReport>> {
  const { request, source, format, reader, problems, signal } = job;
  const { batch, dryRun } = request;
  const start = {
    batch,
    format: format.name,
    fileName: path.basename(request.filePath),
    fileHash: job.fileHash,
  };
  const begun = dryRun ? ok(null) : await sink.begin(start);
  if (!begun.ok) return begun;
  const progress = createImportProgress(sink, source.size);
  if (reader.survey !== undefined) await survey(job, reader.survey, progress);
  const queue = createChunkQueue(sink, { batch, dryRun }, progress.onApplied);
  const state = { rows: 0, failed: 0 };
  const chunks = chunkBuilder();
  const pass = async (outputs: Iterable<ImportOutput>): Promise<boolean> => {
    for (const output of outputs) {
      if (output.type === 'failed' && output.isTicket) state.failed += 1;
      const chunk = chunks.add(output);
      if (chunk !== null && (signal.aborted || !(await queue.push(chunk)))) return false;
    }
    return !signal.aborted;
  };
  const isComplete =
    (await readAll(job, pass, (rows) => (state.rows += rows), progress)) && (await pass(reader.end()));
  const last = chunks.finish();
  if (isComplete && last !== null) await queue.push(last);
  const counts = await queue.finish();
  if (!counts.ok) return counts;
  if (signal.aborted && !isComplete) problems.add({ reason: 'cancelled' });
  const groups = problems.list();
  return ok({
    batch,
    format: format.name,
    rows: state.rows,
    ...counts.value,
    failed: counts.value.failed + state.failed,
    messageCount: groups.length,
    messages: groups,
  });
}

/** A survey must not tell of oddities: the pass that reads will. */
async function survey(
  { source, signal }: Import,
  look: NonNullable<ImportReader['survey']>,
  progress: ImportProgress,
): Promise<void> {
  let rows = 0;
  for await (const records of source.batches(null, progress.onSurveyed)) {
    if (signal.aborted) return;
    for (const record of records) look(record);
    rows += records.length;
  }
  progress.knowRows(rows);
}

async function readAll(
  { source, reader, problems, signal }: Import,
  pass: (outputs: Iterable<ImportOutput>) => Promise<boolean>,
  onRows: (rows: number) => void,
  progress: ImportProgress,
): Promise<boolean> {
  let rows = 0;
  for await (const records of source.batches(problems, progress.onRead)) {
    if (signal.aborted) return false;
    onRows(records.length);
    rows += records.length;
    for (const record of records) {
      if (!(await pass(reader.read(record)))) return false;
    }
  }
  progress.knowRows(rows);
  return true;
}
