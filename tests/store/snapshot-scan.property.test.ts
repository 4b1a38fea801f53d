import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import type { AppError } from '../../src/domain/errors';
import { ok } from '../../src/domain/result';
import { prepareDatabase } from '../../src/store/prepared-store';
import { anyHistory, live } from '../support/histories';
import { databaseIn, openDesk, openOver, type Desk } from '../support/open-desk';
import { runs } from '../support/runs';

type Page = { readonly table: string; readonly bytes: Uint8Array };

type End = { readonly pages: readonly Page[]; readonly seq: number; readonly hash: string };

/** Loads pages into an empty database, replays records over them, and opens it as a desk. */
async function rebuild(pages: readonly Page[], records: readonly Uint8Array[], desk: Desk): Promise<Desk> {
  const factory = new IDBFactory();
  const options = { now: desk.clock.now, journal: async () => ok(null) };
  const prepared = await prepareDatabase(databaseIn(factory), options);
  for (const page of pages) await prepared.load(page);
  await prepared.replay(records);
  prepared.close();
  return openOver(factory, desk.clock);
}

/** Scans the desk while something else is done between the pages. */
async function scanAll(
  desk: Desk,
  limit: number,
  meanwhile: () => Promise<void>,
): Promise<{ pages: Page[]; end: End | null }> {
  const scan = randomUUID();
  await desk.host('snapshot.begin', { scan });
  const pages: Page[] = [];
  for (;;) {
    const page = (await desk.host('snapshot.page', { scan, limit })) as Page | null;
    if (page === null || pages.length > 2_000) break;
    pages.push(page);
    await meanwhile();
  }
  const end = await desk.host('snapshot.finish', { scan }).catch((problem: { error?: AppError }) => {
    // Rows under a ticket that went away for good are the one thing a scan cannot follow, and it says so.
    if (problem.error?.code !== 'conflict') throw problem;
    return null;
  });
  return { pages, end };
}

describe('a snapshot that is read while people work', () => {
  it('is the desk as of one commit: its own hash, and the same rows when it is loaded', async () => {
    let changedMeanwhile = 0;
    await fc.assert(
      fc.asyncProperty(
        anyHistory(16),
        anyHistory(24),
        fc.integer({ min: 1, max: 5 }),
        async (before, during, limit) => {
          const { desk } = await live(await openDesk(), before);
          const steps = during.filter(({ action }) => action.type !== 'restart');
          const seq = desk.journal.length;
          const { pages, end } = await scanAll(desk, limit, async () => {
            await live(desk, steps.splice(0, 1));
          });
          if (end === null) return;
          changedMeanwhile += desk.journal.length - seq;
          const check = (await desk.send('desk.check', {})) as { hash: string };
          expect(end.hash).toBe(check.hash);
          const loaded = await rebuild([...pages, ...end.pages], [], desk);
          expect(await loaded.send('desk.check', {})).toEqual(check);
          expect(await rowsOf(loaded)).toEqual(await rowsOf(desk));
        },
      ),
      { numRuns: runs(25) },
    );
    expect(changedMeanwhile).toBeGreaterThan(50);
  }, 120_000);

  it('and the journal after it make the desk whole, however often records are repeated', async () => {
    const desk = await openDesk();
    const made = (await desk.send('ticket.create', { subject: 'Before' })) as { id: string };
    const { pages, end } = await scanAll(desk, 100, async () => {});
    await desk.send('message.add', { ticketId: made.id, kind: 'note', body: 'After' });
    await desk.send('ticket.change', { ids: [made.id], change: { set: { subject: 'Later' } } });
    if (end === null) throw new Error('Nothing was removed.');
    const later = desk.journal.slice(end.seq);
    const all = [...pages, ...end.pages];
    for (const records of [later, [...later, ...later], desk.journal]) {
      const loaded = await rebuild(all, records, desk);
      expect(await loaded.send('desk.check', {})).toEqual(await desk.send('desk.check', {}));
    }
    const without = await rebuild(all, [], desk);
    expect(await without.send('desk.check', {})).not.toEqual(await desk.send('desk.check', {}));
  });

  it('is refused to whoever began it once another one is begun, instead of sharing its rows out', async () => {
    const desk = await openDesk();
    const [first, second] = [randomUUID(), randomUUID()];
    await desk.host('snapshot.begin', { scan: first });
    await desk.host('snapshot.page', { scan: first });
    await desk.host('snapshot.begin', { scan: second });
    for (const op of ['snapshot.page', 'snapshot.finish'] as const)
      await expect(desk.host(op, { scan: first })).rejects.toMatchObject({ error: { code: 'conflict' } });
    expect(await desk.host('snapshot.page', { scan: second })).not.toBeNull();
  });
});

/** Every row of every table but the oplog, which a snapshot leaves out. */
async function rowsOf({ database }: Desk): Promise<Record<string, unknown[]>> {
  const tables = database.tables.filter(({ name }) => name !== 'oplog');
  const rows = await Promise.all(tables.map(async (table) => [table.name, await table.toArray()] as const));
  return Object.fromEntries(rows);
}
