import type { CommitFeed } from './commit/feed';
import type { DeskDatabase } from './database';
import type { TicketIndex } from './index/ticket-index';
import { pagesOf } from './queries/check';

/**
 * Reads every ticket into the index, in pages, while the desk is in use. A ticket that a commit touches meanwhile is
 * newer in the index than on a page that was read before, so the page's is passed over.
 */
export async function warmUp(database: DeskDatabase, index: TicketIndex, feed: CommitFeed): Promise<void> {
  const touched = new Set<string>();
  const stop = feed.listen((commit) => {
    for (const change of commit.changes) if (change.kind === 'tickets') touched.add(change.id);
  });
  for await (const rows of pagesOf(database, 'tickets')) {
    for (const row of rows) if (!touched.has(row.id)) index.upsert(row);
  }
  stop();
}
