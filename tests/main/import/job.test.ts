import { EventEmitter } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { describe, expect, onTestFinished, test } from 'vitest';
import { driveJob, type JobProcess } from '../../../src/main/import/drive-job';
import { serveJob } from '../../../src/main/import/serve-job';
import { collectingSink, requestOf, temporaryFile, temporaryFolder } from './import-file';

const list = `number,short_description\n${Array.from({ length: 20_000 }, (_, index) => `INC${String(index).padStart(7, '0')},Ticket ${index}`).join('\n')}\n`;

/** A job behind a real port, so that everything is cloned as it is between processes. */
function startJob(): { readonly process: JobProcess; readonly die: () => void } {
  const { port1, port2 } = new MessageChannel();
  const exits = new EventEmitter();
  const close = (): void => {
    port1.close();
    port2.close();
  };
  onTestFinished(close);
  const process: JobProcess = {
    postMessage: (message) => port1.postMessage(message),
    on: (event: 'message' | 'exit', hear: ((message: unknown) => void) | ((code: number) => void)) =>
      event === 'message' ? listen(port1, hear as (message: unknown) => void) : exits.on('exit', hear),
    kill: close,
  };
  queueMicrotask(() =>
    serveJob({ post: (message) => port2.postMessage(message), listen: (hear) => listen(port2, hear) }),
  );
  return { process, die: () => exits.emit('exit', 9) };
}

function listen(port: MessagePort, hear: (message: unknown) => void): void {
  port.on('message', hear);
}

describe('an import in a process of its own', () => {
  test('makes what an import in this process makes', async () => {
    const sink = collectingSink();
    const request = requestOf(temporaryFile('list.csv', list), { dataFolder: temporaryFolder() });
    const done = await driveJob(startJob().process, request, sink, new AbortController().signal);
    expect(done).toMatchObject({ ok: true, value: { rows: 20_000, created: 20_000, batch: 'batch-1' } });
    expect(sink.starts).toHaveLength(1);
    expect(sink.told.at(-1)).toEqual([20_000, 20_000, 'Storing tickets']);
  });

  test('passes on why a file cannot be imported', async () => {
    const request = requestOf('/nowhere/a.csv', { dataFolder: temporaryFolder() });
    const done = await driveJob(startJob().process, request, collectingSink(), new AbortController().signal);
    expect(done).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
  });

  test('stops between chunks when it is told to', async () => {
    const stop = new AbortController();
    const sink = collectingSink(async (_, { index }) => {
      if (index === 1) stop.abort();
      return null;
    });
    const request = requestOf(temporaryFile('list.csv', list), { dataFolder: temporaryFolder() });
    const done = await driveJob(startJob().process, request, sink, stop.signal);
    expect(done).toMatchObject({ ok: true, value: { messages: [{ reason: 'cancelled' }] } });
  });

  test('is a failure when the process dies', async () => {
    const job = startJob();
    const sink = collectingSink(async () => {
      job.die();
      return new Promise(() => undefined);
    });
    const request = requestOf(temporaryFile('list.csv', list), { dataFolder: temporaryFolder() });
    const done = await driveJob(job.process, request, sink, new AbortController().signal);
    expect(done).toMatchObject({ ok: false, error: { code: 'internal' } });
  });
});
