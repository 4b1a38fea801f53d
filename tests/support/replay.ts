import { IDBFactory } from 'fake-indexeddb';
import { ok } from '../../src/domain/result';
import { prepareDatabase } from '../../src/store/prepared-store';
import { databaseIn, openOver, type Desk, type HandClock } from './open-desk';

/** Makes a desk of nothing but journal records: what a rebuild after a lost database does. */
export async function replayInto(records: readonly Uint8Array[], clock: HandClock): Promise<Desk> {
  const factory = new IDBFactory();
  const prepared = await prepareDatabase(databaseIn(factory), {
    now: clock.now,
    journal: async () => ok(null),
  });
  await prepared.replay(records);
  prepared.close();
  return openOver(factory, clock);
}
