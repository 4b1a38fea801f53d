import { useEffect } from 'react';
import { useSend } from '../../data/desk-context';

const glanceMs = 800;

/** A ticket counts as seen when it was open for longer than a glance, and again after each thing that happens to it. */
export function useMarkRead(ticketId: string | null, lastEventId: string | null): void {
  const send = useSend();
  useEffect(() => {
    if (ticketId === null) return;
    // Nobody asked for it, so nobody is bothered when it fails; the next glance tries again.
    const markRead = () =>
      void send('ticket.markRead', { ids: [ticketId], isRead: true }, { onError: () => {} });
    const timer = setTimeout(markRead, glanceMs);
    return () => clearTimeout(timer);
  }, [send, ticketId, lastEventId]);
}
