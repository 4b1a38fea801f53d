import { useCallback, useMemo, useState } from 'react';
import type { Field, ReferenceTarget } from '../../../domain/field/field';
import type { SetChange } from '../../components/PickTags';
import { useStable } from '../../components/use-stable';
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
  const tags = useMemo(
    () => (facets?.['tag'] ?? []).flatMap(({ value }) => (value === null ? [] : [value])),
    [facets],
  );
  const onWantTags = useCallback(() => setWantsTags(true), []);
  const send = useSend();
  const id = ticket?.id;
  const name = ticketName(ticket?.number ?? null);
  const onSet = useStable((field: Field, value: unknown) => {
    if (id === undefined) return;
    const text = labels.value(field, value);
    const done =
      text.length > 40 ? messages.changed(name, field.label) : messages.set(name, field.label, text);
    void send('ticket.change', { ids: [id], change: { set: { [field.key]: value } } }, { done });
  });
  const onSetChange = useStable((field: Field, { add, remove }: SetChange) => {
    if (id === undefined || add.length + remove.length === 0) return;
    const change = { add: { [field.key]: [...add] }, remove: { [field.key]: [...remove] } };
    void send('ticket.change', { ids: [id], change }, { done: messages.changed(name, field.label) });
  });
  const labelOf = useStable((to: ReferenceTarget, target: string) => labels.reference(to, target));
  if (ticket === undefined) return null;
  return (
    <Properties
      ticket={ticket}
      groups={groups}
      directory={directory}
      labels={labels}
      labelOf={labelOf}
      tags={tags}
      onWantTags={onWantTags}
      onSet={onSet}
      onSetChange={onSetChange}
    />
  );
}
