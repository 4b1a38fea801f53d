import { useState } from 'react';
import { useSend } from '../../data/desk-context';
import { useDraft } from '../../data/use-draft';
import { useDeskView } from '../../state/desk-view';
import { useFocus } from '../../state/focus';
import { isEmptyForm, type NewTicketForm } from './form';
import { newTicketMessages as messages } from './messages';

const draftId = 'new-ticket';

/** Fills in, keeps and sends the form. */
export function useNewTicket(initial: NewTicketForm, onDone: () => void) {
  const send = useSend();
  const [form, setForm] = useState(initial);
  const [isSending, setSending] = useState(false);
  const [isMissing, setMissing] = useState(false);
  const draft = useDraft({ id: draftId, ticketId: null, kind: 'ticket' });
  const update = (part: Partial<NewTicketForm>): void => {
    const next = { ...form, ...part };
    setForm(next);
    if (next.subject.trim() !== '') setMissing(false);
    const { body, ...fields } = next;
    draft.change({ body, fields }, isEmptyForm(next));
  };
  const submit = async (): Promise<void> => {
    if (form.subject.trim() === '') return setMissing(true);
    if (isSending) return;
    setSending(true);
    // Stored before the ticket, which ends the draft: after it, the form would hold what was sent.
    void draft.flush();
    const created = await send('ticket.create', inputOf(form), {
      done: ({ number }) => messages.created(number),
    });
    setSending(false);
    if (created === undefined) return;
    draft.forget();
    onDone();
    useDeskView.getState().openTicket(created.id);
    useFocus.getState().ask('grid');
  };
  return { form, update, submit, isSending, isMissing, draft };
}

function inputOf({ subject, body, requester, team, priority }: NewTicketForm) {
  const set = {
    ...(requester?.id === null || requester === null ? {} : { requester: requester.id }),
    ...(team === null ? {} : { team }),
    ...(priority === null ? {} : { priority }),
  };
  const named = requester !== null && requester.id === null ? { requesterName: requester.name } : {};
  return { subject: subject.trim(), body, change: { set }, channel: 'agent', draftId, ...named };
}
