import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { Draft } from '../../../protocol/store-shapes';
import { useSend } from '../../data/desk-context';
import { ticketName } from '../../data/ticket-record';
import { type DraftState, useDraft } from '../../data/use-draft';
import { composerMessages as messages } from './messages';

/** One message in the making. */
export type MessageInTheMaking = {
  readonly body: string;
  readonly draftState: DraftState;
  readonly isSending: boolean;
  readonly change: (body: string) => void;
  readonly flush: () => Promise<void>;
  /** Sends it; with a status, the same command moves the ticket on. True when it is done. */
  readonly submit: (status: string | undefined) => Promise<boolean>;
};

type Place = { readonly ticketId: string; readonly number: number | null; readonly kind: 'reply' | 'note' };

/** Writes, keeps and sends one reply or note. */
export function useMessage({ ticketId, number, kind }: Place, draft: Draft | null): MessageInTheMaking {
  const send = useSend();
  const [body, setBody] = useState(draft?.body ?? '');
  const [isSending, setSending] = useState(false);
  const draftId = draft?.id ?? `${kind}.${ticketId}`;
  const saver = useDraft({ id: draftId, ticketId, kind });
  const { change: saveDraft, flush, forget } = saver;
  const written = useRef(body);
  const sentAt = useRef(0);
  useDraftFromElsewhere(draft, isSending || saver.state === 'saving', sentAt, written, setBody);
  const change = useCallback(
    (text: string) => {
      written.current = text;
      setBody(text);
      saveDraft({ body: text, fields: {} }, text.trim() === '');
    },
    [saveDraft],
  );
  const submit = async (status: string | undefined): Promise<boolean> => {
    if (isSending) return false;
    setSending(true);
    // Stored before the message, which ends the draft: after it, the text would be back as a draft of what was sent.
    void flush();
    const change = status === undefined ? {} : { set: { status } };
    const done = doneText(kind, number, status);
    const isDone =
      body.trim() === ''
        ? status !== undefined &&
          (await send('ticket.change', { ids: [ticketId], change }, { done })) !== undefined
        : (await send('message.add', { ticketId, kind, body, change, draftId }, { done })) !== undefined;
    setSending(false);
    // Only what is stored may leave the box; what was typed on meanwhile begins the next message.
    if (isDone && body.trim() !== '') {
      sentAt.current = Date.now();
      forget();
      const rest = restOf(written.current, body);
      written.current = rest;
      setBody(rest);
      if (rest !== '') saveDraft({ body: rest, fields: {} }, false);
    }
    return isDone;
  };
  return {
    body,
    draftState: draft !== null && saver.state === 'untouched' ? 'saved' : saver.state,
    isSending,
    change,
    flush,
    submit,
  };
}

/**
 * Takes over what another window of the same agent has written, sent or thrown away. What was typed here and is not
 * stored yet stays; and a draft that was sent from here does not come back with an answer that is older than the sending.
 */
function useDraftFromElsewhere(
  draft: Draft | null,
  isBusy: boolean,
  sentAt: RefObject<number>,
  written: RefObject<string>,
  show: (body: string) => void,
): void {
  const known = useRef(draft);
  useEffect(() => {
    const before = known.current;
    known.current = draft;
    const text = draft?.body ?? '';
    const isSame = draft?.version === before?.version && before?.body === draft?.body;
    const isOurs = draft === null && before?.body !== written.current;
    const isOld = draft !== null && draft.updatedAt <= sentAt.current;
    if (isBusy || isSame || isOurs || isOld || text === written.current) return;
    written.current = text;
    show(text);
  }, [draft, isBusy, sentAt, written, show]);
}

function restOf(written: string, sent: string): string {
  return written.startsWith(sent) ? written.slice(sent.length) : written;
}

function doneText(kind: Place['kind'], number: number | null, status: string | undefined): string {
  const name = ticketName(number);
  if (status === 'solved') return messages.solved(name);
  return kind === 'reply' ? messages.sent(name) : messages.noted(name);
}
