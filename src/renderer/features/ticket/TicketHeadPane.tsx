import { useSend } from '../../data/desk-context';
import { ticketName } from '../../data/ticket-record';
import { useLabels } from '../../data/use-labels';
import { useTicket } from '../../data/use-ticket';
import { useDeskView } from '../../state/desk-view';
import { ticketMessages as messages } from './messages';
import { TicketHead } from './TicketHead';
import { useMarkRead } from './use-mark-read';

type TicketHeadPaneProps = { readonly ticketId: string };

/** The head of the open ticket. */
export function TicketHeadPane({ ticketId }: TicketHeadPaneProps) {
  const { ticket, detail } = useTicket(ticketId);
  const labels = useLabels([]);
  const send = useSend();
  useMarkRead(ticket?.id ?? null, detail?.events.at(-1)?.id ?? null);
  if (ticket === undefined || detail === undefined) return null;
  const name = ticketName(ticket.number);
  return (
    <TicketHead
      key={ticket.id}
      name={name}
      subject={ticket.subject}
      status={labels.status(ticket.status)}
      createdAt={ticket.createdAt}
      completeness={detail.completeness}
      place={placeOf(ticket)}
      onSubject={(subject) => {
        void send(
          'ticket.change',
          { ids: [ticket.id], change: { set: { subject } } },
          { done: messages.subjectChanged(name) },
        );
      }}
      onRestore={() => void send('ticket.restore', { ids: [ticket.id] }, { done: messages.restored(name) })}
      onClose={() => useDeskView.getState().openTicket(null)}
    />
  );
}

function placeOf(ticket: { readonly deletedAt: number | null; readonly spamAt: number | null }) {
  if (ticket.deletedAt !== null) return 'trash' as const;
  return ticket.spamAt === null ? null : ('spam' as const);
}
