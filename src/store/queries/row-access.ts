import type { Field } from '../../domain/field/field';
import { readRow } from '../../domain/kinds';
import type { QueryAccess } from '../../domain/query/evaluate';
import type { SyncedRow } from '../../domain/sync/row';
import { noActivity, type TicketActivity } from '../../domain/ticket/activity';
import {
  fieldsByQueryName,
  heldValues,
  ticketFacts,
  type TicketQueryEnvironment,
} from '../../domain/ticket/query';
import type { StoreContext } from '../commands/context';
import { startOfLocalTime } from '../index/local-time';
import { searchableTexts } from '../index/ticket-index';

/** What the meaning of a query depends on beside the rows. */
type Surroundings = Pick<StoreContext, 'directory' | 'facts' | 'queries' | 'now'>;

/** Reads ticket rows the way queries see them; what the columns of the index answer must be the same. */
export function rowAccess(store: Surroundings, agentId: string): QueryAccess<SyncedRow> {
  const { directory, facts, queries } = store;
  const environment: TicketQueryEnvironment = {
    now: store.now(),
    me: agentId,
    statuses: directory.statuses,
    names: (target, id) => directory.names(target, id),
  };
  const fields: ReadonlyMap<string, Field> = fieldsByQueryName(directory.customFields());
  return {
    schema: queries.schema,
    clock: { now: environment.now, startOf: startOfLocalTime },
    me: agentId,
    texts: searchableTexts,
    values: (row, name) => {
      if (name === 'is' || name === 'has') {
        const activity = (row['activity'] as TicketActivity | undefined) ?? noActivity;
        const isUnread = facts.isUnread(agentId, row.id, activity.lastInboundAt);
        const circumstances = { activity, isUnread, hasDraft: facts.hasDraft(agentId, row.id) };
        return ticketFacts(readRow('tickets', row), circumstances, environment);
      }
      const field = fields.get(name);
      return field === undefined ? [] : heldValues(field, row[field.key], environment);
    },
  };
}
