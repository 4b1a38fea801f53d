import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { BulkTools, ImportRequest, OnProgress } from '../../cli/tools';
import { appError } from '../../domain/errors';
import type { ImportReport } from '../../domain/import/prepared';
import { failure, ok, type Result } from '../../domain/result';
import type { hostContract } from '../../protocol/host';
import type { Answer, Client } from '../../protocol/rpc/client';
import type { storeContract } from '../../protocol/store';
import { exportDesk } from '../export/export-desk';
import { copySources } from '../import/copy-sources';
import { deriveId } from '../import/derive-id';
import { driveJob, type JobProcess } from '../import/drive-job';
import { hashFile, readSourceRows } from '../import/kept-source';
import { bulkMessages as messages } from './bulk.messages';
import { fillWithGenerated } from './generate-desk';

type BulkOptions = Readonly<{
  store: Client<typeof storeContract>;
  host: Client<typeof hostContract>;
  dataFolder: string;
  now: () => number;
  /** Starts the process that parses files. */
  startJob: () => JobProcess;
}>;

/** The work with files and many rows, for the command line and for windows. */
export function bulkTools(options: BulkOptions): BulkTools {
  return {
    importFile: (request, onProgress, signal) => importFile(options, request, onProgress, signal),
    exportTo: (request, onProgress) => exportDesk(request, { ...options, onProgress }),
    sourceRows: (reference) => readSourceRows(options.dataFolder, reference),
    generate: (tickets, seed, onProgress) => fillWithGenerated(tickets, seed, options.host, onProgress),
  };
}

async function importFile(
  { host, dataFolder, now, startJob }: BulkOptions,
  request: ImportRequest,
  onProgress: OnProgress,
  signal: AbortSignal,
): Promise<Result<ImportReport>> {
  const map = await readMap(request.mapFile);
  if (!map.ok) return map;
  const fileHash = await identityOf(request.file);
  if (!fileHash.ok) return fileHash;
  // The same file read in the same way is the same batch: an import that was interrupted goes on in it.
  const wishes = [request.format ?? '', request.timezone ?? '', JSON.stringify(map.value)];
  const batch = deriveId(0, 'batch', fileHash.value, ...wishes);
  const done = await driveJob(
    startJob(),
    {
      filePath: request.file,
      dataFolder,
      format: request.format ?? null,
      map: map.value,
      timezone: request.timezone ?? null,
      dryRun: request.isDryRun,
      batch,
      importedAt: now(),
    },
    {
      begin: async (start) => answerOf(await host.send('import.begin', start)),
      apply: async (chunk, { dryRun }) =>
        answerOf(await host.send('import.chunk', { batch, chunk, isDryRun: dryRun }, { timeoutMs: 0 })),
      progress: onProgress,
    },
    signal,
  );
  if (!done.ok || request.isDryRun || signal.aborted) return done;
  // An export brings along the files that its tickets came from.
  await copySources(request.file, dataFolder);
  const finished = await host.send('import.finish', { batch });
  return finished.ok ? done : finished;
}

/** The value of an answer alone; which commit it reflects is of no interest to a job. */
function answerOf<T>(answer: Result<Answer<T>>): Result<T> {
  return answer.ok ? ok(answer.value.value) : answer;
}

/** What makes an import the same again: the bytes of a file; of an export's folder its files, their sizes and times. */
async function identityOf(file: string): Promise<Result<string>> {
  const names = await readdir(file).catch(() => null);
  if (names === null) return hashFile(file);
  const parts = names.toSorted().map(async (name) => {
    const facts = await stat(path.join(file, name));
    return `${name} ${facts.size} ${facts.mtimeMs}`;
  });
  return ok([file, ...(await Promise.all(parts))].join('\n'));
}

async function readMap(file: string | undefined): Promise<Result<unknown>> {
  if (file === undefined) return ok(null);
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return failure(appError('invalid_input', messages.noMap(file), { file }));
  try {
    return ok(JSON.parse(text.replace(/^\uFEFF/, '')));
  } catch (error) {
    const problem = error instanceof Error ? error.message : '';
    return failure(appError('invalid_input', messages.badMap(file, problem), { file }));
  }
}
