import { useDirectory } from '../../data/use-directory';
import { useSend } from '../../data/desk-context';
import { useQuery } from '../../data/use-query';
import { ticketField } from '../../../domain/ticket/fields';
import { useSelection } from '../../state/selection';
import { BulkBar } from './BulkBar';
import { ticketListMessages as messages } from './messages';

/** Changes every selected ticket at once; one Undo takes it back on all of them. */
export function BulkPane() {
  const { statuses, agents } = useDirectory();
  const send = useSend();
  const ids = useSelection((state) => state.ids);
  const clear = useSelection((state) => state.clear);
  const { data: facets } = useQuery('ticket.facets', { query: '', fields: ['tag'] });
  const priority = ticketField('priority')?.nature;
  const set = (key: string, value: string | null, label: string): void => {
    const name = ticketField(key)?.label ?? key;
    const change = { set: { [key]: value } };
    void send(
      'ticket.change',
      { ids: [...ids], change },
      {
        done: ({ changed, skipped }) => {
          const done = messages.bulk.done(changed, name, label);
          return skipped === 0 ? done : messages.bulk.skipped(done, skipped);
        },
      },
    );
  };
  return (
    <BulkBar
      count={ids.size}
      statuses={statuses.map(({ id, name }) => ({ id, label: name }))}
      agents={agents.map(({ id, name }) => ({ id, label: name }))}
      priorities={priority?.type === 'choice' ? priority.options : []}
      tags={(facets?.['tag'] ?? []).flatMap(({ value }) => (value === null ? [] : [value]))}
      onSet={set}
      onTag={(tag) => {
        const change = { add: { tags: [tag] } };
        void send(
          'ticket.change',
          { ids: [...ids], change },
          { done: ({ changed }) => messages.bulk.tagged(changed, tag) },
        );
      }}
      onTrash={async () => {
        const done = await send('ticket.trash', { ids: [...ids] }, { done: messages.bulk.trashed(ids.size) });
        if (done !== undefined) clear();
      }}
      onClear={clear}
    />
  );
}
