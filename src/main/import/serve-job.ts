import { appError } from '../../domain/errors';
import type { ImportCounts } from '../../domain/import/prepared';
import { failure, ok, type Result } from '../../domain/result';
import type { ImportSink } from './chunk-queue';
import { ToJob, type FromJob } from './job-messages';
import { runImport, type ImportRequest } from './run-import';
import { sourceMessages as messages } from './source.messages';

/** The side of a process port that a job needs. */
export type JobPort = {
  readonly post: (message: FromJob) => void;
  readonly listen: (hear: (message: unknown) => void) => void;
};

type Answer = Result<ImportCounts | null>;

/** Runs the one import that main asks this process for, and tells main about it over the port. */
export function serveJob(port: JobPort): void {
  const waiting = new Map<number, (answer: Answer) => void>();
  const stop = new AbortController();
  let calls = 0;
  const ask = (make: (call: number) => FromJob): Promise<Answer> =>
    new Promise((resolve) => {
      calls += 1;
      waiting.set(calls, resolve);
      port.post(make(calls));
    });
  const sink: ImportSink = {
    begin: async (start) => {
      const answer = await ask((call) => ({ type: 'begin', call, start }));
      return answer.ok ? ok(null) : answer;
    },
    apply: async (chunk, info) => {
      const answer = await ask((call) => ({ type: 'apply', call, chunk, info }));
      return answer.ok ? ok(answer.value ?? { created: 0, updated: 0, skipped: 0, failed: 0 }) : answer;
    },
    progress: (done, total, label) => port.post({ type: 'progress', done, total, label }),
  };
  port.listen((given) => {
    const message = ToJob.parse(given);
    if (message.type === 'cancel') stop.abort();
    else if (message.type === 'answer') settle(waiting, message.call, message.result);
    else void finish(port, message.request, sink, stop.signal);
  });
  port.post({ type: 'ready' });
}

function settle(waiting: Map<number, (answer: Answer) => void>, call: number, answer: Answer): void {
  waiting.get(call)?.(answer);
  waiting.delete(call);
}

/** A bug in an importer must reach main as an answer, and say nothing of what is in the file. */
async function finish(
  port: JobPort,
  request: ImportRequest,
  sink: ImportSink,
  signal: AbortSignal,
): Promise<void> {
  const result = await runImport(request, sink, signal).catch((error: unknown) => {
    const cause = error instanceof Error ? error.name : typeof error;
    return failure(appError('internal', messages.internal, { cause }));
  });
  port.post({ type: 'done', result });
}
