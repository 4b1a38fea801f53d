import { useCallback, useEffect, useRef, useState } from 'react';
import type { CommandInput } from './desk';
import { useSend } from './desk-context';

type DraftContent = Pick<CommandInput<'draft.save'>, 'body' | 'fields'>;
type DraftPlace = Pick<CommandInput<'draft.save'>, 'id' | 'ticketId' | 'kind'>;

/** Whether what is typed is on disk. */
export type DraftState = 'untouched' | 'saving' | 'saved';

export type DraftSaver = {
  readonly state: DraftState;
  /** Takes a new text; it is stored when the typing pauses. */
  readonly change: (content: DraftContent, isEmpty: boolean) => void;
  /** Stores what is typed now; resolves when it is on disk. */
  readonly flush: () => Promise<void>;
  /** What is typed was sent: nothing is left to store. */
  readonly forget: () => void;
};

const pauseMs = 300;

/**
 * Keeps a text safe while it is typed: at each pause, when the focus leaves, when the window hides or goes,
 * and when the composer makes room for another ticket.
 */
export function useDraft({ id, ticketId, kind }: DraftPlace): DraftSaver {
  const send = useSend();
  const [state, setState] = useState<DraftState>('untouched');
  const pending = useRef<{ readonly content: DraftContent; readonly isEmpty: boolean } | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const flush = useCallback(async () => {
    clearTimeout(timer.current);
    const next = pending.current;
    if (next === null) return;
    pending.current = null;
    const saved = next.isEmpty
      ? // There may be none yet: then nothing is to be thrown away.
        await send('draft.discard', { id }, { onError: () => {} })
      : await send('draft.save', { id, ticketId, kind, ...next.content });
    if (saved === undefined) pending.current ??= next;
    else if (pending.current === null) setState(next.isEmpty ? 'untouched' : 'saved');
  }, [send, id, ticketId, kind]);
  useFlushWhenLeaving(flush);
  const change = useCallback(
    (content: DraftContent, isEmpty: boolean) => {
      pending.current = { content, isEmpty };
      setState('saving');
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void flush(), pauseMs);
    },
    [flush],
  );
  const forget = useCallback(() => {
    clearTimeout(timer.current);
    pending.current = null;
    setState('untouched');
  }, []);
  return { state, change, flush, forget };
}

/** Unsaved drafts of this window, for the moment before it closes. */
const unsaved = new Set<() => Promise<void>>();

/** Stores every text that is being typed in this window. */
export async function flushDrafts(): Promise<void> {
  await Promise.all([...unsaved].map((flush) => flush()));
}

function useFlushWhenLeaving(flush: () => Promise<void>): void {
  useEffect(() => {
    const onHide = (): void => {
      if (document.visibilityState === 'hidden') void flush();
    };
    unsaved.add(flush);
    document.addEventListener('visibilitychange', onHide);
    return () => {
      unsaved.delete(flush);
      document.removeEventListener('visibilitychange', onHide);
      void flush();
    };
  }, [flush]);
}
