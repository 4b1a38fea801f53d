import type { FieldChange } from '../../../domain/event/event';
import { ticketField } from '../../../domain/ticket/fields';
import { useLabels } from '../../data/use-labels';
import { useTicket } from '../../data/use-ticket';
import { historySentence } from '../../data/history-sentence';
import { History } from './History';

type HistoryPaneProps = { readonly ticketId: string };

/** Everything that happened to the open ticket, newest first. */
export function HistoryPane({ ticketId }: HistoryPaneProps) {
  const { detail } = useTicket(ticketId);
  const events = detail?.events ?? [];
  const labels = useLabels(events.flatMap((event) => [event.actorId, ...event.changes.flatMap(peopleOf)]));
  if (detail === undefined) return null;
  const lines = events
    .toReversed()
    .map((event) => ({ id: event.id, at: event.at, text: historySentence(event, labels) }));
  return <History key={detail.ticket.id} lines={lines} />;
}

/** The people whom a change names; other references are in the directory already. */
function peopleOf({ field, from, to }: FieldChange): readonly string[] {
  const nature = ticketField(field)?.nature;
  const isPeople = (nature?.type === 'reference' || nature?.type === 'references') && nature.to === 'people';
  return isPeople ? [from, to].flat().filter((id) => typeof id === 'string') : [];
}
