import { useTicket } from '../../data/use-ticket';
import { Composer } from './Composer';

type ComposerPaneProps = { readonly ticketId: string };

/** Where the next message of the open ticket is written; a draft left earlier is back in it. */
export function ComposerPane({ ticketId }: ComposerPaneProps) {
  const { ticket, detail } = useTicket(ticketId);
  if (ticket === undefined || detail === undefined) return null;
  const draftOf = (kind: 'reply' | 'note') => detail.drafts.find((draft) => draft.kind === kind) ?? null;
  return (
    <Composer
      key={ticket.id}
      ticketId={ticket.id}
      number={ticket.number}
      replyDraft={draftOf('reply')}
      noteDraft={draftOf('note')}
    />
  );
}
