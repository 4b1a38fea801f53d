import { useCallback, useMemo, useState } from 'react';
import type { Field } from '../../../domain/field/field';
import type { SetChange } from '../../components/PickTags';
import { useSend } from '../../data/desk-context';
import { ticketName } from '../../data/ticket-record';
import { useDirectory } from '../../data/use-directory';
import { useLabels } from '../../data/use-labels';
import { useQuery } from '../../data/use-query';
import { useTicket } from '../../data/use-ticket';
import { propertiesMessages as messages } from './messages';
import { Properties } from './Properties';
import { propertyGroups } from './property-groups';

type PropertiesPaneProps = { readonly ticketId: string };

/** What can be set on the open ticket. */
export function PropertiesPane({ ticketId }: PropertiesPaneProps) {
  const { ticket } = useTicket(ticketId);
  const directory = useDirectory();
  const groups = useMemo(() => propertyGroups(directory.customFields), [directory]);
  const labels = useLabels([ticket?.assignee, ...(ticket?.followers ?? [])]);
  // Every tag of the desk is only counted for those who are choosing one.
  const [wantsTags, setWantsTags] = useState(false);
  const { data: facets } = useQuery('ticket.facets', wantsTags ? { query: '', fields: ['tag'] } : null);
  const onWantTags = useCallback(() => setWantsTags(true), []);
  const send = useSend();
  const id = ticket?.id;
  const name = ticketName(ticket?.number ?? null);
  const onSet = useCallback(
    (field: Field, value: unknown) => {
      if (id === undefined) return;
      const text = labels.value(field, value);
      const done =
        text.length > 40 ? messages.changed(name, field.label) : messages.set(name, field.label, text);
      void send('ticket.change', { ids: [id], change: { set: { [field.key]: value } } }, { done });
    },
    [send, id, name, labels],
  );
  const onSetChange = useCallback(
    (field: Field, { add, remove }: SetChange) => {
      if (id === undefined || add.length + remove.length === 0) return;
      const change = { add: { [field.key]: [...add] }, remove: { [field.key]: [...remove] } };
      void send('ticket.change', { ids: [id], change }, { done: messages.changed(name, field.label) });
    },
    [send, id, name],
  );
  if (ticket === undefined) return null;
  return (
    <Properties
      key={ticket.id}
      ticket={ticket}
      groups={groups}
      directory={directory}
      labels={labels}
      tags={(facets?.['tag'] ?? []).flatMap(({ value }) => (value === null ? [] : [value]))}
      onWantTags={onWantTags}
      onSet={onSet}
      onSetChange={onSetChange}
    />
  );
}
