import type { MessageFields } from '../../domain/message/message';
import { activityOf, countMessage, noActivity, type TicketActivity } from '../../domain/ticket/activity';
import type { RowChange } from './feed';
import type { UnitOfWork } from './unit-of-work';

/**
 * Brings the derived activity of every ticket up to date whose messages a command touched. New messages are
 * counted in; where one was removed, all are counted again.
 */
export async function deriveActivity(work: UnitOfWork): Promise<void> {
  const touched = new Map<string, RowChange[]>();
  for (const change of work.changes()) {
    if (change.kind !== 'messages' || change.parent === undefined) continue;
    touched.set(change.parent, [...(touched.get(change.parent) ?? []), change]);
  }
  for (const [ticketId, changes] of touched) {
    const row = await work.row({ kind: 'tickets', id: ticketId });
    if (row === undefined) continue;
    const added = changes
      .filter((change) => change.before === undefined)
      .flatMap((change) => messageOf(change.after));
    const isOnlyAdded = changes.every((change) => change.before === undefined);
    const known = (row['activity'] as TicketActivity | undefined) ?? noActivity;
    work.setActivity(
      ticketId,
      isOnlyAdded ? added.reduce(countMessage, known) : await recount(work, ticketId, changes),
    );
  }
}

async function recount(
  work: UnitOfWork,
  ticketId: string,
  changes: readonly RowChange[],
): Promise<TicketActivity> {
  const stored = await work.context.database.messages
    .where('[ticketId+id]')
    .between([ticketId, ''], [ticketId, '\uffff'])
    .toArray();
  const changed = new Map(changes.map((change) => [change.id, change.after]));
  const kept = stored.filter((row) => !changed.has(row.id));
  return activityOf([...kept, ...changed.values()].flatMap(messageOf));
}

function messageOf(row: unknown): MessageFields[] {
  return row === undefined ? [] : [row as MessageFields];
}
