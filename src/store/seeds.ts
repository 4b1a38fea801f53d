import { sparseContent } from '../domain/kinds';
import { encodeStamp } from '../domain/sync/stamp';
import { builtInStatuses } from '../domain/ticket/status';
import { startingViews } from '../domain/views/view';
import type { DeskDatabase } from './database';

/** The stamp of what every desk starts with: older than anything, and the same everywhere, so that it merges. */
const firstStamp = encodeStamp({ milliseconds: 0, counter: 0, node: '0'.repeat(16) });

/** Fills a new database with the statuses and views that every desk starts with. */
export async function plantSeeds(database: DeskDatabase): Promise<void> {
  await database.statuses.bulkPut(
    builtInStatuses.map(({ id, ...status }, order) => ({
      id,
      stamp: firstStamp,
      ...sparseContent('statuses', { ...status, order }),
    })),
  );
  await database.views.bulkPut(
    startingViews.map(({ id, ...view }) => ({ id, stamp: firstStamp, ...sparseContent('views', view) })),
  );
}
