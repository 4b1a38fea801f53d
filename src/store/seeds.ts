import { sparseContent } from '../domain/kinds';
import { oldestStamp } from '../domain/sync/stamp';
import { builtInStatuses } from '../domain/ticket/status';
import { startingViews } from '../domain/views/view';
import type { DeskDatabase } from './database';

/** Fills a new database with the statuses and views that every desk starts with; their stamps make them merge. */
export async function plantSeeds(database: DeskDatabase): Promise<void> {
  await database.statuses.bulkPut(
    builtInStatuses.map(({ id, ...status }, order) => ({
      id,
      stamp: oldestStamp,
      ...sparseContent('statuses', { ...status, order }),
    })),
  );
  await database.views.bulkPut(
    startingViews.map(({ id, ...view }) => ({ id, stamp: oldestStamp, ...sparseContent('views', view) })),
  );
}
