import { describe, expect, test } from 'vitest';
import type { ImportCounts, PreparedChunk } from '../../../src/domain/import/prepared';
import type { Result } from '../../../src/domain/result';
import type { ImportSink } from '../../../src/main/import/chunk-queue';
import { runImport } from '../../../src/main/import/run-import';
import { callContext, openDesk, type Desk } from '../../support/open-desk';
import { requestOf, temporaryFile, temporaryFolder } from './import-file';

function sinkOf({ store: { hostHandlers } }: Desk): ImportSink {
  return {
    begin: async (start) => hostHandlers['import.begin'](start, callContext()),
    apply: async (chunk: PreparedChunk, { batch, dryRun }): Promise<Result<ImportCounts>> =>
      hostHandlers['import.chunk']({ batch, chunk, isDryRun: dryRun }, callContext()),
    progress: () => undefined,
  };
}

async function importInto(desk: Desk, text: string, batch: string, dryRun = false) {
  const request = requestOf(temporaryFile('log.csv', text), { dataFolder: temporaryFolder(), batch, dryRun });
  const done = await runImport(request, sinkOf(desk), new AbortController().signal);
  if (!done.ok) throw new Error(done.error.message);
  const { created, updated, skipped, failed } = done.value;
  return { created, updated, skipped, failed };
}

const rows = [
  'number,incident_state,sys_mod_count,sys_updated_at,opened_at,caller_id,assigned_to,u_symptom',
  'INC1,New,0,1/3/2024 09:00,1/3/2024 08:00,Caller 1,?,Symptom 1',
  'INC2,New,0,1/3/2024 09:00,1/3/2024 08:00,Caller 2,?,Symptom 2',
  'INC1,Active,1,1/3/2024 10:00,1/3/2024 08:00,Caller 1,Resolver 1,Symptom 1',
];
const log = `${rows.join('\n')}\n`;
const grown = `${log}INC2,Resolved,1,2/3/2024 09:00,1/3/2024 08:00,Caller 2,Resolver 1,Symptom 2\n`;

describe('an import into the store', () => {
  test('makes everything once, however often it is repeated', async () => {
    const desk = await openDesk();
    expect(await importInto(desk, log, 'trial', true)).toEqual({
      created: 2,
      updated: 0,
      skipped: 0,
      failed: 0,
    });
    expect(await importInto(desk, log, 'first')).toEqual({ created: 2, updated: 0, skipped: 0, failed: 0 });
    expect(await importInto(desk, log, 'second')).toEqual({ created: 0, updated: 0, skipped: 2, failed: 0 });
    expect(await desk.send('desk.check', {})).toMatchObject({
      ok: true,
      counts: { tickets: 2, events: 3, people: 3 },
      problems: [],
    });
  });

  test('brings tickets up to date from a file that has grown', async () => {
    const desk = await openDesk();
    await importInto(desk, log, 'first');
    expect(await importInto(desk, grown, 'second')).toMatchObject({ created: 0, updated: 1 });
    expect(await desk.send('desk.check', {})).toMatchObject({
      ok: true,
      counts: { tickets: 2, events: 4, people: 3 },
    });
    expect(
      await desk.send('ticket.list', { query: 'alias:INC2 status:solved', offset: 0, limit: 10 }),
    ).toMatchObject({ total: 1 });
  });

  test('is taken back as a whole, and may be repeated then', async () => {
    const desk = await openDesk();
    await importInto(desk, log, 'first');
    expect(await desk.send('import.undo', { batch: 'first' })).toMatchObject({ removed: 2 });
    expect(await importInto(desk, log, 'second')).toMatchObject({ created: 2 });
    expect(await desk.send('desk.check', {})).toMatchObject({ ok: true, counts: { tickets: 2, events: 3 } });
  });
});
