import { useMemo } from 'react';
import { useLabels } from '../../data/use-labels';
import { useTicket } from '../../data/use-ticket';
import { usePanes } from '../../state/panes';
import { Conversation } from './Conversation';
import { timelineOf } from './timeline';

type ConversationPaneProps = { readonly ticketId: string };

/** What was said on the open ticket. */
export function ConversationPane({ ticketId }: ConversationPaneProps) {
  const { detail } = useTicket(ticketId);
  const hasHistory = usePanes((state) => state.isHistoryInline);
  const toggleHistory = usePanes((state) => state.toggleHistory);
  const items = useMemo(
    () => timelineOf(detail?.messages ?? [], detail?.events ?? [], hasHistory),
    [detail, hasHistory],
  );
  const labels = useLabels(
    (detail?.messages ?? [])
      .map((message) => message.authorId)
      .concat((detail?.events ?? []).map((event) => event.actorId)),
  );
  if (detail === undefined) return null;
  return (
    <Conversation
      key={detail.ticket.id}
      items={items}
      labels={labels}
      hasHistory={hasHistory}
      onToggleHistory={toggleHistory}
    />
  );
}
