import { appError } from '../../domain/errors';
import type { ImportReport } from '../../domain/import/prepared';
import { failure, type Result } from '../../domain/result';
import type { ImportSink } from './chunk-queue';
import { FromJob, type ToJob } from './job-messages';
import type { ImportRequest } from './run-import';
import { sourceMessages as messages } from './source.messages';

/** What main needs of the process that runs a job; Electron's UtilityProcess is one. */
export type JobProcess = {
  readonly postMessage: (message: ToJob) => void;
  readonly on: {
    (event: 'message', hear: (message: unknown) => void): unknown;
    (event: 'exit', hear: (code: number) => void): unknown;
  };
  readonly kill: () => unknown;
};

/**
 * Runs an import in a process of its own and passes what it makes to the sink. The process ends with the import;
 * one that dies is a failure that a second try goes on from.
 */
export function driveJob(
  job: JobProcess,
  request: ImportRequest,
  sink: ImportSink,
  signal: AbortSignal,
): Promise<Result<ImportReport>> {
  return new Promise((resolve) => {
    const cancel = (): void => job.postMessage({ type: 'cancel' });
    const finish = (result: Result<ImportReport>): void => {
      signal.removeEventListener('abort', cancel);
      resolve(result);
      job.kill();
    };
    job.on('exit', () => finish(failure(appError('internal', messages.internal))));
    job.on('message', (given) => {
      const message = FromJob.parse(given);
      if (message.type === 'ready') job.postMessage({ type: 'start', request });
      else if (message.type === 'progress') sink.progress(message.done, message.total, message.label);
      else if (message.type === 'done') finish(message.result);
      else void answer(job, message, sink);
    });
    signal.addEventListener('abort', cancel);
    if (signal.aborted) cancel();
  });
}

async function answer(
  job: JobProcess,
  message: Extract<FromJob, { readonly call: number }>,
  sink: ImportSink,
): Promise<void> {
  const asked =
    message.type === 'begin' ? sink.begin(message.start) : sink.apply(message.chunk, message.info);
  const result = await asked.catch(() => failure(appError('internal', messages.internal)));
  job.postMessage({ type: 'answer', call: message.call, result });
}
